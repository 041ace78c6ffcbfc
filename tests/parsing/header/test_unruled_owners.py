"""Boxes 1 on a page without rulings are found by their labels, wherever the cells of other pages cut the page."""

from random import Random

import pytest

from extractor.model.page import BoundingBox, Page, Word
from extractor.model.strip import stack
from extractor.parsing.grid.labels import Segment
from extractor.parsing.header.unruled_owners import unruled_owners

LABEL = "1. Name and Address of Reporting Person*"


def line(text: str, x: float, y: float) -> list[Word]:
    words = []
    for each in text.split():
        words.append(Word(each, BoundingBox(x, y, x + 4 * len(each), y + 8), 8.0))
        x += 4 * len(each) + 3
    return words


@pytest.mark.parametrize("seed", range(10))
def test_every_label_below_the_tables_is_a_box(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - reproducible pages
    left, count = chance.uniform(20, 60), chance.randint(1, 6)
    tops = [40 + 110.0 * place for place in range(count)]
    words = [
        word for y in tops for text, down in ((LABEL, 0), ("Fenwick Ian", 12)) for word in line(text, left, y + down)
    ]
    words += line("1. The shares were sold by the reporting person named above.", left, 730)
    strip = stack((Page(1, 612, 792, tuple(words)),))
    found = list(unruled_owners(strip, [], 0.0))
    assert [round(segment.label[0].box.top) for segment in found] == [round(y) for y in tops]
    place = chance.randrange(count)
    known = Segment("owner", BoundingBox(left, tops[place], left + 200, tops[place] + 100), found[place].label[1:], ())
    rest = list(unruled_owners(strip, [known], 0.0))
    assert [segment.label for segment in rest] == [each.label for n, each in enumerate(found) if n != place]
    assert all(segment.box.width == pytest.approx(200) for segment in rest)
    assert not list(unruled_owners(strip, [], 792.0))
