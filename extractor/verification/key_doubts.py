"""The differences between two readings of a filing → findings that show both readings."""

from collections.abc import Sequence

from extractor.errors import ExtractorError
from extractor.model.finding_codes import PAGE_NOT_CONFIRMED, READ_ONCE, READERS_DIFFER, SEEN_ONLY_BY_SECOND
from extractor.model.ownership import AnyField
from extractor.model.page import Page
from extractor.model.results import Finding
from extractor.verification.comparing import Difference

SHOWN = 60
"""How many characters before and after the first difference a message shows of a long text."""


def difference_found(found: Difference, first: str, second: str, *, is_known: bool) -> Finding:
    """The finding that shows both readings; `is_known` tells whether the first reader has this field at all."""
    one, two = _shown(found.first, found.second)
    if not is_known:
        message = f"only {second} saw {two} here; something may be missing"
        return SEEN_ONLY_BY_SECOND.found(found.xpath, message=message)
    message = f"two readers differ: {first} read {one}, {second} {two}"
    return READERS_DIFFER.found(found.xpath, message=message)


def _shown(first: AnyField, second: AnyField) -> tuple[str, str]:
    """Both readings as a message shows them, shortened to the place where they begin to differ."""
    if isinstance(first.value, bool) or isinstance(second.value, bool):
        return _BOXES[first.as_xml], _BOXES[second.as_xml]
    one, two = (first.text, second.text) if first.text != second.text else (str(first.value), str(second.value))
    parting = next((index for index, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    return _shortened(one, parting), _shortened(two, parting)


_BOXES = {"1": "a ticked box", "0": "an empty box", None: "no box"}


def _shortened(text: str, around: int) -> str:
    if len(text) <= 2 * SHOWN:
        return f"“{text}”" if text else "nothing"
    start = max(around - SHOWN, 0)
    return f"“{'…' * (start > 0)}{text[start : around + SHOWN]}…”"


def keyed_once(reason: str) -> Finding:
    """The finding that no second reader could be asked, with the reason."""
    return READ_ONCE.found(message=f"read by one reader only: {reason}")


def unconfirmed(pages: Sequence[Page], error: Exception) -> Finding:
    """The finding that the second reader could not read the form; it names no field, as none was contradicted."""
    reason = str(error) if isinstance(error, ExtractorError) else f"{type(error).__name__}: {error}"
    numbers = ", ".join(str(page.number) for page in pages)
    message = f"page {numbers} was not confirmed, because the second reader could not read the form: {reason[:200]}"
    return PAGE_NOT_CONFIRMED.found(message=message)


def not_found(reader: str, table: str) -> Finding:
    """The finding that only one reader read a whole table, because the other did not find its rows."""
    return PAGE_NOT_CONFIRMED.found(
        message=f"{reader} did not find the rows of {table}, so these were read by one reader only"
    )
