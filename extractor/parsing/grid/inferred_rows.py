"""The words of a table without rulings → the heights between its rows.

Every row has one line that stands alone in its column, and its other texts stand level with it: with their middle,
their first line or their last, as the table's cells are set. White that leaves it so parts the rows. Where a page
break cuts a row, the white there is no wider than any, and only the level of the texts tells where the row ends.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from extractor.model.page import BoundingBox, Word
from extractor.parsing.grid.white import Span, White, around, white_between

CLEARLY = 1.3
"""Times as wide as any other: the white that parts two rows, where a cell's lines have some between them."""
USUAL_WHITE = 6.0
"""Points of white between two rows, where no other rows tell it."""
LEAST_WHITE = 0.3
"""Points: less lies between the boxes of two lines of one text."""
LEVEL = 0.45
"""Of a line's height between two things that stand level, at most; raised marks included."""

Choose = Callable[[Sequence[White], BoundingBox, Sequence[Word], float], float]
"""Of the white heights below a row's own line, the table's words and the row's upper end: where the row ends."""


def row_edges(
    data: Sequence[Word],
    anchors: Sequence[BoundingBox],
    walls: Sequence[float],
    ends: Span,
    page_tops: Sequence[float],
) -> tuple[list[float], bool]:
    """Heights between the rows with the lines `anchors`, and whether the white tells them.

    `walls` are the columns' edges, and the rows stand between the heights `ends`.
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
    """Heights between the rows, and whether there is white at each; where several are as wide, `choose` takes one."""
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
    """The height that leaves a row's own line in the row's middle."""
    rows = {white.middle: around([w for w in data if start < w.box.y_center < white.middle]) for white in whites}
    return min(rows, key=lambda edge: abs(rows[edge].y_center - anchor.y_center))


def _last(whites: Sequence[White], _: BoundingBox, __: Sequence[Word], ___: float) -> float:
    """The height right above the next row's own line, where the lines stand at the top of their rows."""
    return whites[-1].middle


def _first(whites: Sequence[White], _: BoundingBox, __: Sequence[Word], ___: float) -> float:
    """The height right below the row's own line, where the lines stand at the bottom."""
    return whites[0].middle


def _texts(data: Sequence[Word], walls: Sequence[float], row: Span) -> list[list[Word]]:
    """What stands in a row, by column."""
    words = [word for word in data if row[0] < word.box.y_center < row[1]]
    columns = ([word for word in words if left <= word.box.x_center < right] for left, right in pairwise(walls))
    return [column for column in columns if column]


def _are_level(rows: Sequence[list[list[Word]]], anchors: Sequence[BoundingBox]) -> bool:
    """Whether all texts stand level with their row's own line in one and the same way."""
    ways = [True, True, True]
    for texts, anchor in zip(rows, anchors, strict=bool(anchors)):
        for words in texts:
            box = around(words)
            height = max(word.box.height for word in words)
            ends = box.y_center, box.top + height / 2, box.bottom - height / 2
            # A raised mark that stands alone is low, and level with a line as high as the row's own.
            near = (abs(end - anchor.y_center) <= LEVEL * max(height, anchor.height) for end in ends)
            ways = [so_far and now for so_far, now in zip(ways, near, strict=True)]
    return any(ways)
