"""Streaks from the top of a page to its foot are found and removed, and the print that they cross is doubted."""

import cv2
import numpy as np
import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.model.page import BoundingBox, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.image.streaks import find_streaks, without_streaks
from extractor.readers.scan.correction.streaked_words import doubted

HEIGHT, WIDTH = 1100, 800


def _page() -> Pixels:
    """A ruled table with print in it and white margins."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(200, 901, 50):
        cv2.line(page, (80, y), (720, y), 0, 2)
        cv2.putText(page, "10,000 Common Stock", (100, y + 34), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    for x in (80, 400, 720):
        cv2.line(page, (x, 200), (x, 900), 0, 2)
    return page


def _streaked(top: int, foot: int, *, thickness: int = 2, level: int = 90) -> Pixels:
    page = _page()
    cv2.line(page, (top, 0), (foot, HEIGHT - 1), level, thickness)
    return page


@pytest.mark.parametrize(("top", "foot"), [(250, 250), (500, 512), (640, 610)], ids=["upright", "leaning", "other-way"])
def test_a_line_from_top_to_foot_is_a_streak_and_is_drawn_over(top: int, foot: int) -> None:
    page = _streaked(top, foot)
    (streak,) = find_streaks(page)
    assert abs(streak.middles[0] - top) <= 3
    assert abs(streak.middles[-1] - foot) <= 3
    clean = without_streaks(page, [streak])
    assert np.mean(np.abs(clean.astype(int) - _page()) > 60) < 0.002
    assert find_streaks(clean) == []


def test_rulings_and_print_are_none() -> None:
    page = _page()
    assert find_streaks(page) == []
    assert without_streaks(page, []) is page


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(_streaked(250, 250, thickness=14), id="a-fold"),
        pytest.param(np.full((HEIGHT, WIDTH), 60, np.uint8), id="a-dark-page"),
        pytest.param(np.full((20, WIDTH), 255, np.uint8), id="hardly-a-page"),
    ],
)
def test_what_is_broad_is_none(page: Pixels) -> None:
    assert find_streaks(page) == []


def test_a_line_that_stops_in_the_page_is_none() -> None:
    page = _page()
    cv2.line(page, (250, 0), (250, HEIGHT * 2 // 3), 0, 2)
    assert find_streaks(page) == []


def test_a_streak_may_be_broken() -> None:
    page = _streaked(250, 250)
    page[500:560, 240:260] = 255
    assert len(find_streaks(page)) == 1


def test_words_that_a_streak_ran_through_are_doubted() -> None:
    found = find_streaks(_streaked(250, 250))
    inside, beside = (
        Word("1", BoundingBox(x * POINT, 300 * POINT, (x + 30) * POINT, 320 * POINT), 7.0, readings=(read,))
        for read in (Reading("ppocr", "1", 1.0),)
        for x in (235, 300)
    )
    words = doubted([inside, beside], found)
    assert [word.doubts for word in words] == [{Doubt.STREAK}, set()]
    assert [word.sureness for word in words] == [DOUBTED, 1.0]
    assert [word.readings for word in words] == [inside.readings, beside.readings], "the engine's score stays"
