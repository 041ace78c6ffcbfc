"""A field of a scan and what is known about it → the signs its confidence is reckoned from."""

from collections.abc import Sequence
from decimal import Decimal
from math import log
from typing import NamedTuple

from extractor.model.field_paths import is_running
from extractor.model.finding_codes import READERS_DIFFER
from extractor.model.ownership import AnyField
from extractor.model.results import Finding, Severity
from extractor.model.texts import unspaced

SCORE_FLOOR = 0.001
"""Engines' scores crowd at 1; below this distance from it they mean nothing."""


class Signs(NamedTuple):
    """Numbers that grow or fall with the chance that a field is right; the order is that of the weights."""

    constant: float
    unlikeliness: float
    """-log(1 - score) of the chosen reading, capped: 0 a guess, 1 as good as it gets.

    The score is the engine's as far as the field's doubts let it count: the weights were fitted so, each `Doubt.most`
    in the place of the score.
    """
    is_short: float
    """One or two characters: a code or a digit has no neighbours to give a misreading away."""
    is_number: float
    is_text: float
    is_long_text: float
    is_blank: float
    rival: float
    """The score of the best reading that says something else, 0 if there is none; running texts always have some."""
    out_of_place: float
    """How much of a word lies outside the cell, or how unlike its printed heading is."""
    keys_agree: float
    keys_differ: float
    guarded: float
    """The rules would have noticed it misread, and did not."""
    doubted_first: float
    """A finding names it as the likeliest to be wrong."""
    doubted: float
    error: float
    """A finding that names it says EDGAR would not have taken the filing."""


def signs(field: AnyField, findings: Sequence[Finding], xpath: str, *, guarded: bool) -> Signs:
    """The signs of one field; `findings` are those that name it."""
    doubts = [finding for finding in findings if finding.severity is not Severity.INFO and not is_of_keys(finding)]
    readings = field.readings
    sure = field.sureness(readings[0]) if readings else None
    score = 1.0 if sure is None else sure
    first = unspaced(readings[0].text) if readings else ""
    own = readings[0].reader if readings else ""
    rivals = [field.sureness(r) or 0.0 for r in readings[1:] if r.reader == own and unspaced(r.text) != first]
    readers = {reading.reader for reading in readings}
    differ = any(map(is_of_keys, findings)) or keys_differ(field)
    text, is_long = field.text, is_running(xpath)
    return Signs(
        constant=1.0,
        unlikeliness=-log(max(1 - score, SCORE_FLOOR)) / -log(SCORE_FLOOR),
        is_short=float(0 < len(text) <= 2),  # noqa: PLR2004 - a code, or a digit
        is_number=float(isinstance(field.value, Decimal)),
        is_text=float(isinstance(field.value, str) and len(text) > 2),  # noqa: PLR2004
        is_long_text=float(is_long),
        is_blank=float(not text),
        rival=0.0 if is_long else max(rivals, default=0.0),
        out_of_place=1 - max(min(field.placement, 1.0), 0.0),
        keys_agree=float(len(readers) > 1 and not differ),
        keys_differ=float(differ),
        guarded=float(guarded),
        doubted_first=float(any(finding.xpaths[:1] == (xpath,) for finding in doubts)),
        doubted=float(bool(doubts)),
        error=float(any(finding.severity is Severity.ERROR for finding in doubts)),
    )


def keys_differ(field: AnyField) -> bool:
    """Whether other readers than the first read the field, and none of them what the first read."""
    if not field.readings:
        return False
    first, *_ = field.readings
    others = [reading.text for reading in field.readings if reading.reader != first.reader]
    return bool(others) and all(unspaced(text) != unspaced(first.text) for text in others)


def is_of_keys(finding: Finding) -> bool:
    """Whether the finding says that two readers differ: that is no rule of the form's, and weighed by itself."""
    return finding.rule == READERS_DIFFER.id
