"""A strip without rulings → the lines that bound its boxes and tables, put back where the white is."""

from extractor.model.strip import Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.header.inferred_boxes import infer_boxes
from extractor.parsing.notes.sections import section_starts
from extractor.parsing.tables.inferred import infer_tables, lines_of


def infer_lines(strip: Strip) -> tuple[Lines, tuple[str, ...]]:
    """The lines of the form, and the elements of the tables whose white does not tell where they stand."""
    tables = infer_tables(strip, section_starts(strip.words))
    top = min((table.top for table in tables), default=0.0)
    above = strip.words_where(strip.y_centers < top)
    boxes = infer_boxes(above, top, max(page.width for page in strip.pages))
    return lines_of(tables, boxes), tuple(table.table.element for table in tables if not table.is_sure)
