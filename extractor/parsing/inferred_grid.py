"""Infers the lines of the boxes and tables on a strip without rulings, from the white between the texts."""

from extractor.model.strip import Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.header.inferred_boxes import infer_boxes
from extractor.parsing.header.inferred_owners import infer_owners
from extractor.parsing.notes.sections import section_starts
from extractor.parsing.tables.inferred import infer_tables, lines_of


def infer_lines(strip: Strip) -> tuple[Lines, tuple[str, ...]]:
    """The inferred lines of the form, and the XML elements of the tables whose lines are not sure."""
    starts = section_starts(strip.words)
    tables = infer_tables(strip, starts)
    top = min((table.top for table in tables), default=0.0)
    above = strip.words_where(strip.y_centers < top)
    boxes = infer_boxes(above, top, max(page.width for page in strip.pages))
    low = max((table.bottom for table in tables), default=0.0)
    # `starts` includes the heading of the owners' table; it ends the explanations, but not the table under it.
    owners = infer_owners(strip.words_where(strip.y_centers > low), starts)
    unsure = tuple(table.table.element for table in tables if not table.is_sure)
    return lines_of(tables, (boxes[0] + owners[0], boxes[1] + owners[1])), unsure
