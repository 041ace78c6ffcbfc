"""What the commands take for an argument: a path that names something, a number that is one."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

ACCESSION_DIGITS = 18
LONGEST_WAIT = 86_400.0
"""Seconds, a day: no clock of the system counts to much more than a month in one wait."""


AlwaysAsk = Annotated[
    str,
    typer.Option("--always-ask", metavar="FIELD,…", help="Ask these always, by the SEC's names: transactionShares."),
]
AskBelow = Annotated[
    float, typer.Option("--ask-below", min=0.0, max=1.0, help="Ask every field that is less sure than this.")
]


def named_path(text: str) -> Path:
    """The path; an empty one, mostly of a script's unset variable, would mean the whole current folder."""
    if not text:
        raise typer.BadParameter("it is empty; name a file or folder")
    return Path(text)


def accession(text: str) -> str:
    """EDGAR's number of a filing, with its hyphens or without."""
    digits = text.replace("-", "")
    if not (len(digits) == ACCESSION_DIGITS and digits.isascii() and digits.isdigit()):
        raise typer.BadParameter(f"{text} is no accession number; one looks like 0001234567-24-000123")
    return f"{digits[:10]}-{digits[10:12]}-{digits[12:]}"


def seconds(value: float | None) -> float | None:
    """The number of seconds, if one is given, unless it is none: `nan` is neither above nor below any bound."""
    if value is not None and not isfinite(value):
        raise typer.BadParameter(f"{value} is no number of seconds")
    return value
