"""What a column holds → the characters its cells can show, for an engine to decide between."""

from extractor.form import TRANSACTION_CODES, Kind

DIGITS = "0123456789"
MARKS = DIGITS + "(),"
"""A raised footnote mark, or several: "(1)(2)", "(1), (2)"."""
_CODES = "".join(sorted(TRANSACTION_CODES)) + "KV/"
_ALPHABETS = {
    Kind.DATE: DIGITS + "/",
    Kind.NUMBER: DIGITS + ".,$",
    Kind.CODE: _CODES,
    Kind.EARLY: "V",
    Kind.ACQUIRED_DISPOSED: "AD",
    Kind.DIRECT_INDIRECT: "DI",
}


def cell_alphabet(kind: Kind) -> str | None:
    """The characters of a value in a cell, footnote marks aside; None: any."""
    return _ALPHABETS.get(kind)
