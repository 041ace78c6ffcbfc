"""A form photographed from one side, on a desk as bright as its paper, is found by its rulings alone."""

import cv2
import numpy as np
import pypdfium2
import pytest

from extractor.readers.image.perspective import find_form
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.sheet import find_sheet
from extractor.readers.image.straighten import seen_from_aside
from extractor.readers.scan.form_print.known_headings import known_heads
from extractor.readers.scan.rulings.fit import fitted
from extractor.readers.scan.rulings.pixels import ruling_pieces
from samples import make


@pytest.fixture(scope="module")
def page() -> Pixels:
    """The first sample as a clean picture at 200 dpi."""
    with pypdfium2.PdfDocument(make.PRINTS[0].path) as document:
        return np.array(document[0].render(scale=200 / 72, grayscale=True).to_numpy()).squeeze()


def photographed(page: Pixels, seed: int) -> Pixels:
    """The page photographed from one side on a coloured desk, in uneven light and with a camera's grain."""
    rng = np.random.default_rng(seed)
    height, width = page.shape
    frame = np.array([1.4 * width, 1.35 * height])
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = sheet + 0.17 * frame + rng.uniform(-0.045, 0.045, (4, 2)) * np.array([width, height])
    # One side is nearer to the camera, so levelling the lines of text is not enough.
    moved[:2, 0] += np.array([1, -1]) * 0.03 * width
    view = cv2.getPerspectiveTransform(sheet, moved.astype(np.float32))
    size = (int(frame[0]), int(frame[1]))
    seen = cv2.warpPerspective(page, view, size, flags=cv2.INTER_CUBIC, borderValue=(255,)).astype(np.float32)
    light = np.linspace(0.95, 0.75, size[0])[None, :] * np.linspace(1.0, 0.85, size[1])[:, None]
    grain = rng.normal(0, 4, seen.shape)
    return np.asarray(np.clip(seen * light + grain, 0, 255), np.uint8)


@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_on_a_desk_of_its_own_colour_is_found_by_the_forms_rulings(page: Pixels, seed: int) -> None:
    photo = photographed(page, seed)
    assert find_sheet(photo) is None
    straight = seen_from_aside(PageImage(1, photo))
    assert straight is not None
    pieces = ruling_pieces(straight.flat)
    heads = [head.table.element for head in known_heads(*fitted(pieces.across, pieces.down))]
    assert heads == ["nonDerivativeTable", "derivativeTable"]


@pytest.mark.parametrize("angle", [-4.0, -0.6, 0.0, 1.5])
def test_a_page_that_merely_lies_askew_is_left_to_its_lines_of_text(page: Pixels, angle: float) -> None:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.95)
    skewed = cv2.warpAffine(page, matrix, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)
    assert find_form(np.asarray(skewed, np.uint8)) is None


def test_a_page_without_rulings_says_nothing(page: Pixels) -> None:
    written = np.full_like(page, 255)
    for line in range(40):
        text = "The shares were sold in several trades at prices from $25.00 to $25.99"
        cv2.putText(written, text, (150, 150 + 45 * line), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    assert find_form(written) is None
