"""A form printed at two thirds of its size, two pages on a sheet, is drawn larger before it is read."""

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.model.geometry import whole
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.straighten import laid_out
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.page_from_picture import (
    NARROW_TABLE,
    USUAL_TABLE,
    at_usual_size,
    read_page_image,
    segmented,
)
from samples.degrade import scanned
from samples.print_form import print_form
from samples.printing.afterwards import two_up
from samples.random_filing import random_filing

SEED = 4
MANY = 50
"""Pictures in a call that reads a whole page; second looks and glances are at fewer."""


class BadlyReading:
    """An engine that reads one character, badly, in every picture, and counts the calls for whole pages."""

    name = "badly"

    def __init__(self) -> None:
        self.pages = 0

    def read(self, lines: Sequence[Pixels], _: Sequence[str | None] = ()) -> list[LineReading]:
        self.pages += len(lines) > MANY
        return [LineReading((Character("x", 0.3, 0.0, 1.0),)) for _ in lines]


@pytest.fixture(scope="module")
def sheet() -> PageImage:
    picture = scanned(two_up(print_form(random_filing(SEED), "edgar")), "office200", SEED)[0]
    return PageImage(1, np.asarray(picture.convert("L"), np.uint8), (200.0, 200.0))


def test_it_is_drawn_as_large_as_usual_by_the_width_of_its_tables(sheet: PageImage) -> None:
    height, width = sheet.pixels.shape
    small = segmented(laid_out(sheet, whole((width, height), (width * POINT, height * POINT))))
    assert small.heads, f"seed {SEED}"
    assert all(head.x1 - head.x0 < NARROW_TABLE for head in small.heads)
    larger = at_usual_size(sheet, small)
    assert len(larger.heads) >= len(small.heads)
    assert max(head.x1 - head.x0 for head in larger.heads) == pytest.approx(USUAL_TABLE, rel=0.02)
    assert larger.flat.shape[1] / width == pytest.approx(larger.straight.geometry.size[0] / (width * POINT), rel=0.01)
    assert at_usual_size(sheet, larger) is larger


def test_it_is_not_read_upside_down_where_both_heads_are_seen(sheet: PageImage) -> None:
    engine = BadlyReading()
    read_page_image(sheet, engine)
    assert engine.pages == 1
