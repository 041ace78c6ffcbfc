"""The characters that the cells of each column can show, so that an engine need decide only between these."""

from extractor.model.form import TRANSACTION_CODES, Column, Kind

DIGITS = "0123456789"
MARKS = DIGITS + "(),"
"""A raised footnote mark, or several: "(1)(2)", "(1), (2)"."""
RAISED = DIGITS + "()"
"""A raised stretch in a cell of numbers or dates: only a mark can stand there."""
BEHIND_CODE = "()" + DIGITS
"""A raised stretch behind a code: it is a mark even if it is read as something else."""
PRICE = "$" + DIGITS + ".,"
"""A price: in some layouts every price begins with $."""
DATE = DIGITS + "/"
_CODES = "".join(sorted(TRANSACTION_CODES)) + "KV/"
_ALPHABETS = {
    Kind.DATE: DATE,
    Kind.NUMBER: DIGITS + ".,$",  # $ if a value is owned and not shares: so rare that a 5 is never turned into it
    Kind.CODE: _CODES,
    Kind.EARLY: "V",
    Kind.ACQUIRED_DISPOSED: "AD",
    Kind.DIRECT_INDIRECT: "DI",
}


def cell_alphabet(column: Column) -> str | None:
    """The characters that a value in `column` can have, apart from footnote marks; None if it can have any."""
    return PRICE if "price" in column.attribute else _ALPHABETS.get(column.kind)
