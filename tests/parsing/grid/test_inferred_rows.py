"""The heights that separate the rows of a table without rulings."""

from random import Random

import pytest

from extractor.model.page import BoundingBox, Word
from extractor.parsing.grid.inferred_rows import row_edges

WALLS = (0.0, 100.0, 200.0)


def word(x: float, top: float, text: str = "D") -> Word:
    return Word(text, BoundingBox(x, top, x + 20.0, top + 8.0), 8.0)


def edges(*words: tuple[float, float], page_tops: tuple[float, ...] = ()) -> tuple[list[float], bool]:
    """The edges between rows whose own lines begin at x = 110."""
    data = [word(x, top) for x, top in words]
    anchors = [each.box for each in data if each.box.x0 == 110]
    return row_edges(data, anchors, WALLS, (0.0, 200.0), page_tops)


def test_the_white_between_two_rows() -> None:
    assert edges((10, 10), (110, 10), (10, 30), (110, 30)) == ([24.0], True)


def test_the_widest_white_parts_rows_of_several_lines() -> None:
    assert edges((10, 10), (10, 19), (10, 28), (110, 19), (10, 44), (110, 44)) == ([40.0], True)


def test_where_all_white_is_alike_a_row_s_own_line_stands_in_its_middle() -> None:
    assert edges((10, 10), (10, 20), (10, 30), (110, 20), (10, 40), (10, 50), (10, 60), (110, 50)) == ([39.0], True)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(((10, 10), (10, 20), (10, 30), (110, 10), (10, 40), (110, 35)), id="not-level"),
        pytest.param(((10, 14), (10, 8), (110, 10), (110, 16)), id="no-white"),
    ],
)
def test_rows_that_the_white_does_not_part_are_doubted(words: tuple[tuple[float, float], ...]) -> None:
    assert not edges(*words)[1]


def test_a_row_that_a_page_break_cuts_is_doubted() -> None:
    rows = ((10, 10), (110, 10), (10, 24), (110, 24))
    cut = ((10, 38), (10, 47), (110, 47), (10, 120), (10, 134), (10, 143), (110, 134))
    assert not edges(*rows, *cut, page_tops=(100.0,))[1]


@pytest.mark.parametrize("at_top", [True, False], ids=["lines-at-the-top", "lines-at-the-bottom"])
@pytest.mark.parametrize("seed", range(60))
def test_a_row_of_a_typed_table_that_a_page_break_cuts_is_one_row(seed: int, at_top: bool) -> None:  # noqa: FBT001
    random = Random(seed)  # noqa: S311
    counts = [random.randint(3, 6) for _ in range(random.randint(3, 6))]
    cut = random.randrange(1, len(counts) - 1)  # the row that is cut, before its line `line`
    line = random.randrange(1, counts[cut])
    words: list[tuple[float, float]] = []
    y, wanted, top = 10.0, list[float](), 0.0
    for row, count in enumerate(counts):
        if row:
            wanted.append(y)
        for number in range(count):
            if (row, number) == (cut, line):
                top = y + random.uniform(20, 60)
                y = top + random.uniform(20, 60)
            words.append((10, y))
            if number == (0 if at_top else count - 1):
                words.append((110, y))
            y += 9
        y += 6
    data = [word(x, top_) for x, top_ in words]
    anchors = [each.box for each in data if each.box.x0 == 110]
    found, is_sure = row_edges(data, anchors, WALLS, (0.0, y + 10), (top,))
    assert is_sure, seed
    for edge, begins in zip(found, wanted, strict=True):
        assert begins - 8 <= edge <= begins, seed
