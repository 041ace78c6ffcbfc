"""OwnershipDocument → the places of the printed form, in the form's own order and words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
    fields,
)
from extractor.model.ownership import AnyField, DerivativeRow, Frozen, NonDerivativeRow, OwnershipDocument
from extractor.model.standing import EXPLANATION, MEMBER
from extractor.review.decisions.absent import blank_field
from extractor.review.decisions.printed_columns import TABLE_I, TABLE_II, Column


class Place(NamedTuple):
    """One field where the form prints it; `label` is its short name there, `name` is clear without context."""

    xpath: str
    label: str
    name: str
    field: AnyField


@dataclass(frozen=True, slots=True)
class Box:
    """A numbered box of the form's head; the places of one line are printed side by side."""

    heading: str
    lines: tuple[tuple[Place, ...], ...]
    owner: int = 0
    """The number, from 1, of the owner whose name and address it holds; 0 for every other box."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of one of the two tables; `cells` are in the order of the table's columns."""

    kind: Place
    number: int
    cells: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Table I or II with its printed headings."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The upper row of headings: each group once, with the number of columns that it spans."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if column.group and spans and spans[-1][0] == column.group:
                spans[-1] = (column.group, spans[-1][1] + 1)
            else:
                spans.append((column.group, 1))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """The whole form from top to bottom."""

    boxes: tuple[Box, ...]
    tables: tuple[Table, ...]
    explanations: tuple[Place, ...]
    remarks: Place
    signatures: tuple[tuple[Place, ...], ...]
    missed: tuple[Place, ...] = ()
    """Fields that should be there, as a rule or second reader says, and have no place in a box or row of the form."""

    def places(self) -> Iterator[Place]:
        """Every place in reading order; "next" means this order to a reviewer."""
        for box in self.boxes:
            for line in box.lines:
                yield from line
        for table in self.tables:
            for row in table.lines:
                yield row.kind
                for cell in row.cells:
                    yield from cell
        yield from self.explanations
        yield self.remarks
        for signature in self.signatures:
            yield from signature
        yield from self.missed


_DOCUMENT = {
    "document_type": "Form",
    "not_subject_to_section16": "No longer subject to Section 16",
    "aff10b5_one": "Made under a Rule 10b5-1 plan",
    "period_of_report": "Date of earliest transaction",
    "date_of_original_submission": "Date original filed",
}
_ISSUER = {
    "issuer_name": "Issuer name",
    "issuer_trading_symbol": "Trading symbol",
    "issuer_foreign_trading_symbol": "Foreign symbol",
    "issuer_cik": "Issuer CIK",
}
_OWNER_LINES = (
    {"rpt_owner_name": "Name", "rpt_owner_cik": "CIK"},
    {"rpt_owner_street1": "Street", "rpt_owner_street2": "Street, second line"},
    {
        "rpt_owner_city": "City",
        "rpt_owner_state": "State",
        "rpt_owner_zip_code": "Zip",
        "rpt_owner_country": "Country",
    },
)
_RELATIONSHIP_LINES = (
    {"is_director": "Director", "is_ten_percent_owner": "10% owner", "is_officer": "Officer", "is_other": "Other"},
    {"officer_title": "Officer's title", "other_text": "Other, specify"},
)
_SIGNATURE = {"signature_name": "Signature", "signature_date": "Date signed"}


def printed_form(document: OwnershipDocument, asked: Iterable[str] = ()) -> PrintedForm:
    """`document` laid out as the form prints it, with a place for each field in `asked`, even one that was not read."""
    known = dict(fields(document))
    absent = [xpath for xpath in dict.fromkeys(asked) if xpath not in known]
    notes: dict[str, AnyField] = {f"footnotes/footnote[@id='{note.id}']": note.text for note in document.footnotes}
    notes |= {xpath: blank_field(xpath) for xpath in absent if EXPLANATION.fullmatch(xpath)}
    return PrintedForm(
        boxes=tuple(_boxes(document)),
        tables=(
            Table(
                "Table I",
                "Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
                TABLE_I,
                _lines(document.non_derivative_table, "nonDerivativeTable", TABLE_I),
            ),
            Table(
                "Table II",
                "Derivative Securities Acquired, Disposed of, or Beneficially Owned",
                TABLE_II,
                _lines(document.derivative_table, "derivativeTable", TABLE_II),
            ),
        ),
        explanations=tuple(
            Place(xpath, f"({number})", f"Footnote {number}", notes[xpath])
            for xpath, number in sorted(((xpath, number_of(xpath)) for xpath in notes), key=lambda pair: pair[1])
        ),
        remarks=Place("remarks", "Remarks", "Remarks", document.remarks),
        signatures=tuple(
            _places(
                signature,
                _SIGNATURE,
                SIGNATURE_ELEMENTS,
                f"ownerSignature[{index}]/",
                f"Signature {index}: " if len(document.owner_signatures) > 1 else "",
            )
            for index, signature in enumerate(document.owner_signatures, 1)
        ),
        missed=tuple(_missed(xpath) for xpath in absent if xpath not in notes),
    )


def number_of(explanation: str) -> int:
    """The number of the explanation at this XPath, or 0."""
    digits = explanation.rpartition("[@id='F")[2].rstrip("']")
    return int(digits) if digits.isdigit() else 0


def _missed(xpath: str) -> Place:
    """The place of a field that was not read, named in the form's words where it has some."""
    member = MEMBER.fullmatch(xpath)
    element = member["element"] if member else None
    if member is None or element is None:
        return Place(xpath, xpath, xpath, blank_field(xpath))
    label = next((label for element_, label in _labels(member["group"]) if element_ == element), element)
    line = LINE_NAMES.get(member["group"], member["group"]).format(member["number"])
    return Place(xpath, f"{line}: {label}", f"{line}: {label} (not read)", blank_field(xpath))


LINE_NAMES = {
    "reportingOwner": "Owner {}",
    "ownerSignature": "Signature {}",
    "nonDerivativeTable/*": "Table I, line {}",
    "derivativeTable/*": "Table II, line {}",
}


def _labels(group: str) -> Iterator[tuple[str, str]]:
    """The elements of a line, each with the form's words for it."""
    if group == "reportingOwner":
        for labels in (*_OWNER_LINES, *_RELATIONSHIP_LINES):
            yield from ((OWNER_ELEMENTS[attribute], label) for attribute, label in labels.items())
    elif group == "ownerSignature":
        yield from ((SIGNATURE_ELEMENTS[attribute], label) for attribute, label in _SIGNATURE.items())
    else:
        for column in TABLE_I if group.startswith("non") else TABLE_II:
            yield from ((ROW_ELEMENTS[attribute], column.heading) for attribute in column.attributes)


def _boxes(document: OwnershipDocument) -> Iterator[Box]:
    """The boxes of the form's head; owners after the first come last, as EDGAR prints them."""
    elements = {**DOCUMENT_ELEMENTS, "aff10b5_one": "aff10b5One"}

    def of_document(*attributes: str) -> tuple[Place, ...]:
        return _places(document, {name: _DOCUMENT[name] for name in attributes}, elements, "", "")

    yield Box("Form", (of_document("document_type", "not_subject_to_section16", "aff10b5_one"),))
    owners = [_owner_boxes(document, index) for index in range(len(document.reporting_owners))]
    if owners:
        yield owners[0][0]
    issuer = _places(document.issuer, _ISSUER, ISSUER_ELEMENTS, "issuer/", "")
    yield Box("2. Issuer Name and Trading Symbol", (issuer[:1], issuer[1:]))
    yield Box("3. and 4. Dates", (of_document("period_of_report", "date_of_original_submission"),))
    if owners:
        yield owners[0][1]
    for address, relationship in owners[1:]:
        yield address
        yield relationship


def _owner_boxes(document: OwnershipDocument, index: int) -> tuple[Box, Box]:
    owner, prefix = document.reporting_owners[index], f"reportingOwner[{index + 1}]/"
    who = f"Owner {index + 1}: " if len(document.reporting_owners) > 1 else ""
    return (
        Box(
            "1. Name and Address of Reporting Person",
            tuple(_places(owner, line, OWNER_ELEMENTS, prefix, who) for line in _OWNER_LINES),
            owner=index + 1,
        ),
        Box(
            "5. Relationship of Reporting Person to Issuer",
            tuple(_places(owner, line, OWNER_ELEMENTS, prefix, who) for line in _RELATIONSHIP_LINES),
        ),
    )


def _places(
    model: Frozen, labels: Mapping[str, str], elements: Mapping[str, str], prefix: str, who: str
) -> tuple[Place, ...]:
    return tuple(
        Place(prefix + elements[attribute], label, who + label, getattr(model, attribute))
        for attribute, label in labels.items()
    )


def _lines(
    rows: Iterable[NonDerivativeRow | DerivativeRow], table: str, columns: tuple[Column, ...]
) -> tuple[Line, ...]:
    title = "Table I" if table == "nonDerivativeTable" else "Table II"
    return tuple(
        Line(
            kind=Place(f"{table}/*[{index}]", "Kind of line", f"{title}, line {index}: kind of line", row.kind),
            number=index,
            cells=tuple(_cell(row, column, f"{table}/*[{index}]", f"{title}, line {index}") for column in columns),
        )
        for index, row in enumerate(rows, 1)
    )


def _cell(row: NonDerivativeRow | DerivativeRow, column: Column, path: str, where: str) -> tuple[Place, ...]:
    heading = f"{column.group.split('.')[0]}. {column.heading}" if column.group else column.heading
    return tuple(
        Place(
            f"{path}/{ROW_ELEMENTS[attribute]}",
            heading,
            f"{where}: {heading}{OTHER_MEANINGS.get(attribute, '')}",
            getattr(row, attribute),
        )
        for attribute in column.attributes
    )


OTHER_MEANINGS = {
    "equity_swap_involved": ", equity swap (/K)",
    "transaction_total_value": ", as a value in dollars",
    "underlying_security_value": ", as a value in dollars",
    "value_owned_following_transaction": ", as a value in dollars",
}
"""Added to the name of the second field of a printed cell, so that it differs from the first one's name."""
