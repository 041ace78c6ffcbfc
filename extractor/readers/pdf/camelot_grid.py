"""Camelot's lattice → the rulings of a page's tables, found by another hand than the first key's.

Camelot finds the tables from the lines the PDF draws, parsed by a library of its own (playa) and
grouped by where they cross: it shares no code with pdfium, and little with pdfplumber.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import camelot
import numpy as np
import numpy.typing as npt

from extractor.model.page import BoundingBox, Page, Ruling

READER = "camelot"
ENGINE = "vector"
"""Lines as drawn; its other engines look at a picture that pdfium paints, the very library we want a second
opinion on, take three times as long, and see lines in rows of underscores."""
RULINGS_MAX = 5000
"""A page with more lines is a drawing; camelot compares each line with each."""
SAME_SIZE = 1.0
"""Points by which two readers' ideas of a page's size may differ."""
SAME_LINE = 2.0
"""Points between two readers' places of one line; a browser draws a border as two."""
COVERED_LEAST = 0.9
"""Of the length of the lines drawn in a table camelot must have found so much: it loses lines of long tables."""
INSIDE = 1.5
"""Points by which a ruling may stick out of the table it belongs to."""


def ruled(path: Path, page: Page) -> Page:
    """A page of the PDF at `path` with the rulings of camelot's tables in place of its own there.

    Outside those tables, and where camelot found none or lost lines that are drawn, the page keeps its own rulings; a
    page whose grid is camelot's says so in `read_by`.
    """
    tables = _tables(path, page) if len(page.rulings) <= RULINGS_MAX else ()
    return _with_tables(page, tables) if tables else page


def _tables(path: Path, page: Page) -> tuple[Any, ...]:
    """Camelot's tables on the page; none where it fails, for the page's own rulings stand in."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = camelot.read_pdf(
                str(path),
                pages=str(page.number),
                flavor="lattice",
                engine=ENGINE,
                suppress_stdout=True,
            )
    except Exception:  # noqa: BLE001 - whatever a damaged or locked PDF does to it, there is no table then
        return ()
    return tuple(table for table in found if _is_same_size(table.pdf_size, page))


def _is_same_size(size: tuple[float, float], page: Page) -> bool:
    """Whether camelot sees the page as large as we do; else its heights count from another bottom."""
    return abs(size[0] - page.width) <= SAME_SIZE and abs(size[1] - page.height) <= SAME_SIZE


def _with_tables(page: Page, tables: Iterable[Any]) -> Page:
    boxes: list[BoundingBox] = []
    rulings: list[Ruling] = []
    for table in tables:
        box = _place(table, page.height)
        found = [line for line in _lines(table, page.height) if _lies_in(line, box)]
        if _covered([line for line in page.rulings if _lies_in(line, box)], found) >= COVERED_LEAST:
            boxes.append(box)
            rulings += found
    if not boxes:
        return page
    outside = [line for line in page.rulings if not any(_lies_in(line, box) for box in boxes)]
    return replace(page, rulings=(*rulings, *outside), read_by=f"{page.read_by}+{READER}")


def _covered(own: Sequence[Ruling], found: Sequence[Ruling]) -> float:
    """Of the length of the page's own lines the part on which camelot found a line, too: 0 to 1."""
    seen = whole = 0.0
    for is_level in (True, False):
        mine, other = (_along(lines, is_level=is_level) for lines in (own, found))
        near = np.abs(mine[:, :1] - other[:, 0]) <= SAME_LINE
        shared = np.minimum(mine[:, 2:], other[:, 2]) - np.maximum(mine[:, 1:2], other[:, 1])
        length = mine[:, 2] - mine[:, 1]
        seen += float(np.minimum((near * np.maximum(shared, 0)).sum(axis=1), length).sum())
        whole += float(length.sum())
    return seen / whole if whole else 1.0


def _along(lines: Sequence[Ruling], *, is_level: bool) -> npt.NDArray[np.float64]:
    """Position, start and end of the level lines, or of the upright ones."""
    chosen = np.array([line for line in lines if line.is_horizontal == is_level], dtype=np.float64).reshape(-1, 4)
    x0, top, x1, bottom = chosen.T
    return np.column_stack([(top + bottom) / 2, x0, x1] if is_level else [(x0 + x1) / 2, top, bottom])


def _place(table: Any, height: float) -> BoundingBox:
    """Where the table lies on the page, with a little air."""
    x0, low, x1, high = table._bbox  # noqa: SLF001 - camelot tells a table's place nowhere else
    return BoundingBox(x0 - INSIDE, height - high - INSIDE, x1 + INSIDE, height - low + INSIDE)


def _lies_in(line: Ruling, box: BoundingBox) -> bool:
    return box.x0 <= line.x0 and line.x1 <= box.x1 and box.top <= line.top and line.bottom <= box.bottom


def _lines(table: Any, height: float) -> Iterator[Ruling]:
    """The lines camelot drew the table's cells from; its heights count from the page's bottom.

    Not the edges of the cells themselves: camelot closes a table's border and runs a line on to
    the table's end where it cannot tell where it stops, and a row cut by a page break is neither.
    """
    vertical, horizontal = table._segments  # noqa: SLF001 - camelot tells its lines nowhere else
    for left, bottom, right, top in (*vertical, *horizontal):
        yield Ruling(min(left, right), height - max(top, bottom), max(left, right), height - min(top, bottom))
