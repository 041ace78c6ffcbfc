"""The interface of both confidence models: what they are given of a field, and what they answer.

A field's origin decides which of the two models judges it. A text layer is exact; text that an engine recognised is
right with a certain chance.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractor.model.ownership import AnyField
from extractor.model.results import Finding

REVIEW_BELOW = 0.98
"""A field that is less sure than this is shown to a person. benchmarks/fit_confidence.py sets it with the weights."""
DIFFERING = 0.97
"""The most that a value keeps when two readers read it differently."""
PLACED = 0.85
"""The least share of a word's width that must lie in its cell for the word to belong to the column surely."""


class Seen(NamedTuple):
    """A field and what is known about it."""

    xpath: str
    field: AnyField
    findings: Sequence[Finding]
    """The findings that name the field."""
    guarded: bool
    """The rules would have noticed a misreading of the value, and found nothing."""


class Part(NamedTuple):
    """One bound on how sure a field is, 0 to 1, and the sentence that explains it to a reviewer, if there is one."""

    confidence: float
    reason: str = ""


Model = Callable[[Seen], Iterator[Part]]
"""A confidence model: yields one or more parts of a field's confidence; the lowest part counts."""


def in_words(finding: Finding) -> str:
    """The finding as it is shown to a reviewer."""
    return f"{finding.rule}: {finding.message}"


def both_readings(field: AnyField) -> str:
    """What each reader of the field read, as it is shown to a reviewer."""
    return "the readers differ: " + ", ".join(f"{reading.reader} “{reading.text}”" for reading in field.readings)
