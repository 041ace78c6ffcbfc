"""What a column holds → the characters its cells can show, for an engine to decide between."""

from extractor.form import TRANSACTION_CODES, Kind

DIGITS = "0123456789"
MARKS = DIGITS + "(),"
"""A raised footnote mark, or several: "(1)(2)", "(1), (2)"."""
_CODES = "".join(sorted(TRANSACTION_CODES)) + "KV/"
_ALPHABETS = {
    Kind.DATE: DIGITS + "/" + MARKS,
    Kind.NUMBER: DIGITS + ".,$" + MARKS,
    Kind.CODE: _CODES,
    Kind.EARLY: "V",
    Kind.ACQUIRED_DISPOSED: "AD",
    Kind.DIRECT_INDIRECT: "DI",
}


def cell_alphabet(kind: Kind, *, is_single: bool) -> str | None:
    """The characters of a cell; `is_single` if it shows one character, which then is no mark. None: any."""
    alphabet = _ALPHABETS.get(kind)
    if alphabet is None or is_single:
        return alphabet
    return alphabet + MARKS
