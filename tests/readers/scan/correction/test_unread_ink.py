"""Ink that belongs to no character: at the ends of a line, and between the figures of a cell."""

import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.unread_ink import doubted_at, unread_beside
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import raised_spans
from extractor.readers.scan.segmentation.text_runs import Run, run_of

WIDE, HIGH, PITCH = 10, 20, 14
"""In pixels: the width and height of a figure of 370000, and the distance from one to the next."""


def _run(count: int) -> Run:
    return run_of(tuple(Letter(100 + PITCH * n, 50, 100 + PITCH * n + WIDE, 50 + HIGH) for n in range(count)))


def _reading(text: str, places: list[int], count: int) -> LineReading:
    """`text` as read, its characters at `places` among `count` figures; the picture shows only the run."""
    length = PITCH * (count - 1) + WIDE
    return LineReading(
        tuple(
            Character(char, 0.99, (PITCH * place + 3) / length, (PITCH * place + 7) / length)
            for char, place in zip(text, places, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("text", "places", "beside"),
    [
        pytest.param("370000", [0, 1, 2, 3, 4, 5], None, id="all-read"),
        pytest.param("70000", [1, 2, 3, 4, 5], 0, id="first-left-out"),
        pytest.param("37000", [0, 1, 2, 3, 4], 4, id="last-left-out"),
        pytest.param("3700", [0, 1, 4, 5], 1, id="two-in-the-middle-left-out"),
    ],
)
def test_a_figure_left_out_of_a_cell_is_noticed(text: str, places: list[int], beside: int | None) -> None:
    run = _run(6)
    assert unread_beside(_reading(text, places, 6), run, run.x0, run.x1, is_cell=True) == beside


def test_low_ink_is_no_letter() -> None:
    run = _run(6)
    stop = run.letters[-1]._replace(x0=run.x1 + 4, top=66, x1=run.x1 + 14)
    with_stop = run_of((*run.letters, stop))
    reading = _reading("370000", [0, 1, 2, 3, 4, 5], 6)
    assert unread_beside(reading, with_stop, run.x0, run.x1, is_cell=True) is None


def test_what_is_left_of_a_raised_mark_is_noticed_in_a_cell() -> None:
    run = _run(6)
    scrap = run.letters[-1]._replace(x0=run.x1 + 7, top=50, x1=run.x1 + 14, bottom=53)
    with_scrap = run_of((*run.letters, scrap))
    reading = _reading("370000", [0, 1, 2, 3, 4, 5], 6)
    share = (run.x1 - run.x0) / (with_scrap.x1 - with_scrap.x0)
    seen = LineReading(tuple(char._replace(x0=char.x0 * share, x1=char.x1 * share) for char in reading.characters))
    assert unread_beside(seen, with_scrap, with_scrap.x0, with_scrap.x1, is_cell=True) == 5
    assert unread_beside(seen, with_scrap, with_scrap.x0, with_scrap.x1, is_cell=False) is None


def test_a_wide_letter_begins_a_text_and_one_more_does_not() -> None:
    w = run_of((Letter(100, 50, 130, 70), Letter(134, 50, 144, 70)))
    seen = LineReading((Character("W", 0.99, 13 / 44, 17 / 44), Character("e", 0.99, 37 / 44, 41 / 44)))
    assert unread_beside(seen, w, 100, 144, is_cell=False) is None
    lost = LineReading(tuple(char._replace(x0=char.x0 + 0.2, x1=char.x1 + 0.2) for char in seen.characters[:1]) * 2)
    assert unread_beside(lost, w, 100, 144, is_cell=False) == 0


def test_the_character_beside_it_is_a_guess() -> None:
    doubted = doubted_at(_reading("70000", [1, 2, 3, 4, 5], 6), 0)
    assert doubted.text == "70000"
    assert (doubted.score, doubted.sureness) == (0.99, DOUBTED), "the engine's score stays"
    assert [char.doubts for char in doubted.characters[:2]] == [{Doubt.UNREAD_INK}, set()]


def test_the_head_of_a_broken_figure_is_no_raised_mark() -> None:
    broken = [  # "$2.4992(1)" in thin type, in which the feet of two figures are separated from their heads
        (106, 883, 116, 900), (118, 883, 127, 894), (118, 897, 128, 900), (132, 897, 134, 900), (136, 883, 147, 900),
        (149, 884, 159, 900), (161, 884, 167, 894), (163, 884, 171, 900), (173, 897, 183, 900), (174, 883, 182, 894),
        (185, 879, 188, 892), (193, 878, 196, 890), (201, 880, 204, 892),
    ]  # fmt: skip
    run = run_of(tuple(Letter(*sides) for sides in broken))
    assert raised_spans(run, is_number=True) == [(185, 204)]
