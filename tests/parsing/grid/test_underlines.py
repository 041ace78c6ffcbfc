"""Lines under a text bound no cell."""

import pytest

from extractor.model.page import BoundingBox, Page, Ruling, Word
from extractor.model.strip import stack
from extractor.parsing.grid.underlines import without_underlines

NAME = (Word("PIMCO", BoundingBox(103, 40, 140, 50), 10), Word("FUND", BoundingBox(143, 40, 180, 50), 10))


@pytest.mark.parametrize(
    ("ruling", "stays"),
    [
        pytest.param(Ruling(103, 49, 180, 49.7), False, id="under-the-text"),
        pytest.param(Ruling(103, 51, 180, 51.7), False, id="a-little-lower"),
        pytest.param(Ruling(100, 49, 183, 49.7), True, id="wider-than-the-text"),
        pytest.param(Ruling(103, 38, 180, 38.7), True, id="above-it"),
        pytest.param(Ruling(103, 56, 180, 56.7), True, id="far-below"),
    ],
)
def test_underlines(ruling: Ruling, stays: bool) -> None:  # noqa: FBT001
    page = Page(1, 612, 792, NAME, (ruling,))
    assert list(without_underlines(stack((page,)))) == [ruling] * stays


def test_the_edge_of_a_cell_as_wide_as_its_text_is_no_underline() -> None:
    edges = (Ruling(103, 51, 180, 51.7), Ruling(179.6, 30, 180.4, 60))
    assert list(without_underlines(stack((Page(1, 612, 792, NAME, edges),)))) == list(edges)
