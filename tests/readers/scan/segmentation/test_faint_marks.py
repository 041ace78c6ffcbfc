"""A pale raised sign behind a value is print; elsewhere it is not. Letters made of dots are no grain."""

import cv2
import numpy as np
import pytest

from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.segmentation.text_runs import printed, text_runs


def page_with(sign: tuple[int, int] | None, shade: int) -> Pixels:
    """A value whose figures end at x 210 with their baseline at y 156, and a pale sign."""
    page = np.full((300, 500), 255, np.uint8)
    for x in (150, 164, 178, 192):
        cv2.rectangle(page, (x, 138), (x + 9, 155), 0, 2)
    if sign:
        cv2.rectangle(page, sign, (sign[0] + 3, sign[1] + 11), shade, -1)
    return page


@pytest.mark.parametrize(
    ("sign", "is_seen"), [((208, 134), True), ((208, 146), False), ((300, 134), False), ((208, 200), False)]
)
def test_a_pale_sign_is_a_mark_where_it_is_raised_behind_a_value(sign: tuple[int, int], is_seen: bool) -> None:  # noqa: FBT001
    page = page_with(sign, 185)
    ink = printed(page, np.zeros_like(page)).ink
    assert bool(ink[sign[1] + 5, sign[0] + 1]) is is_seen
    (run,) = (run for run in text_runs(printed(page, np.zeros_like(page)), []) if run.top < 170)
    assert (run.x1 > sign[0]) is is_seen


def test_a_dotted_letter_on_a_clean_page_is_no_clump_of_grain() -> None:
    page = np.full((300, 500), 255, np.uint8)
    for place in range(12):
        left = 100 + 14 * place
        page[140:156:4, left : left + 9] = 0
        page[140:156, left : left + 1] = 0
        page[142:156:4, left + 3 : left + 9 : 3] = 0
    (run,) = text_runs(printed(page, np.zeros_like(page)), [])
    assert run.x1 - run.x0 > 150


@pytest.mark.parametrize("seed", range(6))
def test_a_pale_full_stop_behind_a_word_is_left_for_the_engine_to_see(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flat = np.full((60, 200), 255, np.uint8)
    for x in range(30, 110, 16):  # letters of 12 point type
        flat[20:38, x : x + 3] = 60
        flat[35:38, x : x + 10] = 60
    end = 30 + 4 * 16 + 10
    x = end + int(rng.integers(5, 11))
    flat[35:38, x : x + 3] = rng.integers(150, 200, (3, 3))
    clean = printed(flat, np.zeros_like(flat)).clean
    assert (clean[35:38, x : x + 3] == flat[35:38, x : x + 3]).all()
