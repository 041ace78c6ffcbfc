"""Names columns whose headings cannot be read by their place: between two known columns, or at a table's edge.

A heading may be painted over, torn off, or beyond the edge of the paper. Its column is still known if the number of
ruled columns there equals the number of missing headings. If all columns of the form were found, a heading of which
only a part is visible is trusted, too, as its place confirms it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import Column
from extractor.model.form_wording import own_words
from extractor.model.page import BoundingBox, Page, Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.tables.columns import COLUMN_MIN, MappedColumn, TableHead

BY_PLACE = 0.9
"""Likeness, 0 to 1, that a column named by its place gets instead of that of its heading."""
TOLD = 0.5
"""Likeness, 0 to 1: a heading at the edge of the paper that is less like its wording may be another one, cut off."""
BELOW = 6.0
"""Points, the height of a line of type: a column's upright line must run on this far below the head."""
AT_EDGE = 3.0
"""Points: a table that ends no further from the right edge of the paper, or of the printed area, is cut off by it."""

CUT_HEADING = 70.0
"""Points: the headings that the paper cuts off begin no further from its edge."""

Vertical = npt.NDArray[np.float64]
"""Upright lines: rows of x, top, bottom, sorted by x."""


def with_columns_by_place(heads: Sequence[TableHead], strip: Strip, vertical: Vertical) -> tuple[TableHead, ...]:
    """The heads with the columns added that their places name. Columns may still be missing from a head."""
    heads = [_without_sliver(head, strip) for head in heads]
    untils = [*(head.box.top for head in heads[1:]), float("inf")]
    return tuple(_completed(head, strip, vertical, until) for head, until in zip(heads, untils, strict=True))


def is_cut_off(head: TableHead, strip: Strip) -> bool:
    """Whether the table reaches the right edge of the page with its head, and so is cut off there."""
    return _reaches_edge(head.box, strip)


def columns_cut_off(head: TableHead, strip: Strip) -> tuple[Column, ...]:
    """The last columns of the form that were not found because the paper ends before them; else none."""
    runs = list(_runs_of_missing(head)) if is_cut_off(head, strip) else []
    at_end = bool(runs) and runs[-1][-1] is head.table.columns[-1]
    return tuple(column for column in runs[-1] if column.attribute in ROW_ELEMENTS) if at_end else ()


def _without_sliver(head: TableHead, strip: Strip) -> TableHead:
    """The head without its last column if only a sliver of that is on the paper, named by a few letters of its heading.

    Such letters may be like any heading. The column is told by the columns that are missing right before it.
    """
    *before, last = head.columns
    order = [column.attribute for column in head.table.columns]
    is_next = not before or order.index(last.column.attribute) == order.index(before[-1].column.attribute) + 1
    if is_next or last.likeness >= TOLD or not is_cut_off(head, strip):
        return head
    return replace(head, columns=tuple(before), box=head.box._replace(x1=before[-1].x1))


def _completed(head: TableHead, strip: Strip, vertical: Vertical, until: float) -> TableHead:
    found = {mapped.column.attribute: mapped for mapped in head.columns}
    for run in _runs_of_missing(head):
        edges = _edges(head, run, strip, vertical, until)
        if len(edges) == len(run) + 1:
            # The last column found seemed to reach the edge of the paper, but ends where the first missing one begins.
            if run[-1] is head.table.columns[-1]:
                last = head.columns[-1]
                found[last.column.attribute] = replace(last, x1=edges[0])
            for column, (x0, x1) in zip(run, pairwise(edges), strict=True):
                found[column.attribute] = MappedColumn(column, x0, x1, BY_PLACE)
    columns = tuple(found[column.attribute] for column in head.table.columns if column.attribute in found)
    if len(columns) == len(head.table.columns):
        columns = tuple(replace(one, likeness=max(one.likeness, BY_PLACE)) if one.is_part else one for one in columns)
    return replace(head, columns=columns, box=head.box._replace(x0=columns[0].x0, x1=columns[-1].x1))


def _runs_of_missing(head: TableHead) -> Iterator[list[Column]]:
    """Runs of neighbouring columns of the form that are missing from the head."""
    known = {mapped.column.attribute for mapped in head.columns}
    run: list[Column] = []
    for column in head.table.columns:
        if column.attribute not in known:
            run.append(column)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _edges(head: TableHead, run: Sequence[Column], strip: Strip, vertical: Vertical, until: float) -> list[float]:
    """The x of the upright lines in the place of the missing columns, with their outer edges."""
    order = [column.attribute for column in head.table.columns]
    first, last = order.index(run[0].attribute), order.index(run[-1].attribute)
    before = [mapped for mapped in head.columns if order.index(mapped.column.attribute) < first]
    after = [mapped for mapped in head.columns if order.index(mapped.column.attribute) > last]
    left = before[-1].x1 if before else -np.inf
    right = after[0].x0 if after else np.inf
    heights = [head.box.bottom]
    if not after and is_cut_off(head, strip):
        left = before[-1].x0 + COLUMN_MIN
        # The columns that the paper cuts off on this page may be complete on a later page.
        heights += [top for top in strip.tops if head.box.bottom < top < until]
    found = (_apart(vertical, BoundingBox(left, height, right, height + BELOW)) for height in heights)
    return max(found, key=len, default=[])


def _apart(vertical: Vertical, inside: BoundingBox) -> list[float]:
    """The x of the upright lines that run through the box `inside` to its bottom, each border once."""
    passing = (vertical[:, 1] <= inside.bottom) & (vertical[:, 2] >= inside.bottom)
    between = (inside.x0 - COLUMN_MIN / 2 <= vertical[:, 0]) & (vertical[:, 0] <= inside.x1 + COLUMN_MIN / 2)
    places: list[float] = []
    for x in np.sort(vertical[passing & between, 0]).tolist():
        if not places or x - places[-1] >= COLUMN_MIN:
            places.append(x)
    return places


def cut_headings(words: Iterable[Word], heads: Sequence[BoundingBox], strip: Strip) -> list[Word]:
    """Those of `words` that are, at the edge of the paper, the beginnings of words of the headings that it cuts off."""
    found: list[Word] = []
    cut = [(head, _edge_at(strip, head.top) - CUT_HEADING) for head in heads if _reaches_edge(head, strip)]
    for word in words if cut else ():
        text = plain(word.text)
        if any(x <= word.box.x_center and head.top <= word.box.y_center <= head.bottom for head, x in cut) and any(
            known.startswith(text) for known in own_words()
        ):
            found.append(word)
    return found


def right_edge(page: Page) -> float:
    """The x, in points on the page, beyond which nothing is printed: the paper's edge or that of the printed area."""
    return min(page.width, page.edge)


def _edge_at(strip: Strip, height: float) -> float:
    """The `right_edge` of the page at this height, on the strip."""
    page = strip.page_at(height)
    return page.scale * right_edge(page) + page.shift


def _reaches_edge(head: BoundingBox, strip: Strip) -> bool:
    """Whether the table with this head, or a line around the head, goes up to the edge of the paper."""
    edge = _edge_at(strip, head.top)
    return head.x1 >= edge - AT_EDGE or any(
        abs(line.x1 - edge) <= AT_EDGE and line.x0 <= head.x0 + AT_EDGE
        for line in strip.rulings
        if head.top - AT_EDGE <= line.top <= head.bottom + AT_EDGE and line.is_horizontal
    )
