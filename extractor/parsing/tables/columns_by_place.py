"""Columns whose headings cannot be read → columns by their place: between two that are known, or at a table's edge.

A heading may be painted over, torn off, or stand beyond the edge of the paper. Its column is named all the same where
exactly as many columns are ruled there as headings of the form are missing. Of one that is seen in part, the place
tells as much as the rest would, if no column is missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import Column
from extractor.model.page import BoundingBox
from extractor.model.strip import Strip
from extractor.parsing.tables.columns import COLUMN_MIN, MappedColumn, TableHead

BY_PLACE = 0.9
"""What a heading that was not read counts, whose column its place names."""
BELOW = 6.0
"""Points below its head that a table's lines run on: the height of a line of type."""
AT_EDGE = 3.0
"""Points from the end of a table to the edge of the paper that cuts it off."""

Vertical = npt.NDArray[np.float64]
"""Upright lines as rows of x, top, bottom, from the left."""


def with_columns_by_place(heads: Sequence[TableHead], strip: Strip, vertical: Vertical) -> tuple[TableHead, ...]:
    """The heads with the columns that their places name. A head may keep columns that nothing names."""
    untils = [*(head.box.top for head in heads[1:]), float("inf")]
    return tuple(_completed(head, strip, vertical, until) for head, until in zip(heads, untils, strict=True))


def is_cut_off(head: TableHead, strip: Strip) -> bool:
    """Whether the table goes on beyond the right edge of the paper that its head stands on."""
    return head.columns[-1].x1 >= _right_edge(strip, head.box.top) - AT_EDGE


def columns_cut_off(head: TableHead, strip: Strip) -> tuple[Column, ...]:
    """The last columns of the form, if the paper ends before them; none of them was found."""
    runs = list(_runs_of_missing(head)) if is_cut_off(head, strip) else []
    at_end = bool(runs) and runs[-1][-1] is head.table.columns[-1]
    return tuple(column for column in runs[-1] if column.attribute in ROW_ELEMENTS) if at_end else ()


def _completed(head: TableHead, strip: Strip, vertical: Vertical, until: float) -> TableHead:
    found = {mapped.column.attribute: mapped for mapped in head.columns}
    for run in _runs_of_missing(head):
        edges = _edges(head, run, strip, vertical, until)
        if len(edges) == len(run) + 1:
            if run[-1] is head.table.columns[-1]:  # the edge of the paper is no edge of the column before
                last = head.columns[-1]
                found[last.column.attribute] = replace(last, x1=edges[0])
            for column, (x0, x1) in zip(run, pairwise(edges), strict=True):
                found[column.attribute] = MappedColumn(column, x0, x1, BY_PLACE)
    columns = tuple(found[column.attribute] for column in head.table.columns if column.attribute in found)
    if len(columns) == len(head.table.columns):
        columns = tuple(replace(one, likeness=max(one.likeness, BY_PLACE)) if one.is_part else one for one in columns)
    return replace(head, columns=columns, box=head.box._replace(x0=columns[0].x0, x1=columns[-1].x1))


def _runs_of_missing(head: TableHead) -> Iterator[list[Column]]:
    """Columns of the form beside each other that the head has not."""
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
    """The upright lines where the missing columns must stand, both ends included."""
    order = [column.attribute for column in head.table.columns]
    first, last = order.index(run[0].attribute), order.index(run[-1].attribute)
    before = [mapped for mapped in head.columns if order.index(mapped.column.attribute) < first]
    after = [mapped for mapped in head.columns if order.index(mapped.column.attribute) > last]
    left = before[-1].x1 if before else -np.inf
    right = after[0].x0 if after else np.inf
    heights = [head.box.bottom]
    if not after and is_cut_off(head, strip):
        left = before[-1].x0 + COLUMN_MIN
        # What the paper cuts off may stand whole on a later page.
        heights += [top for top in strip.tops if head.box.bottom < top < until]
    found = (_apart(vertical, BoundingBox(left, height, right, height + BELOW)) for height in heights)
    return max(found, key=len, default=[])


def _apart(vertical: Vertical, inside: BoundingBox) -> list[float]:
    """The places of the upright lines that run through a part of the strip, each border once."""
    passing = (vertical[:, 1] <= inside.bottom) & (vertical[:, 2] >= inside.bottom)
    between = (inside.x0 - COLUMN_MIN / 2 <= vertical[:, 0]) & (vertical[:, 0] <= inside.x1 + COLUMN_MIN / 2)
    places: list[float] = []
    for x in np.sort(vertical[passing & between, 0]).tolist():
        if not places or x - places[-1] >= COLUMN_MIN:
            places.append(x)
    return places


def _right_edge(strip: Strip, height: float) -> float:
    """Where the page at this height of the strip ends at the right."""
    page = strip.page_at(height)
    return page.scale * page.width + page.shift
