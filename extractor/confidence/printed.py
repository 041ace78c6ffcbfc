"""How sure a value of a text layer is: its letters are exact, so its place, rules, doubts and a second key count."""

from collections.abc import Iterator

from extractor.confidence.features import is_of_keys, keys_differ
from extractor.confidence.judging import DIFFERING, PLACED, Part, Seen, both_readings, in_words
from extractor.model.page import DOUBTED
from extractor.model.results import Finding, Severity
from extractor.rules import false_alarms

SURE = 0.9995
"""A value of a text layer that stands inside its cell under a recognised heading: none of the samples' is wrong."""
MISREAD = 0.3
"""A value of a text layer that EDGAR would not have taken: misread, or on a page that is not EDGAR's."""

RARE = 0.003
"""Of real filings: a warning that so few of them give, or fewer, is rather a misreading, and its fields are asked."""
WARNED = 0.95
"""A value that a rare warning names; asked."""
LOWERED = 0.99
"""A value that a warning names which more filers give cause for: not asked, and no longer as sure as the others."""


def printed_parts(seen: Seen) -> Iterator[Part]:
    """The parts of the confidence of what a text layer holds."""
    field = seen.field
    yield Part(SURE)
    for doubt in sorted(field.doubts):
        yield Part(min(doubt.most, DOUBTED), doubt.sentence)
    if keys_differ(field) and not any(map(is_of_keys, seen.findings)):
        yield Part(DIFFERING, both_readings(field))
    if field.placement < PLACED:
        yield Part(max(field.placement, 0.05) * 0.9, "its words do not lie wholly under one heading")
    for finding in seen.findings:
        if is_of_keys(finding):
            yield Part(DIFFERING, in_words(finding))
        elif finding.severity is Severity.ERROR:
            yield Part(MISREAD, in_words(finding))
        elif finding.severity is Severity.WARNING:
            yield Part(WARNED if is_rare(finding) else LOWERED, in_words(finding))


def is_rare(finding: Finding) -> bool:
    """Whether the finding is a warning that real filings seldom give, as far as that was measured."""
    share = false_alarms(finding.rule)
    return finding.severity is Severity.WARNING and share is not None and share <= RARE
