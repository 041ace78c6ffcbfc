"""A page is drawn as it was laid out for reading: a place in points is at the same place in the drawing."""

import random
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.shown_page import DPI, boxed_page

RED = (255, 0, 0)
SCALE = DPI / 72


def laid_aside(seed: int) -> tuple[Geometry, Image.Image, BoundingBox]:
    """A photograph of a sheet that is shifted, turned and tilted, with one black word on it, and the word's box."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    size, turns = chance.choice([(612.0, 792.0), (792.0, 612.0)]), chance.randrange(4)
    width, height = (round(side * 1.6) for side in size)

    def near(x: float, y: float) -> tuple[float, float]:
        return x + chance.uniform(-30, 30), y + chance.uniform(-30, 30)

    corners = (near(90, 90), near(width - 90, 90), near(width - 90, height - 90), near(90, height - 90))
    geometry = Geometry((width, height), corners, size, turns, angle=chance.uniform(-3, 3))
    left, top = (chance.uniform(150, 300) for _ in range(2))
    box = BoundingBox(left, top, left + 120, top + 40)
    picture = Image.new("L", (width, height), 200)
    drawing = ImageDraw.Draw(picture)
    drawing.polygon(corners, fill=255)
    edges = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
    drawing.polygon([geometry.to_picture(*edge) for edge in edges], fill=0)
    return geometry, picture, box


def saved(picture: Image.Image, kind: str) -> bytes:
    content = BytesIO()
    if kind == "png":
        picture.save(content, "PNG")
    else:
        canvas = Canvas(content, pagesize=(picture.width / 2, picture.height / 2))
        canvas.drawImage(ImageReader(picture), 0, 0, picture.width / 2, picture.height / 2)
        canvas.save()
    return content.getvalue()


@pytest.mark.parametrize("kind", ["png", "pdf"])
@pytest.mark.parametrize("seed", range(8))
def test_a_box_lies_on_the_word_it_is_of(seed: int, kind: str) -> None:
    geometry, picture, box = laid_aside(seed)
    drawn = np.asarray(boxed_page(saved(picture, kind), 1, [], geometry).convert("L"))
    assert drawn.shape[::-1] == tuple(round(side * SCALE) for side in geometry.page), seed
    inner = drawn[round(40 * SCALE) : -round(40 * SCALE), round(40 * SCALE) : -round(40 * SCALE)]
    rows, columns = (np.flatnonzero((inner < 128).any(axis=axis)) / SCALE + 40 for axis in (1, 0))
    found = (columns[0], rows[0], columns[-1], rows[-1])
    assert found == pytest.approx((box.x0, box.top, box.x1, box.bottom), abs=1.5), seed
    framed = np.asarray(boxed_page(saved(picture, kind), 1, [(box, RED)], geometry))
    red_rows, red_columns = np.nonzero((framed == RED).all(axis=2))
    assert (red_columns.min() / SCALE, red_rows.min() / SCALE) == pytest.approx((box.x0, box.top), abs=1.0)


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, picture, _ = laid_aside(1)
    for kind in ("png", "pdf"):
        with pytest.raises(UnreadableDocumentError, match="page 2 cannot be drawn"):
            boxed_page(saved(picture, kind), 2, [], None)
    with pytest.raises(UnreadableDocumentError, match="cannot be drawn"):
        boxed_page(tmp_path / "gone.pdf", 1, [], None)
