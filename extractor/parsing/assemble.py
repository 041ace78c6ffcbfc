"""Builds the OwnershipDocument from the cells of tables, boxes and sections; every value keeps its evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.model.form import (
    ACQUIRED,
    DISPOSED,
    TABLE_I,
    TRANSACTION_ONLY,
    VALUE_ATTRIBUTES,
    Column,
    Kind,
    PrintedTable,
)
from extractor.model.form_labels import RELATIONSHIP_TEXTS
from extractor.model.ownership import (
    AnyField,
    BoolField,
    DateField,
    DecimalField,
    DerivativeRow,
    Footnote,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.page import BoundingBox
from extractor.model.places import country_code, is_state, state_code
from extractor.model.strip import Cell
from extractor.model.values import (
    is_money,
    parse_acquired_disposed,
    parse_code,
    parse_date,
    parse_direct_indirect,
    parse_early,
    parse_number,
)
from extractor.parsing.evidence import Evidence, Parser
from extractor.parsing.header.boxes import HeaderBoxes
from extractor.parsing.header.owner_cells import OwnerCells
from extractor.parsing.header.owners import has_tick
from extractor.parsing.header.ticks import Tick
from extractor.parsing.notes.sections import Sections
from extractor.parsing.tables.recognised_cells import as_recognised

PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: str,
    Kind.DATE: parse_date,
    Kind.NUMBER: parse_number,
    Kind.CODE: lambda text: parse_code(text)[0],
    Kind.EARLY: parse_early,
    Kind.ACQUIRED_DISPOSED: parse_acquired_disposed,
    Kind.DIRECT_INDIRECT: parse_direct_indirect,
}
MODELS: dict[Kind, type[Any]] = {Kind.DATE: DateField, Kind.NUMBER: DecimalField}
"""The field types of columns; columns of other kinds hold text (StrField)."""
OWNER_TICKS = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table: its columns, each with the likeness of its heading (0 to 1), and its rows of cells."""

    table: PrintedTable
    columns: tuple[tuple[Column, float], ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes that a row of this table can have."""
        return frozenset((NonDerivativeRow if self.table is TABLE_I else DerivativeRow).model_fields)


def assemble(
    evidence: Evidence,
    *,
    document_type: StrField,
    header: HeaderBoxes,
    owners: Sequence[OwnerCells],
    tables: Sequence[TableRows],
    sections: Sections,
) -> OwnershipDocument:
    """The filing made of all these cells."""
    rows = [(part.table, row) for part in tables for row in _rows(evidence, part)]
    cells = header.cells
    return OwnershipDocument(
        document_type=document_type,
        period_of_report=evidence.field(DateField, cells.get("period_of_report"), parse_date),
        date_of_original_submission=evidence.field(DateField, cells.get("date_of_original_submission"), parse_date),
        not_subject_to_section16=_tick(evidence, header.ticks.get("not_subject_to_section16")),
        issuer=Issuer(
            issuer_name=evidence.text(cells.get("issuer_name")),
            issuer_trading_symbol=evidence.text(cells.get("issuer_trading_symbol")),
            issuer_foreign_trading_symbol=evidence.text(cells.get("issuer_foreign_trading_symbol")),
            issuer_cik=_cik(evidence, cells.get("issuer_name")),
        ),
        reporting_owners=tuple(_owners(evidence, owners, header)),
        is_joint_filing=_tick(evidence, header.ticks.get("is_joint_filing")),
        aff10b5_one=_tick(evidence, header.ticks.get("aff10b5_one")),
        non_derivative_table=tuple(NonDerivativeRow(**row) for table, row in rows if table is TABLE_I),
        derivative_table=tuple(DerivativeRow(**row) for table, row in rows if table is not TABLE_I),
        footnotes=tuple(
            Footnote(id=f"F{number}", text=evidence.text(cell, is_running=True))
            for number, cell in sections.explanations
        ),
        remarks=evidence.text(sections.remarks, is_running=True),
        owner_signatures=tuple(
            OwnerSignature(
                signature_name=evidence.text(name), signature_date=evidence.field(DateField, day, parse_date)
            )
            for name, day in sections.signatures
        ),
    )


def _rows(evidence: Evidence, part: TableRows) -> Iterator[dict[str, Any]]:
    """The fields of each row, by attribute."""
    for row in part.rows:
        cells = {
            column.attribute: (column.kind, cell, likeness)
            for (column, likeness), cell in zip(part.columns, row, strict=True)
        }
        fields = {
            attribute: evidence.field(
                MODELS.get(kind, StrField),
                as_recognised(cell, kind, PARSERS[kind], evidence.style),
                PARSERS[kind],
                is_text=kind is Kind.TEXT,
                likeness=likeness,
            )
            for attribute, (kind, cell, likeness) in cells.items()
        }
        if ACQUIRED in fields or DISPOSED in fields:
            fields |= _amount_by_side(fields.pop(ACQUIRED, DecimalField()), fields.pop(DISPOSED, DecimalField()))
        for shares, value in VALUE_ATTRIBUTES.items():
            if shares in fields and is_money(fields[shares].text) and value in part.attributes:
                fields[value] = fields.pop(shares)
        code = fields.get("transaction_code", StrField())
        is_holding = all(fields[name].is_blank for name in TRANSACTION_ONLY & fields.keys())
        if not is_holding and code.value:
            swap = parse_code(code.text.split("(")[0])[1]
            fields["equity_swap_involved"] = BoolField(value=swap, text=code.text, **_seen_as(code))
        yield {"kind": _kind(evidence, part, row, is_holding=is_holding), **fields}


def _kind(evidence: Evidence, part: TableRows, row: Sequence[Cell], *, is_holding: bool) -> StrField:
    """The row's kind as a field whose box is the whole row."""
    value = part.table.element.removesuffix("Table") + ("Holding" if is_holding else "Transaction")
    whole = Cell(BoundingBox.around(cell.box for cell in row), tuple(word for cell in row for word in cell.words))
    # The kind is not printed, so it has no sources: the row's words are the sources of its values.
    return StrField(value=value, text=value, **evidence.place(whole) | {"doubts": frozenset(), "sources": ()})


def _seen_as(field: AnyField) -> dict[str, Any]:
    """The place and origin of `field`, for another field that is derived from the same words."""
    return {name: getattr(field, name) for name in ("page", "box", "origin", "doubts", "sources")}


def _amount_by_side(acquired: DecimalField, disposed: DecimalField) -> dict[str, Any]:
    """The amount and its A or D. In Table II these are the half of column 5 in which the amount stands.

    With amounts in both halves the code has no value.
    """
    amount, code = (disposed, "D") if acquired.is_blank else (acquired, "A")
    both = not acquired.is_blank and not disposed.is_blank
    blank = amount.is_blank
    side = StrField(
        value=None if both or blank else code,
        text="(A) and (D)" if both else "" if blank else code,
        placement=amount.placement,
        **_seen_as(amount),
    )
    return {"transaction_shares": amount, "transaction_acquired_disposed_code": side}


def _owners(evidence: Evidence, owners: Sequence[OwnerCells], header: HeaderBoxes) -> Iterator[ReportingOwner]:
    """All owners; the relationship of the first is read in box 5, that of further ones in the owners' table."""
    for index, owner in enumerate(owners):
        cells = owner.cells
        yield ReportingOwner(
            rpt_owner_cik=_cik(evidence, cells.get("rpt_owner_name")),
            rpt_owner_name=evidence.text(cells.get("rpt_owner_name")),
            rpt_owner_street1=evidence.text(cells.get("rpt_owner_street1")),
            rpt_owner_street2=evidence.text(cells.get("rpt_owner_street2")),
            rpt_owner_city=evidence.text(cells.get("rpt_owner_city")),
            rpt_owner_state=evidence.text(cells.get("rpt_owner_state"), state_code, is_known=is_state),
            rpt_owner_country=evidence.text(cells.get("rpt_owner_country"), country_code),
            rpt_owner_zip_code=evidence.text(cells.get("rpt_owner_zip_code")),
            **(_box_5(evidence, header) if index == 0 else _owners_table(evidence, owner)),
        )


def _box_5(evidence: Evidence, header: HeaderBoxes) -> dict[str, Any]:
    ticks = {name: _tick(evidence, header.ticks.get(name)) for name in OWNER_TICKS}
    return {
        **ticks,
        "officer_title": evidence.text(header.cells.get("officer_title")),
        "other_text": evidence.text(header.cells.get("other_text")),
    }


def _owners_table(evidence: Evidence, owner: OwnerCells) -> dict[str, Any]:
    """The relationship in a row of the owners' table: an X, or in its place the officer's title or other text."""
    if not owner.relationship:
        return {}
    ticks = {name: evidence.tick(cell, ticked=has_tick(cell)) for name, cell in owner.relationship.items()}
    texts = {
        text: evidence.text(owner.relationship[name])
        for name, text in RELATIONSHIP_TEXTS.items()
        if any(len(word.text.strip("_")) > 1 for word in owner.relationship[name].words)
    }
    return {**ticks, **texts}


def _tick(evidence: Evidence, tick: Tick | None) -> BoolField:
    return evidence.tick(Cell(tick.box, tick.words, tick.doubts), ticked=tick.ticked) if tick else BoolField()


def _cik(evidence: Evidence, name: Cell | None) -> StrField:
    """The CIK in the link of a name, if the page kept its links, as a print of EDGAR's page does."""
    for link in evidence.strip.links:
        match = re.search(r"CIK=(\d{1,10})", link.uri)
        if match and name and any(link.box.holds(word.box.x_center, word.box.y_center) for word in name.words):
            page, box = evidence.strip.locate(link.box)
            return StrField(value=match.group(1), text=link.uri, page=page, box=box)
    return StrField()
