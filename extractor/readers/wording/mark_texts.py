"""Recognises the text of footnote marks: one or several numbers from 1 to 99 in brackets."""

import re

from extractor.model.texts import unspaced

_MARKS = re.compile(
    r"(?:[(\[{][1-9]\d?[)\]}][,;.]?)*(?:[(\[{][1-9]\d?[)\]}]?|[1-9]\d?[)\]}])[,;.]?",  # the last may lack a bracket
    re.ASCII,
)
_MARK_AT_END = re.compile(r"\(\d{1,2}(?:\)[,;]?)?$", re.ASCII)


def is_mark_text(text: str) -> bool:
    """Whether an engine's reading of a raised stretch is one or several footnote marks."""
    return bool(_MARKS.fullmatch(unspaced(text)))


def ends_in_mark(text: str) -> bool:
    """Whether a word ends in a number in brackets, which may be a mark; the closing bracket may be missing."""
    return bool(_MARK_AT_END.search(text))
