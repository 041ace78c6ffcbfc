"""What a reviewer typed into a field → the field, by the same parsers that read a printed cell.

A text is taken as the form prints it (`10/31/2025`, `$1,234.50`, `V`, `X`) and as the SEC's XML
holds it (`2025-10-31`, `1234.50`, `E`, `1`), because suggestions come in the second shape.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from extractor.cell_text import (
    UnparsableTextError,
    parse_acquired_disposed,
    parse_code,
    parse_date,
    parse_direct_indirect,
    parse_early,
    parse_number,
)
from extractor.ownership import AnyField, BoolField, DateField, DecimalField, Frozen, StrField

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")  # no XML can hold these
_YES = frozenset({"1", "x", "yes", "true", "☒", "☑", "✓"})
_NO = frozenset({"0", "no", "false", "☐"})


def _parse_box(text: str) -> bool:
    answer = text.lower()
    if answer not in _YES | _NO:
        raise UnparsableTextError(text, "a box: X for marked, 0 for empty")
    return answer in _YES


def _parse_timeliness(text: str) -> str:
    return text if text in {"E", "L"} else parse_early(text)


_PARSERS: dict[type[AnyField], Callable[[str], str | date | Decimal | bool]] = {
    StrField: str,
    DateField: parse_date,
    DecimalField: parse_number,
    BoolField: _parse_box,
}
_CODED: dict[str, Callable[[str], str]] = {
    "transaction_code": lambda text: parse_code(text)[0],
    "transaction_timeliness": _parse_timeliness,
    "transaction_acquired_disposed_code": parse_acquired_disposed,
    "direct_or_indirect_ownership": parse_direct_indirect,
}


def typed_fields(
    model: Frozen, attribute: str, text: str | None, *, footnotes: tuple[str, ...] = ()
) -> dict[str, AnyField]:
    """The fields of `model` that change when `text` is typed into one of them; raises `UnparsableTextError`.

    It is one field but for a transaction code: `S/K` also says that an equity swap is involved.
    """
    typed = " ".join((text or "").split())
    if _UNPRINTABLE.search(typed):
        raise UnparsableTextError(_UNPRINTABLE.sub("?", typed), "a text that a filing can hold")
    kind = type(model).model_fields[attribute].annotation
    parse = _CODED.get(attribute) or _PARSERS[kind]  # type: ignore[index]  # every field is of one of the four kinds
    read = getattr(model, attribute)
    fields: dict[str, AnyField] = {
        attribute: kind(  # type: ignore[misc]
            value=parse(typed) if typed else None, text=typed, footnotes=footnotes, page=read.page, box=read.box
        )
    }
    if attribute == "transaction_code" and typed and parse_code(typed)[1]:
        fields["equity_swap_involved"] = BoolField(value=True, text=typed, page=read.page, box=read.box)
    return fields
