"""Letters of several lines that the smearing joins, and specks that touch like letters."""

import cv2
import numpy as np

from extractor.readers.image.grain import clumps
from extractor.readers.scan.segmentation.letter_lines import Letter, letter_lines
from extractor.readers.scan.segmentation.text_runs import printed, text_runs


def line_of(top: int, count: int, left: int = 60) -> list[Letter]:
    """A line of capitals 14 pixels high, with a wide gap after every fifth."""
    return [
        Letter(left + 12 * n + 8 * (n // 5), top, left + 12 * n + 8 * (n // 5) + 10, top + 14) for n in range(count)
    ]


def test_the_lines_of_a_text_are_parted() -> None:
    upper, lower = line_of(0, 20), line_of(24, 12)
    assert letter_lines([*upper, *lower]) == [upper, lower]


def test_a_number_level_with_the_middle_of_its_text_is_a_line_of_its_own() -> None:
    number = [Letter(20, 8, 25, 26), Letter(28, 10, 34, 24), Letter(37, 8, 42, 26)]
    upper, lower = line_of(0, 20), line_of(20, 12)
    assert letter_lines([*upper, *number, *lower]) == [number, upper, lower]


def test_a_letter_that_touches_the_next_line_is_cut_where_the_lines_part() -> None:
    upper, lower = line_of(0, 20), line_of(20, 20)
    glued = Letter(upper[7].x0, 0, upper[7].x1, 34)
    letters = [letter for letter in (*upper, *lower) if letter.x0 != glued.x0]
    parts = letter_lines([*letters, glued])
    assert [len(part) for part in parts] == [20, 20]
    assert max(letter.bottom for letter in parts[0]) <= min(letter.top for letter in parts[1])


def test_a_short_line_above_a_long_one_is_parted_though_letters_of_both_touch() -> None:
    upper, lower = line_of(0, 9), line_of(20, 40)
    glued = Letter(upper[3].x0 - 20, 4, upper[5].x1, 33)
    letters = [letter for letter in (*upper, *lower) if not glued.x0 <= letter.x0 <= glued.x1]
    parts = letter_lines([*letters, glued])
    assert len(parts) == 2
    assert max(letter.bottom for letter in parts[0]) <= min(letter.top for letter in parts[1])
    assert sum(len(part) for part in parts) == len(letters) + 2


def test_specks_that_touch_where_they_lie_dense_are_no_letter() -> None:
    ink = np.zeros((600, 400), np.uint8)
    ink[200::4, ::4] = 255  # a page strewn with them
    for y in range(10, 60, 4):
        for x in range(10, 40, 4):
            ink[y, x] = 255  # specks all around
    for step in range(14):
        ink[20 + step, 24 + step % 2] = 255  # touching ones, as high as a letter
    cv2.rectangle(ink, (30, 20), (32, 34), 255, -1)  # the stroke of an l among them
    cv2.rectangle(ink, (300, 100), (310, 114), 255, 1)  # thin, but far from any speck
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = clumps(ink, np.asarray(labels, np.int32), np.asarray(stats, np.int32))
    assert count == len(found)
    assert found[labels[27, 24 + 1]]
    assert not found[labels[25, 31]]
    assert not found[labels[100, 305]]


def test_a_small_piece_alone_is_no_letter_on_a_page_of_specks() -> None:
    page = np.full((1400, 600), 255, np.uint8)
    page[400:1400:6, 0:600:12] = 0  # specks all over
    cv2.rectangle(page, (100, 101), (105, 108), 0, -1)  # alone
    for x in (300, 309, 318):
        cv2.rectangle(page, (x, 100), (x + 5, 108), 0, -1)  # three letters of small print
    runs = text_runs(printed(page, np.zeros_like(page)), [])
    assert [(run.x0, run.x1) for run in runs] == [(300, 324)]
