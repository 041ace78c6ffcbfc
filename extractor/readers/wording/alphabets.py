"""What a column holds → the characters its cells can show, for an engine to decide between."""

from extractor.model.form import TRANSACTION_CODES, Column, Kind

DIGITS = "0123456789"
MARKS = DIGITS + "(),"
"""A raised footnote mark, or several: "(1)(2)", "(1), (2)"."""
RAISED = DIGITS + "()"
"""A raised stretch in a cell of numbers, dates or codes: nothing but a mark stands there."""
BEHIND_CODE = "()" + DIGITS
"""What stands raised behind a code: a mark, however it reads."""
PRICE = "$" + DIGITS + ".,"
"""A price: in some layouts all of them begin with $."""
_CODES = "".join(sorted(TRANSACTION_CODES)) + "KV/"
_ALPHABETS = {
    Kind.DATE: DIGITS + "/",
    Kind.NUMBER: DIGITS + ".,$",  # dollars where value is owned and not shares: seldom, so never supposed
    Kind.CODE: _CODES,
    Kind.EARLY: "V",
    Kind.ACQUIRED_DISPOSED: "AD",
    Kind.DIRECT_INDIRECT: "DI",
}


def cell_alphabet(column: Column) -> str | None:
    """The characters of a value in a cell of `column`, footnote marks aside; None: any."""
    return PRICE if "price" in column.attribute else _ALPHABETS.get(column.kind)
