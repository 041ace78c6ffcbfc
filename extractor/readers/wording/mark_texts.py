"""What a footnote mark looks like as text: bracketed numbers from 1 to 99, one or several."""

import re

from extractor.model.texts import unspaced

_MARKS = re.compile(
    r"(?:[(\[{][1-9]\d?[)\]}][,;.]?)*(?:[(\[{][1-9]\d?[)\]}]?|[1-9]\d?[)\]}])[,;.]?",  # the last may lack a bracket
    re.ASCII,
)
_MARK_AT_END = re.compile(r"\(\d{1,2}(?:\)[,;]?)?$", re.ASCII)


def is_mark_text(text: str) -> bool:
    """Whether what an engine read of a raised stretch is footnote marks: small numbers in brackets."""
    return bool(_MARKS.fullmatch(unspaced(text)))


def ends_in_mark(text: str) -> bool:
    """Whether a word ends in a number in brackets, of which the last may be lost: a mark, or a text in brackets."""
    return bool(_MARK_AT_END.search(text))
