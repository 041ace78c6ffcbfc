"""Makes findings for columns that the paper cuts off; they name just the fields of these columns in every row."""

from collections.abc import Iterator, Sequence

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.finding_codes import COLUMNS_CUT_OFF, COLUMNS_NOT_FOUND
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Finding
from extractor.model.strip import Strip
from extractor.parsing.field_places import FieldPlace, field_places
from extractor.parsing.tables.columns import TableHead
from extractor.parsing.tables.columns_by_place import AT_EDGE, columns_cut_off, is_cut_off, right_edge

MARK = 12.0
"""Points, the room for a footnote mark: a value that ends nearer to the paper's edge may have lost its mark."""
_MESSAGE = "the paper ends before this column of the table, so its value is not on the page, or not all of it"


def cut_off_doubts(strip: Strip, heads: Sequence[TableHead], document: OwnershipDocument) -> Iterator[Finding]:
    """Findings for fields that the paper cuts off.

    These are the fields of columns that no page shows, blank fields beyond the edge of their page, and values that
    reach the edge. If no row of a table was read, the table itself is named.
    """
    names: list[str] = []
    for head in heads:
        rows = [path for path, _ in document.rows() if path.startswith(f"{head.table.element}/")]
        gone = columns_cut_off(head, strip)
        names += (f"{path}/{ROW_ELEMENTS[column.attribute]}" for column in gone for path in rows)
        if gone and not rows:
            missing = ", ".join(column.attribute for column in gone)
            message = f"columns were cut off: {missing}; no row of the table was read"
            yield COLUMNS_NOT_FOUND.found(head.table.element, message=message)
    cut = tuple(f"{head.table.element}/" for head in heads if is_cut_off(head, strip))
    edges = {page.number: right_edge(page) for page in strip.pages}
    for place in field_places(document):
        edge = edges[place.page]
        if place.xpath.startswith(cut) and _may_be_cut(place, edge):
            names.append(place.xpath)
    if names:
        yield COLUMNS_CUT_OFF.found(*dict.fromkeys(names), message=_MESSAGE)


def _may_be_cut(place: FieldPlace, edge: float) -> bool:
    """Whether the value, or a part of it, may lie beyond the x of `edge`.

    Of a blank cell that goes on beyond the edge it is not known how far; only a further page may show it as a whole.
    """
    if not place.is_blank:
        return place.box.x1 > edge - MARK
    return place.box.x_center > edge or abs(place.box.x1 - edge) <= AT_EDGE
