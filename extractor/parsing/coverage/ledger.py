"""Accounts for each word of a filing: whether it is in a field, the form's own wording, furniture, or unplaced.

Unplaced words are reported: somebody wrote them, and they are in no field.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.model import form_wording
from extractor.model.coverage import Coverage, Ending, Patch
from extractor.model.field_paths import fields
from extractor.model.form_labels import HEADER_LABELS
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Origin, Word
from extractor.model.strip import Cell, Strip
from extractor.model.texts import plain
from extractor.parsing.coverage.approval import approval
from extractor.parsing.coverage.behind import behind
from extractor.parsing.coverage.furniture import furniture
from extractor.parsing.coverage.link_addresses import printed_addresses
from extractor.parsing.coverage.patches import patches
from extractor.parsing.coverage.printed_again import numbers_of_explanations, owner_again
from extractor.parsing.coverage.wording import ANYWHERE, NEXT_LINE, Wordings, form_words
from extractor.parsing.tables.columns_by_place import cut_headings

SIGNS = frozenset("*_[]()☐/:-–—.,•")
"""Signs that the form prints between its words: brackets, lines to write on, asterisks, empty boxes."""

CUT_HEAD = 100.0
"""Points that a table's head cut by a page's end takes up on each of the two pages, at most."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The places of the form's parts on the strip."""

    strip: Strip
    """All words, including headers, footers, and what stands behind the form."""
    cells: Sequence[Cell]
    heads: tuple[BoundingBox, ...]
    """The heads of Tables I and II."""
    tables: tuple[str, ...]
    """The table under each of these heads, by its element in the SEC's XML."""
    owners_heads: tuple[BoundingBox, ...]
    end: float
    """The y where the form ends."""


def account(printed: Printed, document: OwnershipDocument) -> Coverage | None:
    """What became of each of the words; None for a scan, as specks are read as words there."""
    if any(page.origin is not Origin.PRINTED for page in printed.strip.pages):
        return None
    endings = Counter[Ending](dict.fromkeys(Ending, 0))
    rest = list(printed.strip.words)
    for ending, stage in _STAGES:
        ended = {id(word) for word in stage(printed, document, rest)}
        endings[ending] += len(ended)
        rest = [word for word in rest if id(word) not in ended]
    endings[Ending.UNPLACED] = len(rest)
    unseen = tuple(
        Patch(text=hidden.text, page=page.number, box=hidden.box)
        for page in printed.strip.pages
        for hidden in page.unseen
    )
    return Coverage(words=dict(endings), unplaced=tuple(patches(printed.strip, rest)), unseen=unseen)


def _in_fields(_: Printed, document: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    used = {number for _, field in fields(document) for number in field.sources}
    used.update(document.is_joint_filing.sources)
    return (word for word in rest if not used.isdisjoint(word.sources))


def _of_the_form(printed: Printed, _: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    """The words of the form's own wording: in each cell of a head the headings, elsewhere the form's other texts."""
    yield from (word for word in rest if word.origin is Origin.FORM)
    left = {id(word): word for word in rest if word.origin is not Origin.FORM}
    for cell in printed.cells:
        if place := _head_at(printed, cell):
            # Only headings stand in such a cell, so the lines of one may be any distance apart, as over a page's end.
            yield from _taken(left, cell.words, place, reach=ANYWHERE)
    first = min((box.top for box in printed.heads), default=0.0)
    yield from _taken(left, [word for word in left.values() if word.box.y_center >= first], "anywhere")
    above = [word for word in left.values() if word.box.y_center < first]
    yield from _taken(left, above, "top")
    # The lines of two boxes may lie at slightly different heights, so the rest is looked through box by box.
    for cell in printed.cells if any(id(word) in left for word in above) else ():
        if cell.box.top < first:
            yield from _taken(left, cell.words, "top")


def _taken(left: dict[int, Word], words: Sequence[Word], place: str, reach: float = NEXT_LINE) -> list[Word]:
    """Those of `words` that are still `left` and that the form prints in such a place; they are left no longer."""
    found = form_words([word for word in words if id(word) in left], _wordings(place), reach=reach)
    for word in found:
        del left[id(word)]
    return found


def _rest_of_heads(printed: Printed, _: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    """The rest of a head at the top of a page, if the head was cut by the end of the page before, cell by cell."""
    left = {id(word) for word in rest}
    tops = [top for top in printed.strip.tops if any(box.top < top <= box.bottom + CUT_HEAD for box in printed.heads)]
    for cell in printed.cells:
        y = cell.words[0].box.y_center
        if any(top <= y < top + CUT_HEAD for top in tops):
            yield from form_words([word for word in cell.words if id(word) in left], _wordings("rest of head"))


def _head_at(printed: Printed, cell: Cell) -> str:
    """The kind of head that the cell is in, "head" or "owners"; empty if it is in none."""
    x, y = cell.box.x_center, cell.words[0].box.y_center
    if any(box.holds(x, y) for box in printed.heads):
        return "head"
    return "owners" if any(box.holds(x, y) for box in printed.owners_heads) else ""


@cache
def _wordings(place: str) -> Wordings:
    anywhere = tuple(form_wording.texts_anywhere())
    texts: dict[str, Iterable[str]] = {
        "head": form_wording.ends_of(form_wording.head_texts()),  # the ends, as a beginning may be covered
        "rest of head": form_wording.ends_of(form_wording.head_texts()),
        "owners": form_wording.owners_head_texts(),
        "anywhere": anywhere,
        "top": (*anywhere, *form_wording.header_texts()),
    }
    return Wordings.of(texts[place])


def _of_owners(printed: Printed, rest: Sequence[Word]) -> list[Word]:
    """The words in places where an owner may stand: in a box 1, or below the tables."""
    first, lowest = printed.heads[0].top, printed.heads[-1].bottom
    boxes = [
        cell.box._replace(bottom=first) for cell in printed.cells if cell.box.top < first and begins_box_1(cell.words)
    ]
    return [
        word
        for word in rest
        if word.box.y_center > lowest or any(box.holds(word.box.x_center, word.box.y_center) for box in boxes)
    ]


def begins_box_1(words: Sequence[Word]) -> bool:
    """Whether the words of a cell begin with the label of box 1."""
    return plain(" ".join(word.text for word in words[:6])).startswith(plain(HEADER_LABELS[0].wordings[0])[:15])


def _signs(_: Printed, __: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    return (word for word in rest if not word.text.strip("".join(SIGNS)))


_STAGES = (
    (Ending.FIELD, _in_fields),
    (Ending.FIELD, lambda printed, document, rest: numbers_of_explanations(printed.strip, document, rest)),
    (Ending.WORDING, _of_the_form),
    (Ending.WORDING, _rest_of_heads),
    (Ending.WORDING, lambda printed, _, rest: cut_headings(rest, printed.heads, printed.strip)),
    (Ending.WORDING, _signs),
    (Ending.WORDING, lambda printed, _, rest: approval(printed.strip, printed.heads[0].top, rest)),
    (Ending.FIELD, lambda printed, document, rest: owner_again(document, _of_owners(printed, rest))),
    (Ending.FURNITURE, lambda printed, _, rest: printed_addresses(printed.strip.links, printed.cells, rest)),
    (Ending.FURNITURE, lambda printed, _, rest: furniture(printed.strip, rest)),
    (Ending.BEHIND, lambda printed, _, rest: behind(printed.strip, printed.end, rest)),
)
"""The stages in order; each gets the words that the stages before it left."""
