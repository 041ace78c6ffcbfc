"""The head of the form on paper is levelled by its rulings, and is not spoilt by the edges of the sheet or desk."""

import cv2
import numpy as np
import pypdfium2
import pytest

from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.ruling_slope import ruling_slope
from extractor.readers.image.straighten import straighten
from extractor.readers.scan.page_from_picture import Segmented, best_seen
from samples.print_form import print_form
from samples.random_filing import random_filing

NEARLY_WHOLE = 1500
"""Pixels at 200 dpi: the boxes are 1,800 wide together, two columns of them 1,100."""


def first_page(seed: int) -> Pixels:
    """The first page of the form on paper, boxes 1 to 6 and no table, as a clean picture at 200 dpi."""
    filing = random_filing(seed)
    one = filing.model_copy(update={"reporting_owners": filing.reporting_owners[:1]})
    with pypdfium2.PdfDocument(print_form(one, "typed")) as document:
        return np.array(document[0].render(scale=200 / 72, grayscale=True).to_numpy()).squeeze()


def askew(page: Pixels, angle: float) -> Pixels:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.97)
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)), np.uint8
    )


def on_planks(page: Pixels, seed: int) -> Pixels:
    """The page photographed a little from one side on a dark desk, whose planks run another way than its lines."""
    rng = np.random.default_rng(seed)
    height, width = page.shape
    size = round(1.3 * width), round(height + 0.3 * width)
    photo = np.full((size[1], size[0]), 40, np.uint8)
    for start in range(-size[1], 2 * size[1], 60):
        left, right = (0, start), (size[0], round(start + size[0] * rng.uniform(0.1, 0.14)))
        cv2.line(photo, left, right, (90,), 3)
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = (sheet + 0.15 * width + rng.uniform(-0.02, 0.02, (4, 2)) * width).astype(np.float32)
    view = cv2.getPerspectiveTransform(sheet, moved)
    lying = cv2.warpPerspective(page, view, size, flags=cv2.INTER_CUBIC)
    is_sheet = cv2.warpPerspective(np.full_like(page, 255), view, size)
    return np.where(is_sheet > 0, np.asarray(lying, np.uint8), photo)


def whole_borders(page: Segmented) -> int:
    """How many rulings run through all three columns of boxes: there are three."""
    return sum(line.length > NEARLY_WHOLE for line in page.across)


@pytest.mark.parametrize("angle", [-1.4, 0.2, 0.6, 0.8])
def test_boxes_in_three_columns_are_level(angle: float) -> None:
    straight = straighten(PageImage(1, askew(first_page(0), angle), (200, 200)))
    assert straight.geometry.angle == pytest.approx(-angle, abs=0.15)


@pytest.mark.parametrize("slope", [-0.5, -0.2, 0.3])
def test_the_slope_of_the_rulings_is_measured(slope: float) -> None:
    assert ruling_slope(askew(first_page(1), -slope)) == pytest.approx(slope, abs=0.05)


def test_level_rulings_and_a_page_of_text_have_no_slope() -> None:
    page = first_page(2)
    assert ruling_slope(page) == 0
    assert ruling_slope(np.full_like(page, 255)) == 0


@pytest.mark.parametrize("seed", range(2))
def test_the_edges_of_the_sheet_are_not_taken_for_the_forms_rulings(seed: int) -> None:
    photo = PageImage(1, on_planks(first_page(seed), seed), None)
    assert whole_borders(best_seen(photo)) == 3
