"""Finds the heights between the rows of a table without rulings.

Every row has one line that is alone in its column (its anchor), like the D or I. The other texts of the row are level
with the anchor: with their middle, their first line or their last line, depending on how the table's cells are
aligned. The white between two rows is chosen so that this is true for all rows. White at a page break does not count as
wider than other white, as a row may be cut there; then only the alignment of the texts tells where the row ends.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from extractor.model.page import BoundingBox, Word
from extractor.parsing.grid.white import Span, White, around, white_between

CLEARLY = 1.3
"""Factor: white is surely between two rows if it is this many times as wide as any other white below the anchor."""
USUAL_WHITE = 6.0
"""Points of white between two rows, if no other rows of the table show how much there is."""
LEAST_WHITE = 0.3
"""Points: there may be less white between the boxes of two lines of one text."""
LEVEL = 0.45
"""Share of a line's height by which the heights of two level things differ, at most, raised marks included."""

Choose = Callable[[Sequence[White], BoundingBox, Sequence[Word], float], float]
"""A function that chooses the y where a row ends. It gets the white stretches below the row's anchor, the anchor, the
table's words, and the y where the row begins."""


def row_edges(
    data: Sequence[Word],
    anchors: Sequence[BoundingBox],
    walls: Sequence[float],
    ends: Span,
    page_tops: Sequence[float],
) -> tuple[list[float], bool]:
    """The y of the edges between the rows with the lines `anchors`, and whether they are sure.

    `data` are the table's words, `walls` the x of the column edges. The rows lie between the two heights `ends`.
    """
    tried = [_edges_by(choose, data, anchors, ends, page_tops) for choose in (_centred, _last, _first)]
    for edges, is_parted in tried:
        rows = pairwise([ends[0], *edges, ends[1]])
        if is_parted and _are_level([_texts(data, walls, row) for row in rows], anchors):
            return edges, True
    return tried[0][0], False


def _edges_by(
    choose: Choose, data: Sequence[Word], anchors: Sequence[BoundingBox], ends: Span, page_tops: Sequence[float]
) -> tuple[list[float], bool]:
    """The y of the edges between the rows, and whether there is white at each of them.

    If several stretches of white are about as wide, `choose` decides.
    """
    spans = [(word.box.top, word.box.bottom) for word in data]
    found = [_whites(spans, above, below) for above, below in pairwise(anchors)]
    widths = [whites[0].width for whites in found if len(whites) == 1 and not _is_break(whites[0], page_tops)]
    usual = median(widths) if widths else USUAL_WHITE
    edges = [ends[0]]
    for whites, (above, below) in zip(found, pairwise(anchors), strict=True):
        ranked = sorted(((usual if _is_break(w, page_tops) else w.width, w.middle) for w in whites), reverse=True)
        edge = ranked[0][1] if ranked else (above.bottom + below.top) / 2
        if len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]:
            edge = choose(whites, above, data, edges[-1])
        edges.append(edge)
    return edges[1:], all(found) and bool(anchors or not data)


def _whites(spans: Sequence[Span], above: BoundingBox, below: BoundingBox) -> list[White]:
    return [white for white in white_between(spans, above.bottom, below.top) if white.width >= LEAST_WHITE]


def _is_break(white: White, page_tops: Sequence[float]) -> bool:
    return any(white.start <= top <= white.end for top in page_tops)


def _centred(whites: Sequence[White], anchor: BoundingBox, data: Sequence[Word], start: float) -> float:
    """The y of the row's end for which the anchor is in the middle of the row."""
    rows = {white.middle: around([w for w in data if start < w.box.y_center < white.middle]) for white in whites}
    return min(rows, key=lambda edge: abs(rows[edge].y_center - anchor.y_center))


def _last(whites: Sequence[White], _: BoundingBox, __: Sequence[Word], ___: float) -> float:
    """The y right above the next row's anchor, for tables in which anchors are at the top of their rows."""
    return whites[-1].middle


def _first(whites: Sequence[White], _: BoundingBox, __: Sequence[Word], ___: float) -> float:
    """The y right below the row's anchor, for tables in which anchors are at the bottom of their rows."""
    return whites[0].middle


def _texts(data: Sequence[Word], walls: Sequence[float], row: Span) -> list[list[Word]]:
    """The words of a row, by column; blank columns are left out."""
    words = [word for word in data if row[0] < word.box.y_center < row[1]]
    columns = ([word for word in words if left <= word.box.x_center < right] for left, right in pairwise(walls))
    return [column for column in columns if column]


def _are_level(rows: Sequence[list[list[Word]]], anchors: Sequence[BoundingBox]) -> bool:
    """Whether all texts are level with their row's anchor in the same way: all by middle, first line or last line."""
    ways = [True, True, True]
    for texts, anchor in zip(rows, anchors, strict=bool(anchors)):
        for words in texts:
            box = around(words)
            height = max(word.box.height for word in words)
            ends = box.y_center, box.top + height / 2, box.bottom - height / 2
            # A raised mark that stands alone is small, so the larger of the two heights is the measure.
            near = (abs(end - anchor.y_center) <= LEVEL * max(height, anchor.height) for end in ends)
            ways = [so_far and now for so_far, now in zip(ways, near, strict=True)]
    return any(ways)
