"""Makes findings of lines among the tables that look like rows but were not read, so that no row is lost silently."""

import re
from collections.abc import Iterator, Sequence

from extractor.model.field_paths import fields
from extractor.model.finding_codes import ROWS_NOT_READ
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import Word
from extractor.model.results import Finding
from extractor.model.strip import Strip
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.sections import Sections
from extractor.parsing.tables.columns import TableHead

_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}", re.ASCII)
_AMOUNT = re.compile(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


def lost_rows(
    strip: Strip, heads: Sequence[TableHead], sections: Sections, document: OwnershipDocument
) -> Iterator[Finding]:
    """A finding for each table with lines below its head that look like rows but are in no field.

    Such lines were not read because the lines between the columns do not run beside them.
    """
    used = {number for _, field in fields(document) for number in field.sources}
    ends = [cell.box.top for cell in sections.cells]
    for head, until in zip(
        heads, [*(head.box.top for head in heads[1:]), min(ends, default=float("inf"))], strict=True
    ):
        below = (strip.y_centers > head.box.bottom) & (strip.y_centers < until)
        words = [word for word in strip.words_where(below) if used.isdisjoint(word.sources)]
        lines = [line for line in text_lines(words) if _is_like_row(line)]
        if lines:
            number, _ = strip.locate(lines[0][0].box)
            text = " | ".join(" ".join(word.text for word in line) for line in lines)[:200]
            message = (
                f"{len(lines)} lines from page {number} on look like rows of this table, but were not read: {text}"
            )
            yield ROWS_NOT_READ.found(head.table.element, message=message)


def _is_like_row(line: Sequence[Word]) -> bool:
    """Whether a line has a date, or an amount with D or I: every row of the form has one of these."""
    texts = [word.text for word in line]
    is_holding = any(map(_AMOUNT.fullmatch, texts)) and not {"D", "I"}.isdisjoint(texts)
    return is_holding or any(map(_DATE.match, texts))
