"""Texts of an address or a form → what they mean; whatever else stands there asks for nothing."""

MOST_DIGITS = 9
"""A longer number is none of ours; Python refuses to read one of more than 4,300 digits at all."""


def whole_number(text: str) -> int | None:
    """The number that `text` writes in ASCII digits; None for anything else, and for one that is too long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
