"""Lines are joined, kept or dropped by what they bound; every word has one cell, and cells of a row never overlap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.page import BoundingBox, Page, Ruling, Word
from extractor.model.strip import Strip, stack
from extractor.parsing.grid.cells import find_cells, whole_words
from extractor.parsing.grid.lines import Lines, find_lines
from extractor.parsing.tables.rows import find_rows

EDGES = (50.0, 120.0, 180.0, 260.0)
HEIGHTS = (100.0, 130.0, 160.0, 190.0)


def level(x0: float, y: float, x1: float) -> Ruling:
    return Ruling(x0, y, x1, y + 0.75)


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x, top, x + 0.75, bottom)


def grid(edges: tuple[float, ...] = EDGES, heights: tuple[float, ...] = HEIGHTS) -> tuple[Ruling, ...]:
    """A table drawn cell by cell, as browsers do it."""
    return tuple(
        side
        for x0, x1 in pairwise(edges)
        for y0, y1 in pairwise(heights)
        for side in (level(x0, y0, x1), level(x0, y1, x1), upright(x0, y0, y1), upright(x1, y0, y1))
    )


def word(text: str, x: float, y: float, size: float = 9.0) -> Word:
    return Word(text, BoundingBox(x, y, x + 5.0 * len(text), y + size), size)


def strip(words: tuple[Word, ...], rulings: tuple[Ruling, ...], *, pages: int = 1) -> Strip:
    return stack((Page(1, 612, 792, words, rulings), *(Page(n, 612, 792) for n in range(2, pages + 1))))


def positions(lines: Lines) -> tuple[list[int], list[int]]:
    """Heights of the level lines and places of the upright ones, rounded to five points."""
    return [5 * round(y / 5) for y in lines.horizontal[:, 0]], [5 * round(x / 5) for x in lines.vertical[:, 0]]


BARE = positions(find_lines(grid()))


def test_a_grid_drawn_in_pieces_is_as_many_lines_as_the_eye_sees() -> None:
    assert BARE == ([100, 130, 160, 190], [50, 120, 180, 260])
    assert [(round(start), round(end)) for _, start, end in find_lines(grid()).horizontal] == [(50, 260)] * 4


@pytest.mark.parametrize(
    "stray",
    [
        pytest.param(level(60, 121, 110), id="underline"),
        pytest.param(level(50.4, 115, 90), id="half-a-cell"),
        pytest.param(level(0, 145, 612), id="streak-across-the-page"),
        pytest.param(level(130, 145, 230), id="through-part-of-a-row"),
        pytest.param(upright(150, 0, 792), id="streak-down-the-page"),
        pytest.param(upright(120.9, 0, 792), id="streak-beside-a-border"),
        pytest.param(level(0, 130.6, 612), id="streak-on-a-row-line"),
        pytest.param(upright(150, 110, 122), id="tick"),
        pytest.param(level(60, 400, 560), id="rule-to-write-on"),
        pytest.param(upright(121.2, 100, 190), id="double-border"),
        pytest.param(level(50, 131.2, 260), id="double-row-line"),
        pytest.param(level(50, 130, 120), id="the-same-again"),
    ],
)
def test_a_stray_bounds_nothing(stray: Ruling) -> None:
    lines = find_lines((*grid(), stray))
    assert positions(lines) == BARE
    assert [(round(start), round(end)) for _, start, end in lines.vertical] == [(100, 190)] * 4


@pytest.mark.parametrize(
    ("real", "index", "position"),
    [
        pytest.param(level(50, 145, 260), 0, 145, id="row-line"),
        pytest.param(level(120, 145, 180), 0, 145, id="line-across-one-cell"),
        pytest.param(upright(90, 100, 190), 1, 90, id="column-line"),
        pytest.param(upright(90, 130, 160), 1, 90, id="line-down-one-cell"),
    ],
)
def test_a_line_from_border_to_border_is_kept(real: Ruling, index: int, position: int) -> None:
    assert position in positions(find_lines((*grid(), real)))[index]


def test_a_column_on_a_page_that_a_table_fills_goes_on() -> None:
    """In a row that is cut at the top and at the bottom, the edges of columns have no lines at which they end."""
    below = tuple(upright(x, 820, 1500) for x in EDGES)
    tall = {round(end) for _, _, end in find_lines((*grid(), *below)).vertical}
    assert tall == {190, 1500}


def test_columns_of_many_tables_that_nearly_meet_stay_apart() -> None:
    """Tables one below the other, each a step further right, so that no gap separates their columns."""
    steps = tuple(upright(120 + 1.4 * n, 300 + 40 * n, 330 + 40 * n) for n in range(8))
    ends = tuple(level(100, y, 200) for n in range(8) for y in (300 + 40 * n, 330 + 40 * n))
    outer = tuple(upright(x, 290, 640) for x in (100, 200))
    inner = [line for line in find_lines((*steps, *ends, *outer)).vertical if 110 < line[0] < 190]
    assert len(inner) == 8
    assert all(abs(x - (120 + 1.4 * (round(top) - 300) / 40)) < 1.6 for x, top, _ in inner)


def test_nothing_drawn_is_no_lines() -> None:
    assert positions(find_lines(())) == ([], [])


WORDS = st.lists(
    st.builds(
        word, st.text("ab19", min_size=1, max_size=6), st.floats(20, 280).map(round), st.floats(80, 200).map(round)
    ),
    max_size=12,
)


@given(WORDS)
def test_every_word_lies_in_exactly_one_cell(words: list[Word]) -> None:
    sheet = strip(tuple(words), grid())
    cells = find_cells(sheet, find_lines(sheet.rulings))
    assert sorted(each for cell in cells for each in cell.words) == sorted(words)
    assert all(cell.box.holds(each.box.x_center, each.box.y_center) for cell in cells for each in cell.words)


@given(WORDS)
def test_cells_never_overlap(words: list[Word]) -> None:
    sheet = strip(tuple(words), grid())
    # Outside the grid, a cell may have no line of its own on one side, and may extend behind the grid.
    boxes = [
        cell.box
        for cell in find_cells(sheet, find_lines(sheet.rulings))
        if cell.box.x0 > 45 and cell.box.x1 < 265 and cell.box.top > 95 and cell.box.bottom < 195
    ]
    shared = [
        (a, b)
        for index, a in enumerate(boxes)
        for b in boxes[index + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0 and min(a.bottom, b.bottom) - max(a.top, b.top) > 0
    ]
    assert shared == []


@given(WORDS)
def test_rows_hold_each_word_once_and_under_its_own_column(words: list[Word]) -> None:
    sheet = strip(tuple(words), grid())
    head = BoundingBox(EDGES[0], 70, EDGES[-1], HEIGHTS[0])
    spans = list(pairwise(EDGES))
    rows, astray = find_rows(sheet, find_lines(sheet.rulings), head=head, spans=spans, until=1000)
    held = [each for row in rows for cell in row.cells for each in cell.words]
    inside = [each for each in words if head.bottom < each.box.y_center < 190 and 47.5 <= each.box.x_center <= 262.5]
    assert sorted((*held, *astray)) == sorted(inside)
    for row in rows:
        assert [(cell.box.x0, cell.box.x1) for cell in row.cells] == spans
        assert all(
            x0 <= each.box.x_center <= x1
            for (x0, x1), cell in zip(spans, row.cells, strict=True)
            for each in cell.words
        )


@pytest.mark.parametrize(
    ("rulings", "texts"),
    [
        pytest.param((upright(74.8, 0, 792),), ["10,000", "A"], id="a-streak-through-a-word"),
        pytest.param((upright(74.8, 100, 190),), ["10,", "000", "A"], id="a-border-through-a-word"),
        pytest.param((), ["10,", "000", "A"], id="two-words-that-touch-without-a-line"),
    ],
)
def test_a_word_cut_by_a_streak_is_whole_again(rulings: tuple[Ruling, ...], texts: list[str]) -> None:
    sheet = strip((word("10,", 60, 110), word("000", 75, 110), word("A", 130, 110)), (*grid(), *rulings))
    assert [each.text for each in whole_words(sheet, find_lines(sheet.rulings)).words] == texts
