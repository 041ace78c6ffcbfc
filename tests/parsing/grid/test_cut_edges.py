"""A table wider than the print: its right edge is not drawn, but its rows are read."""

from random import Random

import numpy as np
import pytest

from extractor.model.page import Ruling
from extractor.parsing.grid.cut_edges import cut_edges
from extractor.parsing.grid.lines import find_lines


def level(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(x0, y - 0.3, x1, y + 0.3)


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x - 0.3, top, x + 0.3, bottom)


def table(random: Random, top: float, right: float, *, is_cut: bool) -> tuple[list[Ruling], list[float], list[float]]:
    """The rulings of a table, the heights of its level lines, and the places of its upright ones."""
    heights = [top]
    for _ in range(random.randint(2, 9)):
        heights.append(heights[-1] + random.uniform(14, 60))
    edges = sorted(random.uniform(40, right - 20) for _ in range(random.randint(1, 12)))
    places = [34.0, *edges] + [right] * (not is_cut)
    rulings = [level(y, 34, right) for y in heights] + [upright(x, heights[0], heights[-1]) for x in places]
    return rulings, heights, places


@pytest.mark.parametrize("seed", range(40))
def test_the_level_lines_of_a_table_cut_at_the_right_stay_lines(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    whole, above, _ = table(random, 40, 560, is_cut=False)
    cut, heights, _ = table(random, above[-1] + 30, 595, is_cut=True)
    lines = find_lines([*whole, *cut])
    found = [y for y in heights if (np.abs(lines.horizontal[:, 0] - y) < 1).any()]
    assert found == heights, f"seed {seed}"
    (edge,) = lines.vertical[np.abs(lines.vertical[:, 0] - 595) < 1]
    assert edge[1:].tolist() == pytest.approx([heights[0], heights[-1]], abs=1)


@pytest.mark.parametrize("seed", range(20))
def test_lines_to_write_on_make_no_edge(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    box, _, _ = table(random, 40, 560, is_cut=False)
    lines = find_lines([*box, *(level(700 + 12 * n, 360, 520) for n in range(random.randint(3, 6)))])
    assert not len(cut_edges(lines.horizontal, lines.vertical)), f"seed {seed}"
    assert lines.horizontal[:, 0].max() < 699
