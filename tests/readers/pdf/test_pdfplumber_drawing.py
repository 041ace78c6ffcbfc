"""What the second reader takes for a line: a browser's borders, whose ends are cut diagonally, but no tick."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from extractor.model.page import BoundingBox, Page, Ruling
from extractor.readers.pdf import camelot_grid
from extractor.readers.pdf.pdfplumber_drawing import sort_drawing


def drawn(points: list[tuple[float, float]]) -> dict[str, Any]:
    xs, ys = zip(*points, strict=True)
    box = {"x0": min(xs), "x1": max(xs), "top": min(ys), "bottom": max(ys)}
    paint = {"fill": True, "stroke": False, "non_stroking_color": (0.5,), "stroking_color": None}
    return {**box, **paint, "pts": points, "object_type": "curve", "path": [("m", points[0])]}


def place(item: dict[str, Any]) -> BoundingBox:
    return BoundingBox(item["x0"], item["top"], item["x1"], item["bottom"])


def border(x0: float, y: float, x1: float, width: float, *, is_level: bool) -> dict[str, Any]:
    """One side of a cell's border: its outer edge is longer than its inner one."""
    points = [(x0, y), (x1, y), (x1 - width, y + width), (x0 + width, y + width)]
    return drawn(points if is_level else [(y, x) for x, y in points])


@pytest.mark.parametrize("seed", range(40))
def test_borders_with_mitred_corners_are_lines(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    borders = []
    for _ in range(random.randint(1, 20)):
        x0, y, width = random.uniform(0, 300), random.uniform(0, 700), random.uniform(0.3, 1.9)
        borders.append(border(x0, y, x0 + random.uniform(12, 280), width, is_level=random.random() < 0.5))
    found = sort_drawing(borders, place)
    assert (len(found.rulings), found.ticks) == (len(borders), ()), f"seed {seed}"


@pytest.mark.parametrize("seed", range(20))
def test_a_slanting_stroke_in_a_box_is_no_line(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    x, y, side = random.uniform(0, 500), random.uniform(0, 700), random.uniform(4, 12)
    stroke = drawn([(x, y), (x + 1, y), (x + side, y + side), (x + side - 1, y + side)])
    found = sort_drawing([stroke], place)
    assert (found.rulings, len(found.ticks)) == ((), 1), f"seed {seed}"


@dataclass
class Table:
    """A table as camelot gives it, with heights counted from the bottom of the page."""

    _segments: tuple[list[tuple[float, ...]], list[tuple[float, ...]]]
    _bbox: tuple[float, float, float, float] = (50, 50, 550, 750)
    pdf_size: tuple[float, float] = (600, 800)


@pytest.mark.parametrize("seed", range(20))
def test_a_grid_that_lost_lines_does_not_replace_the_drawn_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    heights = sorted(random.uniform(60, 740) for _ in range(random.randint(6, 40)))
    columns = sorted(random.uniform(60, 540) for _ in range(random.randint(6, 16)))
    own = [Ruling(60, y - 0.3, 540, y + 0.3) for y in heights] + [Ruling(x, 60, x + 0.6, 740) for x in columns]
    page = Page(1, 600, 800, (), tuple(own), read_by="pdfplumber")
    upright = [(x, 60.0, x, 740.0) for x in columns]
    level = [(60.0, 800 - y, 540.0, 800 - y) for y in heights]
    for lost, reader in ((0, "pdfplumber+camelot"), (len(level) * 2 // 3, "pdfplumber")):
        table = Table((upright, level[lost:]))
        monkeypatch.setattr(camelot_grid, "camelot", SimpleNamespace(read_pdf=lambda *_, table=table, **__: [table]))
        assert camelot_grid.ruled(Path("a.pdf"), page).read_by == reader, f"seed {seed}"
