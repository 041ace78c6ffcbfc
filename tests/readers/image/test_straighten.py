"""A page becomes upright, level and of the working resolution, however it lay on the glass."""

import cv2
import numpy as np
import pypdfium2
import pytest

from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.straighten import straighten, turned_over
from extractor.readers.image.type_height import scale_to_usual
from extractor.readers.scan.form_print.known_headings import known_heads
from extractor.readers.scan.rulings.fit import fitted
from extractor.readers.scan.rulings.pixels import ruling_pieces
from extractor.readers.scan.segmentation.text_runs import printed, text_runs
from samples import make

LETTER = (2200, 1700)


@pytest.fixture(scope="module")
def page() -> Pixels:
    """The first sample as a clean picture at 200 dpi."""
    with pypdfium2.PdfDocument(make.PRINTS[0].path) as document:
        return np.array(document[0].render(scale=200 / 72, grayscale=True).to_numpy()).squeeze()


def heads(flat: Pixels) -> list[str]:
    pieces = ruling_pieces(flat)
    return [head.table.element for head in known_heads(*fitted(pieces.across, pieces.down))]


@pytest.mark.parametrize("angle", [-4.5, -3, -0.7, 0, 1.3, 3, 4.5])
def test_both_tables_are_recognised_by_their_rulings_at_any_skew(page: Pixels, angle: float) -> None:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.95)
    skewed = cv2.warpAffine(page, matrix, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)
    straight = straighten(PageImage(1, np.asarray(skewed, dtype=np.uint8), (200, 200)))
    assert heads(straight.flat) == ["nonDerivativeTable", "derivativeTable"]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_both_tables_are_recognised_whichever_side_is_up(page: Pixels, turns: int) -> None:
    straight = straighten(PageImage(1, np.ascontiguousarray(np.rot90(page, turns)), (200, 200)))
    assert straight.flat.shape == LETTER
    found = (heads(straight.flat), heads(turned_over(straight).flat))
    assert ["nonDerivativeTable", "derivativeTable"] in found


@pytest.mark.parametrize("dpi", [150, 300, 600])
def test_resolution_does_not_matter(page: Pixels, dpi: int) -> None:
    size = round(page.shape[1] * dpi / 200), round(page.shape[0] * dpi / 200)
    other = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    straight = straighten(PageImage(1, other, (dpi, dpi)))
    assert straight.flat.shape == pytest.approx(LETTER, abs=2)
    assert heads(straight.flat) == ["nonDerivativeTable", "derivativeTable"]


@pytest.mark.parametrize(("drawn", "told"), [(0.6, (600, 600)), (0.6, None), (1.0, (97, 97)), (1.8, None)])
def test_the_height_of_the_letters_says_what_the_scale_is(
    page: Pixels, drawn: float, told: tuple[float, float] | None
) -> None:
    size = round(page.shape[1] * drawn), round(page.shape[0] * drawn)
    other = np.full((round(size[1] * 1.4), round(size[0] * 1.1)), 255, np.uint8)  # no paper has these sides
    other[: size[1], : size[0]] = cv2.resize(page, size, interpolation=cv2.INTER_CUBIC)
    straight = straighten(PageImage(1, other, told))
    assert scale_to_usual(straight.flat) == 1
    assert heads(straight.flat) == ["nonDerivativeTable", "derivativeTable"]
    assert straight.geometry.to_picture(*straight.geometry.page) == pytest.approx(other.shape[::-1])


@pytest.mark.parametrize("seed", range(3))
def test_pale_letters_that_fall_to_pieces_are_not_taken_for_small_ones(page: Pixels, seed: int) -> None:
    blurred = cv2.GaussianBlur(page, (0, 0), 1.0).astype(np.float32)
    grain = cv2.GaussianBlur(np.random.default_rng(seed).normal(0, 60, page.shape).astype(np.float32), (0, 0), 1.0)
    pale = np.asarray(np.clip(255 - 0.6 * (255 - blurred) + grain, 0, 255), np.uint8)
    assert scale_to_usual(pale) == scale_to_usual(page) == 1


def test_a_page_with_few_letters_keeps_the_scale_it_was_given() -> None:
    page = np.full((1100, 850), 255, np.uint8)
    cv2.putText(page, "SIGNATURE", (90, 110), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 3)
    assert straighten(PageImage(1, page, (100, 100))).flat.shape == LETTER


def test_a_coarse_fax_without_a_resolution_gets_its_height_back(page: Pixels) -> None:
    coarse = np.asarray(cv2.resize(page, (1728, 1078), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    height, width = straighten(PageImage(1, coarse, None)).flat.shape
    assert height / width == pytest.approx(11 / 8.5, rel=0.02)


def test_lines_with_gaps_still_give_every_column(page: Pixels) -> None:
    rows, columns = np.indices(page.shape)
    scratched = np.where((rows + columns) % 80 < 6, np.uint8(255), page)
    assert heads(straighten(PageImage(1, scratched, (200, 200))).flat) == ["nonDerivativeTable", "derivativeTable"]


def test_faint_lines_still_give_every_column(page: Pixels) -> None:
    faint = 255 - (255 - page) // 2
    assert heads(straighten(PageImage(1, faint, (200, 200))).flat) == ["nonDerivativeTable", "derivativeTable"]


def test_a_stretch_of_a_ruling_is_no_letter() -> None:
    page = np.full((400, 600), 255, np.uint8)
    cv2.putText(page, "03/11/2026", (90, 110), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    cv2.line(page, (74, 80), (74, 150), 0, 5)
    (run,) = text_runs(printed(page, np.zeros_like(page)), [])
    assert run.height < 30
