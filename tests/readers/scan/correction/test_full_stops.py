"""Full stops by their ink: specks on the baseline, and how far an underline reaches beyond the last letter."""

import cv2
import numpy as np
import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.full_stops import Link, Stops, end_of, links_of, stops_of, with_stops
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Print, Run, printed, run_of, text_runs

STEP = 16
"""In pixels: the distance from one letter to the next."""


def _page(text: str, *, underlined: bool = False) -> tuple[Print, Run]:
    """A line with upright boxes for letters; a full stop is a speck at the foot of its place, a space is white."""
    paper = np.full((120, 600), 255, np.uint8)
    for place, sign in enumerate(text):
        left = 40 + STEP * place
        if sign == ".":
            cv2.rectangle(paper, (left, 57), (left + 3, 60), 0, -1)
        elif sign != " ":
            cv2.rectangle(paper, (left, 42), (left + 11, 60), 0, 2)
    if underlined:
        end = 40 + STEP * (len(text) - 1) + (8 if text[-1] == "." else 12)
        cv2.rectangle(paper, (40, 63), (end, 64), 0, -1)
    page = printed(paper, np.zeros_like(paper))
    letters = [letter for run in text_runs(page, []) for letter in run.letters if letter.top < 62]
    return page, run_of(letters)


def _reading(text: str, run: Run, *, stop: float = 0.6) -> LineReading:
    """What an engine reads of the run, with characters at the places of `_page`."""
    width = run.x1 - run.x0
    places = [(STEP * place / width, (STEP * place + 4) / width) for place in range(len(text))]
    return LineReading(
        tuple(Character(sign, stop if sign == "." else 0.99, *place) for sign, place in zip(text, places, strict=True))
    )


@pytest.mark.parametrize(("drawn", "read"), [("ABC", "ABC."), ("AB CD", "AB.CD"), ("ABC.", "ABC.")])
def test_an_unsure_stop_without_ink_is_left_out(drawn: str, read: str) -> None:
    page, run = _page(drawn)
    reading = _reading(read, run)
    seen = with_stops(reading, run, run.x0, run.x1, stops_of(page, run, reading))
    assert seen.text == (read if "." in drawn else read.replace(".", ""))


def test_a_stop_too_small_for_a_letter_is_in_the_picture_of_its_run() -> None:
    paper = np.full((120, 600), 255, np.uint8)
    for place in range(3):
        cv2.rectangle(paper, (40 + STEP * place, 42), (51 + STEP * place, 60), 0, 2)
    page = printed(paper, np.zeros_like(paper))
    (run,) = text_runs(page, [])
    assert end_of(page, run) == run.x1
    paper[59:61, run.x1 + 3] = 0
    page = printed(paper, np.zeros_like(paper))
    assert text_runs(page, []) == [run]
    assert end_of(page, run) == run.x1 + 4
    reading = _reading("ABC.", run)
    stops = stops_of(page, run, reading)
    assert with_stops(reading, run, run.x0, run.x1, stops).text == "ABC."


def test_a_sure_stop_may_have_grown_into_its_letter() -> None:
    _, run = _page("ABC")
    assert with_stops(_reading("ABC.", run, stop=0.95), run, run.x0, run.x1, Stops()).text == "ABC."


@pytest.mark.parametrize(
    ("drawn", "read", "seen"),
    [
        ("CHASECO", "CHASECO.", "CHASECO"),
        ("CHASECO", "CHASECO", "CHASECO"),
        ("SMITHINC.", "SMITHINC", "SMITHINC."),
        ("SMITHINC.", "SMITHINC.", "SMITHINC."),
        ("SMITHINC.", "SMITHINC,", "SMITHINC."),
    ],
)
def test_an_underline_tells_whether_a_stop_ends_the_link(drawn: str, read: str, seen: str) -> None:
    page, run = _page(drawn, underlined=True)
    stops = stops_of(page, run, _reading(read, run))
    assert len(stops.links) == 1
    reading = with_stops(_reading(read, run), run, run.x0, run.x1, stops)
    assert reading.text == seen
    assert (reading.sureness <= DOUBTED) == (seen != read), "what was put right is looked at"


@pytest.mark.parametrize(
    ("drawn", "read", "seen"),
    [
        ("HAWK. BY JO", "HAWK. BY JO", "HAWK, BY JO"),
        ("CORP. BY JO", "CORP. BY JO", "CORP. BY JO"),
        ("JO K. BYRNE", "JO K. BYRNE", "JO K. BYRNE"),
        ("VII. BY TED", "VII. BY TED", "VII, BY TED"),
    ],
    ids=["a-word", "an-abbreviation", "an-initial", "a-numeral"],
)
def test_inside_a_link_a_stop_behind_a_word_is_a_comma(drawn: str, read: str, seen: str) -> None:
    page, run = _page(drawn, underlined=True)
    reading = with_stops(_reading(read, run), run, run.x0, run.x1, stops_of(page, run, _reading(read, run)))
    assert reading.text == seen
    page, run = _page(drawn)
    plain = with_stops(_reading(read, run), run, run.x0, run.x1, stops_of(page, run, _reading(read, run)))
    assert plain.text == read, "without an underline it may end a sentence"


@pytest.mark.parametrize(
    ("read", "seen"),
    [
        ("HAWKS. INC.", "HAWKS, INC."),
        ("SHIPP. attorney", "SHIPP, attorney"),
        ("SHARES. The", "SHARES. The"),
        ("CORP. of", "CORP. of"),
        ("DEPT. of", "DEPT. of"),
    ],
)
def test_a_stop_before_a_small_letter_or_the_kind_of_a_firm_is_a_comma(read: str, seen: str) -> None:
    _, run = _page("HAWK. BY JO")
    feet = tuple(range(run.x0, run.x1))  # there is ink for every full stop
    reading = with_stops(_reading(read, run), run, run.x0, run.x1, Stops(feet, ()))
    assert reading.text == seen
    assert (Doubt.COMMA_OR_STOP in reading.doubts) == (read != seen)


def test_without_an_underline_there_is_no_link() -> None:
    assert links_of(*_page("CHASECO")) == ()


def test_a_letter_with_a_long_foot_tells_nothing() -> None:
    _, run = _page("PML")
    reading = _reading("PML", run)
    assert with_stops(reading, run, run.x0, run.x1, Stops((), (Link(run.x1 + 2, 0.45),))) == reading


def test_a_speck_behind_an_underline_is_no_more_of_it() -> None:
    page, run = _page("CHASECO", underlined=True)
    (link,) = links_of(page, run)
    page.clean[63, link.end + 6] = 0
    assert links_of(page, run) == (link,)


@pytest.mark.parametrize(("top", "seen"), [(62, "STACEy"), (57, "STACEy.")], ids=["the-underline", "a-full-stop"])
def test_what_goes_on_of_an_underline_behind_a_tail_is_no_full_stop(top: int, seen: str) -> None:
    _, run = _page("STACEY")
    last = Letter(run.x1 + 2, top, run.x1 + 6, top + 4)
    run = run_of([*run.letters, last])
    reading = _reading("STACEy.", run, stop=0.95)
    read = with_stops(reading, run, run.x0, run.x1, Stops((), (Link(run.x1 - 20, 0.2),)))
    assert read.text == seen
    assert (read.sureness <= DOUBTED) == (seen != "STACEy."), "what was put right is looked at"
