"""What a confidence model is given of a field and what it answers: the interface of both models.

Which of the two judges a field is told by the field's origin: a text layer is exact, and what an engine recognised
has a chance.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractor.model.ownership import AnyField
from extractor.model.results import Finding

REVIEW_BELOW = 0.98
"""A field less sure than this is shown to a person; set with the weights, by benchmarks/fit_confidence.py."""
DIFFERING = 0.97
"""At most: what two readers read differently is never sure."""
PLACED = 0.85
"""A word must lie in its cell by so much of its width to be sure of its column."""


class Seen(NamedTuple):
    """A field and what is known about it."""

    xpath: str
    field: AnyField
    findings: Sequence[Finding]
    """Those that name the field."""
    guarded: bool
    """The rules would have noticed it misread, and did not."""


class Part(NamedTuple):
    """One thing that bounds how sure a field is, 0 to 1, and the sentence that says so to a reviewer, if any."""

    confidence: float
    reason: str = ""


Model = Callable[[Seen], Iterator[Part]]
"""A confidence model: all parts of a field's confidence, at least one; the least of them counts."""


def in_words(finding: Finding) -> str:
    """The finding as a reviewer reads it."""
    return f"{finding.rule}: {finding.message}"


def both_readings(field: AnyField) -> str:
    """What each reader of the field read, as a reviewer reads it."""
    return "the readers differ: " + ", ".join(f"{reading.reader} “{reading.text}”" for reading in field.readings)
