"""Merges the words recognised in a page's picture with the words of the text typed over it.

The picture is read without the typed text, so nothing is read twice, and typed words are taken exactly as in the file.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

from extractor.model.doubts import Doubt
from extractor.model.geometry import Geometry, Point
from extractor.model.page import BoundingBox, Origin, Page, Unseen, Word, numbered
from extractor.model.texts import without_punctuation

COVERED = 0.5
"""Share of a recognised word's box: if as much is under typed words, they are typed over it and replace it."""


def typed_over(scanned: Page, printed: Page) -> Page:
    """`scanned`, the page read from its picture, with the words of `printed`, its text layer, added.

    Unseen text of the layer is kept only if it is less than the visible text. Otherwise it was recognised by the
    scanner's software and hidden in the file to make it searchable.
    """
    place = _Places(scanned, printed)
    shown, hidden = (sum(len(each.text) for each in held) for held in (printed.words, printed.unseen))
    unseen = [Unseen(each.text, place.of(each.box)) for each in printed.unseen] if hidden < shown else []
    typed = [word._replace(box=place.of(word.box), size=word.size * place.scale) for word in printed.words]
    return joined(replace(scanned, unseen=tuple(unseen)), typed)


def typed_words(page: Page) -> list[Word]:
    """The words that are typed over the page's picture; none if the page was not read from a picture."""
    if page.origin is Origin.PRINTED:
        return []
    return [word for word in page.words if word.origin is Origin.PRINTED]


def joined(page: Page, typed: Sequence[Word]) -> Page:
    """The recognised `page` with the `typed` words in place of the words recognised under them.

    A typed word is doubted if another text was recognised under it.
    """
    if not typed:
        return page
    kept: list[Word] = []
    doubted: dict[int, Word] = {}
    for word in page.words:
        over = [place for place, each in enumerate(typed) if _overlap(each.box, word.box)]
        share = sum(_overlap(typed[place].box, word.box) for place in over)
        if word.origin is Origin.FORM or share < COVERED * word.box.width * word.box.height:
            kept.append(word)
        elif without_punctuation(word.text) and word.text not in "".join(typed[place].text for place in over):
            doubted |= {place: _doubted(typed[place]) for place in over}
    words = [doubted.get(place, word) for place, word in enumerate(typed)]
    return replace(page, words=numbered([*kept, *words]))


def _doubted(word: Word) -> Word:
    return word._replace(doubts=word.doubts | {Doubt.OVER_PRINT})


def _overlap(one: BoundingBox, other: BoundingBox) -> float:
    """The area that two boxes share, in square points."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


class _Places:
    """Maps places on a page's text layer to the page that was read from its picture."""

    def __init__(self, scanned: Page, printed: Page) -> None:
        self._picture, self._page = scanned.geometry, printed.geometry
        shown = printed.geometry.picture if printed.geometry else (printed.width, printed.height)
        self._pixels = scanned.geometry.picture[0] / shown[0] if scanned.geometry else 1.0
        left, right = (self._at((x, printed.height / 2)) for x in (0.0, printed.width))
        self.scale = hypot(right[0] - left[0], right[1] - left[1]) / printed.width
        """Points on the page read from the picture per point of the text layer."""

    def of(self, box: BoundingBox) -> BoundingBox:
        """The box on the page read from the picture: around the same middle, scaled, and turned by quarters only."""
        x, y = self._at((box.x_center, box.y_center))
        ends = (self._at((side, box.y_center)) for side in (box.x0, box.x1))
        (x0, y0), (x1, y1) = ends
        across, down = box.width * self.scale / 2, box.height * self.scale / 2
        if abs(y1 - y0) > abs(x1 - x0):
            across, down = down, across
        return BoundingBox(x - across, y - down, x + across, y + down)

    def _at(self, point: Point) -> Point:
        x, y = self._page.to_picture(*point) if self._page else point
        geometry: Geometry | None = self._picture
        return geometry.back(x * self._pixels, y * self._pixels) if geometry else (x, y)
