"""Pages scanned one by one: a table that continues on the next page has one set of columns."""

import pytest

from extractor.model.page import BoundingBox, Page, Ruling, Word
from extractor.model.strip import stack
from extractor.readers.page_shifts import in_line

EDGES = (30.0, 66.0, 102.0, 160.0, 214.0, 240.0, 252.0, 286.0, 322.0, 355.0, 391.0)


def page(number: int, edges: tuple[float, ...], top: float, bottom: float, read_by: str = "ppocr") -> Page:
    word = Word("8,635", BoundingBox(edges[0] + 2, top + 2, edges[0] + 20, top + 10), 8)
    rulings = tuple(Ruling(x - 0.5, top, x + 0.5, bottom) for x in edges)
    return Page(number, 612, 792, (word,), rulings, read_by=read_by)


@pytest.mark.parametrize("moved", [-12.0, -4.0, 0.0, 2.5, 9.0])
def test_page_is_brought_in_line_with_the_table_before(moved: float) -> None:
    pages = in_line([page(1, EDGES, 500, 780), page(2, tuple(x + moved for x in EDGES), 20, 200)])
    assert pages[1].shift == pytest.approx(-moved)
    strip = stack(pages)
    lefts = [word.box.x0 for word in strip.words]
    assert lefts[0] == pytest.approx(lefts[1])


def test_box_is_located_where_the_page_itself_has_it() -> None:
    pages = in_line([page(1, EDGES, 500, 780), page(2, tuple(x + 6 for x in EDGES), 20, 200)])
    strip = stack(pages)
    assert strip.locate(strip.words[1].box) == (2, pages[1].words[0].box)


def test_another_table_moves_nothing() -> None:
    owners = (36.0, 240.0, 276.0, 320.0, 361.0, 402.0)
    assert in_line([page(1, EDGES, 500, 780), page(2, owners, 20, 200)])[1].shift == 0


def test_missing_lines_do_not_matter() -> None:
    some = tuple(x + 5 for index, x in enumerate(EDGES) if index not in {2, 7})
    assert in_line([page(1, EDGES, 500, 780), page(2, some, 20, 200)])[1].shift == pytest.approx(-5)


@pytest.mark.parametrize("moved", [-20.0, -3.0, 6.0, 18.0])
def test_a_page_with_a_text_layer_is_brought_in_line_too(moved: float) -> None:
    pages = in_line([page(1, EDGES, 500, 780, "pdfium"), page(2, tuple(x + moved for x in EDGES), 20, 200, "pdfium")])
    assert pages[1].shift == pytest.approx(-moved)


@pytest.mark.parametrize("scale", [0.6, 0.95, 1.3])
def test_a_page_printed_smaller_or_larger_has_the_same_columns(scale: float) -> None:
    pages = in_line([page(1, EDGES, 500, 780, "pdfium"), page(2, tuple(scale * x for x in EDGES), 20, 200, "pdfium")])
    strip = stack(pages)
    ends = [(ruling.x0 + ruling.x1) / 2 for ruling in strip.rulings[len(EDGES) :]]
    assert ends == pytest.approx(EDGES)
    assert strip.locate(strip.words[1].box) == (2, pytest.approx(pages[1].words[0].box))


def test_a_text_layer_that_lies_aside_by_less_than_a_point_stays() -> None:
    pages = in_line([page(1, EDGES, 500, 780, "pdfium"), page(2, tuple(x + 0.5 for x in EDGES), 20, 200, "pdfium")])
    assert [page.shift for page in pages] == [0, 0]
