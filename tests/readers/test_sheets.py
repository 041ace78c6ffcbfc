"""Two pages of a print on one sheet."""

import pytest

from extractor.model.page import BoundingBox, Page, Ruling, Word
from extractor.model.strip import stack
from extractor.readers.sheets import pages_of


def words(left: float, count: int = 12) -> tuple[Word, ...]:
    return tuple(Word(f"w{n}", BoundingBox(left, 20 + 10 * n, left + 30, 28 + 10 * n), 8) for n in range(count))


def sheet(*parts: tuple[Word, ...], rulings: tuple[Ruling, ...] = (), width: float = 792.0) -> Page:
    return Page(3, width, 612, sum(parts, ()), rulings)


def test_each_half_is_a_page_of_its_own_and_knows_its_place_on_the_sheet() -> None:
    first, second = pages_of(sheet(words(40), words(440), rulings=(Ruling(36, 10, 380, 11), Ruling(430, 10, 780, 11))))
    assert (first.number, second.number) == (3, 3)
    strip = stack((first, second))
    assert [word.box.x0 for word in strip.words] == pytest.approx([40] * 12 + [44] * 12)
    assert [len(page.rulings) for page in (first, second)] == [1, 1]
    assert strip.locate(strip.words[12].box) == (3, second.words[0].box)


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(sheet(words(40), words(440), words(380)), id="a-word-over-the-middle"),
        pytest.param(sheet(words(40), words(440), rulings=(Ruling(36, 300, 780, 301),)), id="a-line-over-the-middle"),
        pytest.param(sheet(words(40), words(440, 3)), id="a-signature-at-the-right"),
        pytest.param(sheet(words(40)), id="nothing-at-the-right"),
        pytest.param(sheet(words(40), words(340), width=600.0), id="not-landscape"),
    ],
)
def test_a_page_of_its_own_stays_whole(whole: Page) -> None:
    assert list(pages_of(whole)) == [whole]
