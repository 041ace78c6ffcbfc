"""Reads a filing's pages into an OwnershipDocument, with findings about what could not be placed or is doubtful."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.errors import NotAForm4Error
from extractor.model.form import Kind
from extractor.model.form_labels import HEADER_LABELS, OTHER_FORMS, RELATIONSHIP_HEADINGS
from extractor.model.ownership import OwnershipDocument, StrField
from extractor.model.page import Word
from extractor.model.results import Finding
from extractor.model.strip import Cell, Strip
from extractor.model.texts import plain
from extractor.parsing.assemble import TableRows, assemble
from extractor.parsing.coverage.ledger import Printed
from extractor.parsing.cut_off_doubts import cut_off_doubts
from extractor.parsing.evidence import Evidence
from extractor.parsing.eye_doubts import eye_doubts
from extractor.parsing.field_places import not_read
from extractor.parsing.grid.cells import find_cells, whole_words
from extractor.parsing.grid.labels import Segment, segments
from extractor.parsing.grid.lines import Lines, find_lines
from extractor.parsing.grid.margins import without_running_lines
from extractor.parsing.grid.underlines import without_underlines
from extractor.parsing.header.boxes import is_amended, read_boxes, read_document_type
from extractor.parsing.header.drawn_ticks import drawn_ticks, with_drawn
from extractor.parsing.header.owner_cells import OwnerCells
from extractor.parsing.header.owners import join_owners, read_owner_boxes, read_owner_line
from extractor.parsing.header.owners_table import owners_heads
from extractor.parsing.header.unruled_owners import unruled_owners
from extractor.parsing.inferred_grid import infer_lines
from extractor.parsing.ink_doubts import ink_doubts
from extractor.parsing.lost_rows import lost_rows
from extractor.parsing.notes.sections import form_end, read_sections
from extractor.parsing.page_doubts import (
    address_doubts,
    note_doubts,
    owners_doubts,
    table_doubts,
    tick_doubts,
    white_doubts,
)
from extractor.parsing.tables.columns import SAME_TOP, TableHead, map_columns
from extractor.parsing.tables.columns_by_place import with_columns_by_place
from extractor.parsing.tables.footnote_marks import mark_style
from extractor.parsing.tables.rows import GridRow, find_rows, join_cut_rows

TELLING = ("shares_owned_following_transaction", "direct_or_indirect_ownership")
"""Columns of which every row of the form, transaction or holding, has at least one filled (form 4 rules, R1)."""


class ReadFiling(NamedTuple):
    """The result of reading a filing's pages."""

    document: OwnershipDocument
    findings: tuple[Finding, ...]
    printed: Printed
    """The places of the form's parts, from which it is computed what became of each word."""


def read_filing(strip: Strip, name: str) -> ReadFiling:
    """The filing on `strip`; raises NotAForm4Error, whose message names the file `name`."""
    lines = find_lines(without_underlines(strip))
    whole = whole_words(strip, lines)
    strip = without_running_lines(whole, lines)
    cells = find_cells(strip, lines)
    heads = map_columns(cells, lines.vertical)
    unsure: tuple[str, ...] = ()
    if not heads:
        # A converter may have dropped all rulings; then lines are inferred from the white between the words.
        lines, unsure = infer_lines(strip)
        cells = find_cells(strip, lines)
        heads = map_columns(cells, lines.vertical)
    if not heads:
        raise NotAForm4Error(f"{name}: no page has the tables of a Form 4; check that it is the right file")
    heads = with_columns_by_place(heads, strip, lines.vertical)
    first, last = heads[0].box.top, heads[-1].box.bottom
    end = form_end(strip.words_where(strip.boxes[:, 1] > last), last)
    printed = Printed(
        strip=whole,
        cells=cells,
        heads=tuple(head.box for head in heads),
        tables=tuple(head.table.element for head in heads),
        owners_heads=tuple(head.box for head in owners_heads(cells)),
        end=end,
    )
    # Text behind the form is an exhibit, a power of attorney or a joint filer's page, and no part of the form. Only
    # explanations and remarks may go on there.
    behind = strip.words_where(strip.y_centers > end)
    strip = strip.only(strip.y_centers <= end)
    cells = tuple(cell for cell in cells if cell.box.top < end)
    above = strip.words_where(strip.y_centers < first)
    title = read_document_type(above)
    if title and plain(title.text)[:5] in OTHER_FORMS:
        raise NotAForm4Error(f"{name}: is a {title.text.title()}; only Forms 4 and 4/A are read")
    below = strip.words_where(strip.y_centers > last)
    drawn = drawn_ticks(strip)
    header = read_boxes([cell for cell in cells if cell.box.top < first], above, drawn)
    tables, astray = _tables(strip, lines, heads)
    owners = _owners(strip, lines, cells, header.segments, heads, drawn=drawn)
    sections = read_sections(below, strip.tops, behind)
    evidence = Evidence(strip, mark_style(_words_of(tables), (number for number, _ in sections.explanations)))
    document = assemble(
        evidence,
        document_type=_document_type(evidence, title, header.cells.get("date_of_original_submission")),
        header=header,
        owners=owners,
        tables=tables,
        sections=sections,
    )
    findings = (
        *table_doubts(strip, heads, astray, sections),
        *cut_off_doubts(strip, heads, document),
        *note_doubts(strip, sections),
        *white_doubts(unsure),
        *owners_doubts(strip, cells, len(owners), len(document.owner_signatures)),
        *address_doubts(owners),
        *tick_doubts(header),
        *lost_rows(strip, heads, sections, document),
        *eye_doubts(strip, lines, heads, document),
        *ink_doubts(strip, lines, heads, document),
    )
    return ReadFiling(document, findings, printed)


def _tables(strip: Strip, lines: Lines, heads: Sequence[TableHead]) -> tuple[tuple[TableRows, ...], tuple[Word, ...]]:
    """The rows under the heads, those of one table together, and the words that are under no column."""
    bottoms = [head.box.top for head in heads[1:]] + [float("inf")]
    parts: dict[tuple[str, ...], tuple[TableHead, list[GridRow]]] = {}
    astray: list[Word] = []
    for head, until in zip(heads, bottoms, strict=True):
        spans = [(column.x0, column.x1) for column in head.columns]
        rows, lost = find_rows(strip, lines, head=head.box, spans=spans, until=until)
        key = (head.table.element, *(column.column.attribute for column in head.columns))
        parts.setdefault(key, (head, []))[1].extend(rows)
        astray.extend(lost)
    return tuple(_table_rows(strip, head, rows) for head, rows in parts.values()), tuple(astray)


def _table_rows(strip: Strip, head: TableHead, rows: Sequence[GridRow]) -> TableRows:
    columns = [mapped.column for mapped in head.columns]
    telling = [index for index, column in enumerate(columns) if column.attribute in TELLING]
    text = [index for index, column in enumerate(columns) if column.kind is Kind.TEXT]
    whole = join_cut_rows(rows, strip, telling=telling, text=text, hidden=not_read(strip))
    likeness = [mapped.likeness for mapped in head.columns]
    return TableRows(head.table, tuple(zip(columns, likeness, strict=True)), tuple(row.cells for row in whole))


def _words_of(tables: Sequence[TableRows]) -> tuple[Word, ...]:
    return tuple(word for table in tables for row in table.rows for cell in row for word in cell.words)


def _owners(
    strip: Strip,
    lines: Lines,
    cells: Sequence[Cell],
    header: Sequence[Segment],
    heads: Sequence[TableHead],
    *,
    drawn: Sequence[Word],
) -> tuple[OwnerCells, ...]:
    """The owners in all boxes 1 of the filing and in the owners' table, each once."""
    # A box 1 may begin right at the line that ends the head of a table without rows.
    below = [cell for cell in cells if cell.box.top > heads[-1].box.bottom - SAME_TOP]
    later = segments(below, HEADER_LABELS[:1])
    boxes = [segment for segment in (*header, *later) if segment.name == "owner"]
    unruled = unruled_owners(strip, boxes, heads[-1].box.bottom)
    boxes = sorted((*boxes, *unruled), key=lambda segment: segment.label[0].box.top)
    listed: list[OwnerCells] = []
    found = list(owners_heads(cells))
    rows: list[GridRow] = []
    for index, head in enumerate(found):
        until = found[index + 1].box.top if index + 1 < len(found) else float("inf")
        rows += find_rows(strip, lines, head=head.box, spans=head.spans, until=until)[0]
    for row in join_cut_rows(rows, strip, telling=range(1, len(RELATIONSHIP_HEADINGS) + 1), text=()):
        ticked = (with_drawn(cell, drawn) for cell in row.cells[1:])
        relationship = dict(zip(found[0].relationships, ticked, strict=True))
        listed.append(read_owner_line(row.cells[0], relationship))
    return join_owners(read_owner_boxes(strip, boxes), listed)


def _document_type(evidence: Evidence, title: Cell | None, original: Cell | None) -> StrField:
    """The document type, 4 or 4/A. EDGAR's page and the SEC's form print FORM 4 for both, so box 4 decides, too."""
    field: StrField = evidence.text(title)
    return field.model_copy(update={"value": "4/A" if is_amended(title, original) else "4"})
