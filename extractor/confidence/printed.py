"""How sure a value of a text layer is. Its letters are exact, so place, rules, doubts and the second reading count."""

from collections.abc import Iterator

from extractor.confidence.features import is_of_keys, keys_differ
from extractor.confidence.judging import DIFFERING, PLACED, Part, Seen, both_readings, in_words
from extractor.model.doubts import DOUBTED
from extractor.model.results import Finding, Severity
from extractor.rules import false_alarms

SURE = 0.9995
"""A value that lies inside its cell under a recognised heading: none of these in the samples is wrong."""
MISREAD = 0.3
"""A value that an ERROR names: EDGAR would not have accepted it, so it was misread or the page is not EDGAR's."""

RARE = 0.003
"""A warning that at most this share of real filings causes is more likely a misreading, so its fields are asked for."""
WARNED = 0.95
"""A value that a rare warning names; below `REVIEW_BELOW`, so it is asked for."""
LOWERED = 0.99
"""A value that a more frequent warning names: above `REVIEW_BELOW`, so not asked for, but less sure than the others."""


def printed_parts(seen: Seen) -> Iterator[Part]:
    """The parts of the confidence of a value from a text layer."""
    field = seen.field
    yield Part(SURE)
    for doubt in sorted(field.doubts):
        yield Part(min(doubt.most, DOUBTED), doubt.sentence)
    if keys_differ(field) and not any(map(is_of_keys, seen.findings)):
        yield Part(DIFFERING, both_readings(field))
    if field.placement < PLACED:
        yield Part(max(field.placement, 0.05) * 0.9, "its words are not all under one column heading")
    for finding in seen.findings:
        if is_of_keys(finding):
            yield Part(DIFFERING, in_words(finding))
        elif finding.severity is Severity.ERROR:
            yield Part(MISREAD, in_words(finding))
        elif finding.severity is Severity.WARNING:
            yield Part(WARNED if is_rare(finding) else LOWERED, in_words(finding))


def is_rare(finding: Finding) -> bool:
    """Whether the finding is a warning that at most `RARE` of real filings cause; False if that was not measured."""
    share = false_alarms(finding.rule)
    return finding.severity is Severity.WARNING and share is not None and share <= RARE
