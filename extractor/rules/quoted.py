"""Numbers that an explanation quotes: share counts, and the range behind a weighted average price."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
NUMBER = re.compile(_DIGITS)
COUNT = re.compile(r"(?<![\d$,.])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")
SHARE_COUNT = re.compile(rf"({_DIGITS}) (?:\w+ ){{0,3}}shares", re.IGNORECASE)
AVERAGE = re.compile(r"weighted[\s-]*average|average\s+(?:sales?\s+|purchase\s+|selling\s+)?price", re.IGNORECASE)
_BETWEEN = r"(?: per (?:share|unit))?,? ?(?:to|and|through|[-\u2013\u2014])(?: a (?:high|maximum) of)? ?"
RANGE = re.compile(rf"\$\s?({_DIGITS}){_BETWEEN}\$?\s?({_DIGITS})")
_EXTREME = r"\b(?:high|low|maximum|minimum)(?:est)?\b[^$]*"
HIGHEST_AND_LOWEST = re.compile(rf"{_EXTREME}\$\s?({_DIGITS})[^$]*{_EXTREME}\$\s?({_DIGITS})", re.IGNORECASE)


class PriceRange(NamedTuple):
    """The lowest and the highest price behind an average."""

    low: Decimal
    high: Decimal


def numbers(text: str) -> frozenset[Decimal]:
    """Every number in `text`, and the sum of the share counts it names."""
    total = sum(map(_decimal, SHARE_COUNT.findall(text)), Decimal(0))
    return frozenset(map(_decimal, NUMBER.findall(text))) | {total}


def counts(text: str) -> frozenset[Decimal]:
    """The numbers in `text` that are written as counts are: grouped by commas, and no price."""
    return frozenset(map(_decimal, COUNT.findall(text)))


def is_average_price(text: str) -> bool:
    """Whether `text` explains a weighted average price."""
    return AVERAGE.search(text) is not None


@lru_cache(maxsize=128)  # several rules ask for the range of the same few footnotes
def price_range(text: str) -> PriceRange | None:
    """The range of prices that `text` states; the widest where it states several."""
    found = RANGE.findall(text) or HIGHEST_AND_LOWEST.findall(text)
    prices = [_decimal(price) for pair in found for price in pair]
    return PriceRange(min(prices), max(prices)) if prices else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
