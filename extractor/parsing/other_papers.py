"""Says what pages without the tables of a Form 4 are, if that is sure: another form, or a letter."""

from collections.abc import Sequence

from extractor.model.form_labels import HEADER_LABELS, OTHER_FORMS, TABLE_TITLES
from extractor.model.page import Page, Word
from extractor.model.strip import stack
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import runs
from extractor.parsing.header.boxes import read_document_type

LABELS_OF_LETTER = 2
"""Lines of a letter about a form that may begin like labels of boxes, at most; a form's first page has six labels."""


def other_paper(pages: Sequence[Page]) -> str | None:
    """The kind of paper, in words; None if the pages may be a Form 4 whose tables cannot be seen."""
    words = stack(tuple(pages)).words
    title = read_document_type(words)
    if title:
        name = plain(title.text)[:5]
        return f"a Form {name[-1]}" if name in OTHER_FORMS else None
    parts = [run for line in text_lines(words) for run in runs(line)]
    labels = {label.name for label in HEADER_LABELS if any(label_length(part, label.wordings) for part in parts)}
    is_form = len(labels) > LABELS_OF_LETTER or any(_is_table_title(part) for part in parts)
    return None if is_form else "a letter or other papers"


def _is_table_title(part: Sequence[Word]) -> bool:
    return bool(label_length(part, TABLE_TITLES))
