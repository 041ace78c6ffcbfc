"""One geometry lays a picture out in the same way for the reader and for a person."""

import numpy as np
import pytest

from extractor.readers.image.laying_out import WORK_DPI, drawn_upright
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.straighten import laid_out, straighten, turned_over
from extractor.readers.picture import pictures
from samples import make

SCANS = make.FOLDER / "scans"
INK = 128


@pytest.fixture(scope="module", params=["bilevel200", "phone"])
def picture(request: pytest.FixtureRequest) -> PageImage:
    """A level sheet that fills its picture, or one that was photographed at an angle."""
    path = next(path for path in sorted(SCANS.iterdir()) if f".{request.param}." in path.name)
    return next(pictures(path, [1]))


def shared_ink(one: Pixels, other: Pixels) -> float:
    """The share of the paler picture's ink that both pictures of a page have at the same pixels."""
    height, width = (min(sides) for sides in zip(one.shape, other.shape, strict=True))
    first, second = one[:height, :width] < INK, other[:height, :width] < INK
    return float((first & second).sum() / min(first.sum(), second.sum()))


@pytest.mark.parametrize("turns", range(4))
def test_a_person_is_shown_the_ink_where_it_was_read(picture: PageImage, turns: int) -> None:
    lying = PageImage(1, np.ascontiguousarray(np.rot90(picture.pixels, -turns)), picture.dpi)
    straight = straighten(lying)
    over = turned_over(straight)
    for page in (straight, over):
        drawn = drawn_upright(lying.pixels, page.geometry, WORK_DPI)
        assert drawn.shape == page.flat.shape
        assert shared_ink(drawn, page.flat) > 0.9
    assert shared_ink(drawn_upright(lying.pixels, straight.geometry, WORK_DPI), over.flat) < 0.5


def test_a_picture_laid_out_again_is_the_same(picture: PageImage) -> None:
    first = straighten(picture)
    assert np.array_equal(laid_out(picture, first.geometry).flat, first.flat)


def test_a_finer_picture_of_the_page_is_the_same_page(picture: PageImage) -> None:
    straight = straighten(picture)
    finer = PageImage(1, np.ascontiguousarray(picture.pixels.repeat(2, axis=0).repeat(2, axis=1)))
    assert shared_ink(laid_out(finer, straight.geometry).flat, straight.flat) > 0.9
    assert shared_ink(drawn_upright(finer.pixels, straight.geometry, WORK_DPI), straight.flat) > 0.9


def test_colours_stay(picture: PageImage) -> None:
    geometry = straighten(picture).geometry
    red = np.full((*picture.pixels.shape, 3), (200, 30, 30), np.uint8)
    middle = drawn_upright(red, geometry, 100)[400:600, 300:500]
    assert np.all(middle == (200, 30, 30))
