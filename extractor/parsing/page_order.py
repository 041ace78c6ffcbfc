"""Puts a file's pages into the order of the form: first page, Table I, Table II, explanations, signature.

A printer may stack the pages in reverse, or somebody may exchange two sheets. Pages are moved only if the form shows
that they are out of order: a part of it is before its first page and not behind it, or Table II is before Table I.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from extractor.model.form_labels import COMMISSION, SECTION_LABELS, SIGNATURE_LABEL, TABLE_TITLES
from extractor.model.page import Page, Word
from extractor.model.texts import plain
from extractor.parsing.first_pages import is_first_page
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines

FEWEST_EDGES = 6
"""Upright lines that a table has, at least."""
SAME_EDGE = 2.0
"""Points: the line of a column differs by no more in x on two pages."""
TITLE_GOES_ON = ("acquired", "beneficially")
"""The possible next words of a table's title. Any other word continues a sentence that mentions the table."""


class Part(IntEnum):
    """The part of the form that begins, or goes on, on a page; in the order of the form."""

    FIRST = 0
    TABLE_I = 1
    TABLE_I_GOES_ON = 2
    TABLE_II = 3
    TABLE_II_GOES_ON = 4
    EXPLANATIONS = 5
    TEXT_GOES_ON = 6
    SIGNATURE = 7


class Ordered(NamedTuple):
    """Pages in the order in which they are to be read."""

    pages: tuple[Page, ...]
    is_moved: bool = False
    is_unsure: bool = False
    """Whether the order is not certain: several pages continue the same part, or pages precede the form's parts."""


def in_order(pages: Sequence[Page]) -> Ordered:
    """The pages of a file in the order of the form; unchanged unless exactly one of them is a first page."""
    given = Ordered(tuple(pages))
    firsts = [index for index, page in enumerate(pages) if is_first_page(page)]
    if len(firsts) != 1 or len(pages) == 1:
        return given  # with two forms in a file it is unknown to which of them a page belongs
    first = firsts[0]
    begun = [frozenset(_begun(page)) for page in pages]
    before = frozenset[Part]().union(*begun[:first])
    behind = frozenset[Part]().union(*begun[first:])
    is_lost = bool(before - behind) and not any(map(_is_a_form, pages[:first]))
    if not is_lost and not _is_before(begun, Part.TABLE_II, Part.TABLE_I):
        return given
    places = [
        Part.FIRST if index == first else _part(page, own, pages, begun)
        for index, (page, own) in enumerate(zip(pages, begun, strict=True))
    ]
    is_reversed = places == sorted(places, reverse=True)
    # Pages before the form's first part that have none of its parts may not belong to it, and stay where they are.
    leading = range(0 if is_reversed else next(index for index, own in enumerate(begun) if own or index == first))
    rest = sorted(range(len(leading), len(pages)), key=lambda index: (places[index], -index if is_reversed else index))
    indices = [*leading, *rest]
    going_on = [places[index] for index in rest if places[index] in _GOING_ON]
    return Ordered(
        tuple(pages[index] for index in indices),
        is_moved=indices != list(range(len(pages))),
        is_unsure=bool(leading) or (not is_reversed and len(going_on) > len(set(going_on))),
    )


def _is_before(begun: Sequence[frozenset[Part]], one: Part, other: Part) -> bool:
    """Whether the part `one` begins on an earlier page than `other`."""
    places = [next((index for index, own in enumerate(begun) if part in own), None) for part in (one, other)]
    return places[0] is not None and places[1] is not None and places[0] < places[1]


def _begun(page: Page) -> Iterator[Part]:
    """The parts of the form that begin on the page."""
    for line in text_lines(page.words):
        yield from _titles(line)
        if plain(line[0].text)[:5] == "expla" and label_length(line, _EXPLANATIONS):
            yield Part.EXPLANATIONS
        if _holds(line, "sig", (SIGNATURE_LABEL,)):
            yield Part.SIGNATURE


def _titles(line: Sequence[Word]) -> Iterator[Part]:
    """The table whose title stands on the line."""
    for start in (start for start, word in enumerate(line) if plain(word.text) == "table"):
        length = label_length(line[start:], TABLE_TITLES)
        after = line[start + length :]
        if length and (not after or plain(after[0].text) in TITLE_GOES_ON):
            is_first = "nonderivative" in plain("".join(word.text for word in line[start:]))
            yield Part.TABLE_I if is_first else Part.TABLE_II


def _part(page: Page, own: frozenset[Part], pages: Sequence[Page], begun: Sequence[frozenset[Part]]) -> Part:
    """The first part that begins on the page, or else the part that it continues.

    A page that continues a table has column lines in the same places as the page on which the table begins.
    """
    if own:
        return min(own)
    edges = _edges(page)
    if len(edges) < FEWEST_EDGES:
        return Part.TEXT_GOES_ON
    first, second = (
        max((_agreeing(edges, other) for other, parts in zip(pages, begun, strict=True) if table in parts), default=0)
        for table in (Part.TABLE_I, Part.TABLE_II)
    )
    return Part.TABLE_II_GOES_ON if second > first else Part.TABLE_I_GOES_ON


def _agreeing(edges: Sequence[float], other: Page) -> int:
    """How many of `edges` are at the x of an upright line of the other page."""
    places = _edges(other)
    return sum(any(abs(place - edge) <= SAME_EDGE for place in places) for edge in edges)


def _edges(page: Page) -> list[float]:
    """The x of the upright lines on the page, each once."""
    places: list[float] = []
    for x in sorted((ruling.x0 + ruling.x1) / 2 for ruling in page.rulings if not ruling.is_horizontal):
        if not places or x - places[-1] > SAME_EDGE:
            places.append(x)
    return places


def _is_a_form(page: Page) -> bool:
    """Whether the page has the head of a form (the name of the commission)."""
    return any(_holds(line, "uni", COMMISSION) for line in text_lines(page.words))


def _holds(line: Sequence[Word], begins: str, wordings: Sequence[str]) -> bool:
    """Whether one of the wordings, whose first three letters are `begins`, stands somewhere on the line."""
    return any(label_length(line[at:], wordings) for at, word in enumerate(line) if plain(word.text)[:3] == begins)


_EXPLANATIONS = tuple(wording for label in SECTION_LABELS if label.name == "explanations" for wording in label.wordings)
_GOING_ON = (Part.TABLE_I_GOES_ON, Part.TABLE_II_GOES_ON, Part.TEXT_GOES_ON)
