"""Takes the rulings of a page's tables from camelot, as a second opinion on the rulings that were read first.

Camelot finds tables from the lines the PDF draws, and groups the lines by where they cross. It parses the PDF with a
library of its own (playa): it shares no code with pdfium, and little with pdfplumber.
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
"""This engine uses the lines as the PDF draws them. Camelot's other engines look at a picture painted by pdfium, the
library that is to be checked; they take three times as long, and take rows of underscores for lines."""
RULINGS_MAX = 5000
"""A page with more lines is a drawing, and is not asked about: camelot compares each line with every other."""
SAME_SIZE = 1.0
"""Points: the two readers' widths and heights of the page may differ by this."""
SAME_LINE = 2.0
"""Points: the two readers may place one line so far apart; a browser draws a border as two lines."""
COVERED_LEAST = 0.9
"""Share of the length of the page's own lines in a table that camelot must find: it loses lines of long tables."""
INSIDE = 1.5
"""Points: a ruling may stick out of its table by this."""


def ruled(path: Path, page: Page) -> Page:
    """`page`, of the PDF at `path`, with its rulings inside camelot's tables replaced by camelot's.

    The page keeps its own rulings outside those tables, and in tables of which camelot lost lines. If any rulings were
    replaced, `read_by` names camelot, too.
    """
    tables = _tables(path, page) if len(page.rulings) <= RULINGS_MAX else ()
    return _with_tables(page, tables) if tables else page


def _tables(path: Path, page: Page) -> tuple[Any, ...]:
    """Camelot's tables on the page; none if camelot fails, as the page then keeps its own rulings."""
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
    """Whether camelot has the same page size; if not, its y coordinates count from another lower edge."""
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
    """The share (0 to 1) of the total length of the page's `own` lines on which camelot `found` a line, too."""
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
    """The level lines (or the upright ones) as rows of position, start and end."""
    chosen = np.array([line for line in lines if line.is_horizontal == is_level], dtype=np.float64).reshape(-1, 4)
    x0, top, x1, bottom = chosen.T
    return np.column_stack([(top + bottom) / 2, x0, x1] if is_level else [(x0 + x1) / 2, top, bottom])


def _place(table: Any, height: float) -> BoundingBox:
    """The table's box on the page, widened by `INSIDE` on each side."""
    x0, low, x1, high = table._bbox  # noqa: SLF001 - camelot tells a table's place nowhere else
    return BoundingBox(x0 - INSIDE, height - high - INSIDE, x1 + INSIDE, height - low + INSIDE)


def _lies_in(line: Ruling, box: BoundingBox) -> bool:
    return box.x0 <= line.x0 and line.x1 <= box.x1 and box.top <= line.top and line.bottom <= box.bottom


def _lines(table: Any, height: float) -> Iterator[Ruling]:
    """The lines from which camelot built the table's cells, with y turned to count from the page's top.

    The edges of the cells are not used: camelot closes the border of every table, and lengthens a line to the table's
    end where it cannot tell where the line stops. Both are wrong for a row that a page break cuts.
    """
    vertical, horizontal = table._segments  # noqa: SLF001 - camelot tells its lines nowhere else
    for left, bottom, right, top in (*vertical, *horizontal):
        yield Ruling(min(left, right), height - max(top, bottom), max(left, right), height - min(top, bottom))
