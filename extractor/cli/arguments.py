"""Arguments and options that several commands share, and checks of their values."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

ACCESSION_DIGITS = 18
LONGEST_WAIT = 86_400.0
"""In seconds, a day: the system's clocks cannot wait much longer than a month at once."""


AlwaysAsk = Annotated[
    str,
    typer.Option(
        "--always-ask",
        metavar="FIELD,…",
        help="Fields to always send to review, by the SEC's names, such as transactionShares.",
    ),
]
AskBelow = Annotated[
    float,
    typer.Option(
        "--ask-below", min=0.0, max=1.0, help="Send every field to review whose confidence is less than this."
    ),
]


def named_path(text: str) -> Path:
    """The path; refuses an empty one, which would mean the current folder and mostly comes from an unset variable."""
    if not text:
        raise typer.BadParameter("it is empty; name a file or folder")
    return Path(text)


def accession(text: str) -> str:
    """EDGAR's number of a filing, given with hyphens or without, as 0001234567-24-000123."""
    digits = text.replace("-", "")
    if not (len(digits) == ACCESSION_DIGITS and digits.isascii() and digits.isdigit()):
        raise typer.BadParameter(f"{text} is not an accession number; one looks like 0001234567-24-000123")
    return f"{digits[:10]}-{digits[10:12]}-{digits[12:]}"


def seconds(value: float | None) -> float | None:
    """The number of seconds, if one is given; refuses infinity, and `nan`, which passes every check of bounds."""
    if value is not None and not isfinite(value):
        raise typer.BadParameter(f"{value} is not a number of seconds")
    return value
