"""Numbers that an explanation quotes: share counts, and the range behind a weighted average price."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
NUMBER = re.compile(_DIGITS)
COUNT = re.compile(r"(?<![\d$,.])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")
SHARE_COUNT = re.compile(rf"(?<![\d,]),*+({_DIGITS}) (?:\w+ ){{0,3}}shares", re.IGNORECASE)
AVERAGE = re.compile(r"weighted[\s-]*average|average\s+(?:sales?\s+|purchase\s+|selling\s+)?price", re.IGNORECASE)
_BETWEEN = r"(?: per (?:share|unit))?,? ?(?:to|and|through|[-\u2013\u2014])(?: a (?:high|maximum) of)? ?"
RANGE = re.compile(rf"\$\s?({_DIGITS}){_BETWEEN}\$?\s?({_DIGITS})")
_EXTREME = re.compile(r"\b(?:high|low|maximum|minimum)(?:est)?\b", re.IGNORECASE)
_PRICE = re.compile(rf"\s?({_DIGITS})")


class PriceRange(NamedTuple):
    """The lowest and the highest price behind an average, in dollars."""

    low: Decimal
    high: Decimal


def numbers(text: str) -> frozenset[Decimal]:
    """Every number in `text`, and the sum of the share counts that it names."""
    total = sum(map(_decimal, SHARE_COUNT.findall(text)), Decimal(0))
    return frozenset(map(_decimal, NUMBER.findall(text))) | {total}


def counts(text: str) -> frozenset[Decimal]:
    """The numbers in `text` that look like counts: grouped by commas, without a dollar sign and decimals."""
    return frozenset(map(_decimal, COUNT.findall(text)))


def is_average_price(text: str) -> bool:
    """Whether `text` explains a weighted average price."""
    return AVERAGE.search(text) is not None


@lru_cache(maxsize=128)  # several rules ask for the range of the same few footnotes
def price_range(text: str) -> PriceRange | None:
    """The range of prices that `text` states, from the lowest to the highest price of all its ranges, or None."""
    found = RANGE.findall(text) or _highest_and_lowest(text)
    prices = [_decimal(price) for pair in found for price in pair]
    return PriceRange(min(prices), max(prices)) if prices else None


def _highest_and_lowest(text: str) -> list[tuple[str, str]]:
    """Pairs of adjacent prices that each follow a word such as highest: “low of $4.10, high of $4.35”."""
    pieces = text.split("$")
    prices = [None, *(_PRICE.match(piece) for piece in pieces[1:])]
    named = [
        _EXTREME.search(piece, price.end() if price else 0) is not None
        for piece, price in zip(pieces, prices, strict=True)
    ]
    found: list[tuple[str, str]] = []
    place = 1
    while place + 1 < len(pieces):
        first, second = prices[place : place + 2]
        if first and second and named[place - 1] and named[place]:
            found.append((first[1], second[1]))
            place += 1
        place += 1
    return found


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
