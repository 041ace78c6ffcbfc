"""Texts from an address or a form → their meaning; a text without a meaning counts as not given."""

MOST_DIGITS = 9
"""The most digits of a number in a request; Python itself refuses to parse more than 4,300."""


def whole_number(text: str) -> int | None:
    """The number that `text` writes in ASCII digits; None for anything else, and for more than `MOST_DIGITS` digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
