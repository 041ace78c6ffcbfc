"""A filing that breaks no rule, and filings that differ from it as an example says.

    document("I.2.transaction_shares = 10,008; drop F.3")

changes the filing below. `I.2` is row 2 of Table I and `II.1` row 1 of Table II; `owner.1`, `signature.1`, `issuer` and
`F.1` (an explanation) are the other parts, and a name without a part is a field of the whole filing. A value is written
as the form prints it, with its marks: `10,000 (1)(2)`, `$4.8`, `01/08/2024`, `(3)`, and nothing for a blank cell.
`I.3 = I.2` copies a row to the end of its table, `I.3 = holding` adds a row that states a holding, `F.4 + text` adds an
explanation even if its number exists already, and `drop I.2` removes a part.
"""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.model.ownership import (
    BoolField,
    DateField,
    DecimalField,
    DerivativeRow,
    Field,
    Footnote,
    Frozen,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)

PARTS = {
    "I": "non_derivative_table",
    "II": "derivative_table",
    "owner": "reporting_owners",
    "signature": "owner_signatures",
    "F": "footnotes",
}
MARKS = re.compile(r"(?:\s*\(\d+\))+$")


def field(kind: type[Field[Any]], text: str, *, with_marks: bool = False) -> Any:
    """`text` as a printed field of `kind`; a text that is no value of that kind is unreadable."""
    found = MARKS.search(text) if with_marks else None
    marks = tuple(f"F{number}" for number in re.findall(r"\d+", found.group())) if found else ()
    bare = MARKS.sub("", text) if found else text
    return kind(value=_parsed(kind, bare) if bare else None, text=bare, footnotes=marks)


def filled(model: type[Frozen], **texts: str) -> Any:
    """A `model` whose fields are the printed `texts`."""
    is_row = model in (NonDerivativeRow, DerivativeRow)
    kinds = {name: model.model_fields[name].annotation for name in texts}
    return model(**{name: field(kinds[name], text, with_marks=is_row) for name, text in texts.items()})


def footnote(number: int, text: str) -> Footnote:
    return Footnote(id=f"F{number}", text=field(StrField, text))


def _parsed(kind: type[Field[Any]], text: str) -> Any:
    try:
        if kind is DateField:
            return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no time zone
        if kind is DecimalField:
            return Decimal(text.replace(",", "").replace("$", ""))
    except (ValueError, InvalidOperation):
        return None
    return text == "1" if kind is BoolField else text


EXERCISE = filled(
    NonDerivativeRow,
    kind="nonDerivativeTransaction",
    security_title="Common Stock",
    transaction_date="01/08/2024",
    transaction_code="M (1)",
    equity_swap_involved="0",
    transaction_shares="10,000",
    transaction_acquired_disposed_code="A",
    transaction_price_per_share="$4.8",
    shares_owned_following_transaction="10,000",
    direct_or_indirect_ownership="D",
)
SALE = filled(
    NonDerivativeRow,
    kind="nonDerivativeTransaction",
    security_title="Common Stock",
    transaction_date="01/08/2024",
    transaction_code="S (1)",
    equity_swap_involved="0",
    transaction_shares="10,000",
    transaction_acquired_disposed_code="D",
    transaction_price_per_share="$25.0338 (2)",
    shares_owned_following_transaction="0",
    direct_or_indirect_ownership="D",
)
OPTION = filled(
    DerivativeRow,
    kind="derivativeTransaction",
    security_title="Stock Option (right to buy)",
    conversion_or_exercise_price="$4.8",
    transaction_date="01/08/2024",
    transaction_code="M (1)",
    equity_swap_involved="0",
    transaction_shares="10,000",
    transaction_acquired_disposed_code="D",
    exercise_date="(3)",
    expiration_date="04/28/2031",
    underlying_security_title="Common Stock",
    underlying_security_shares="10,000",
    transaction_price_per_share="$0.00",
    shares_owned_following_transaction="82,394",
    direct_or_indirect_ownership="D",
)
HOLDING = filled(
    NonDerivativeRow,
    kind="nonDerivativeHolding",
    security_title="Common Stock",
    shares_owned_following_transaction="3,000",
    direct_or_indirect_ownership="I",
    nature_of_ownership="By Trust",
)
CONSISTENT = OwnershipDocument(
    document_type=field(StrField, "4"),
    period_of_report=field(DateField, "01/08/2024"),
    not_subject_to_section16=field(BoolField, "0"),
    issuer=filled(Issuer, issuer_name="QUALYS, INC.", issuer_trading_symbol="QLYS"),
    reporting_owners=(
        filled(
            ReportingOwner,
            rpt_owner_name="Albert Peter",
            rpt_owner_street1="1600 BRIDGE PARKWAY",
            rpt_owner_city="REDWOOD CITY",
            rpt_owner_state="CA",
            rpt_owner_zip_code="94065",
            is_director="0",
            is_officer="1",
            is_ten_percent_owner="0",
            is_other="0",
            officer_title="VP, OPERATIONS",
        ),
    ),
    is_joint_filing=field(BoolField, "0"),
    aff10b5_one=field(BoolField, "1"),
    non_derivative_table=(EXERCISE, SALE),
    derivative_table=(OPTION,),
    footnotes=(
        footnote(1, "Made under a Rule 10b5-1 trading plan adopted on August 28, 2023."),
        footnote(2, "Weighted average sale price, ranging from $25.00 to $25.15 per share."),
        footnote(3, "The option can be exercised at once."),
    ),
    owner_signatures=(filled(OwnerSignature, signature_name="/s/ Bruce Posey", signature_date="01/10/2024"),),
)


def document(changes: str = "") -> OwnershipDocument:
    """The consistent filing after `changes`, in the notation above."""
    filing = CONSISTENT
    for change in filter(None, (part.strip() for part in changes.split(";"))):
        filing = _changed(filing, change)
    return filing


def _changed(filing: OwnershipDocument, change: str) -> OwnershipDocument:
    if change.startswith("drop "):
        name, number = change.removeprefix("drop ").split(".")
        parts = getattr(filing, PARTS[name])
        at = _index(name, parts, number)
        return filing.model_copy(update={PARTS[name]: (*parts[:at], *parts[at + 1 :])})
    target, sign, value = re.split(r"\s+([=+])\s*", change, maxsplit=1)
    match target.split("."):
        case [attribute]:
            return filing.model_copy(update={attribute: _like(filing, attribute, value)})
        case ["issuer", attribute]:
            return filing.model_copy(update={"issuer": _with(filing.issuer, attribute, value)})
        case ["F", number]:
            return _with_footnote(filing, footnote(int(number), value), in_place=sign == "=")
        case [name, number]:
            return _with_part(filing, name, int(number), value)
        case [name, number, attribute]:
            parts = list(getattr(filing, PARTS[name]))
            parts[int(number) - 1] = _with(parts[int(number) - 1], attribute, value)
            return filing.model_copy(update={PARTS[name]: tuple(parts)})
    raise ValueError(change)


def _index(name: str, parts: tuple[Any, ...], number: str) -> int:
    if name == "F":
        return [note.id for note in parts].index(f"F{number}")
    return int(number) - 1


def _with_part(filing: OwnershipDocument, name: str, number: int, value: str) -> OwnershipDocument:
    """The filing with parts of one kind up to `number`; new ones are like `value`, each holding with its own nature."""
    parts = list(getattr(filing, PARTS[name]))
    while len(parts) < number:
        if value == "holding":
            nature = "By Trust" + f" {len(parts)}" * (len(parts) != number - 1)
            parts.append(_with(HOLDING, "nature_of_ownership", nature))
        else:
            parts.append(parts[int(value.split(".")[1]) - 1])
    return filing.model_copy(update={PARTS[name]: tuple(parts)})


def _with_footnote(filing: OwnershipDocument, note: Footnote, *, in_place: bool) -> OwnershipDocument:
    notes = list(filing.footnotes)
    known = [other.id for other in notes]
    if in_place and note.id in known:
        notes[known.index(note.id)] = note
    else:
        notes.append(note)
    return filing.model_copy(update={"footnotes": tuple(notes)})


def _with(model: Frozen, attribute: str, text: str) -> Any:
    return model.model_copy(update={attribute: _like(model, attribute, text)})


def _like(model: Frozen, attribute: str, text: str) -> Any:
    is_row = isinstance(model, NonDerivativeRow | DerivativeRow)
    return field(type(model).model_fields[attribute].annotation, text, with_marks=is_row)  # type: ignore[arg-type]
