"""A field of a scan and what is known about it → the signs from which its confidence is computed."""

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
"""Engines' scores crowd near 1; differences closer to 1 than this mean nothing."""


class Signs(NamedTuple):
    """Numbers that raise or lower the chance that a field is right, in the order of the weights."""

    constant: float
    unlikeliness: float
    """-log(1 - score) of the chosen reading, scaled: 0 for score 0, 1 for a score of 1 - SCORE_FLOOR or more.

    The score is capped by `Doubt.most` of each of the field's doubts, as it was when the weights were fitted.
    """
    is_short: float
    """One or two characters: a code or a digit has no neighbours that would reveal a misreading."""
    is_number: float
    is_text: float
    is_long_text: float
    is_blank: float
    rival: float
    """The best score of a reading of the same reader with another text; 0 if there is none, and for running texts."""
    out_of_place: float
    """1 - `Field.placement`: how far the words lie outside the cell, or how unlike the printed heading is."""
    keys_agree: float
    keys_differ: float
    guarded: float
    """The rules would have noticed a misreading of the value, and found nothing."""
    doubted_first: float
    """A finding names the field as the likeliest one to be wrong."""
    doubted: float
    error: float
    """A finding of severity ERROR names the field: EDGAR would not have accepted the filing like this."""


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
    """Whether readers other than the first read the field, and none of them agrees with the first."""
    if not field.readings:
        return False
    first, *_ = field.readings
    others = [reading.text for reading in field.readings if reading.reader != first.reader]
    return bool(others) and all(unspaced(text) != unspaced(first.text) for text in others)


def is_of_keys(finding: Finding) -> bool:
    """Whether the finding says that two readers differ; this is no rule of the form, and has a weight of its own."""
    return finding.rule == READERS_DIFFER.id
