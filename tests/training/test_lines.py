"""Lines are cut as the program cuts them, and their text is what the print says there."""

from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from benchmarks.fresh_scans import Planned
from extractor.model.page import BoundingBox, Word
from extractor.readers.recognition.network import network
from samples.degrade import PRESETS
from samples.print_form import print_form
from samples.random_filing import random_filing
from training.lines import HELD_OUT, RAISED, Line, lines_of, read_lines, scans, with_raised, write
from training.measure import Count, counted
from training.sheets import sheet


def word(text: str, x0: float, bottom: float, size: float) -> Word:
    return Word(text, BoundingBox(x0, bottom - size, x0 + 0.5 * size * len(text), bottom), size)


def test_a_small_mark_above_its_value_is_raised_and_a_number_in_brackets_is_not() -> None:
    value, mark, second = word("3,000", 100, 200, 10), word("(1)", 125, 196, 7), word("(2)", 136, 196, 7)
    assert [each.raised for each in with_raised([value, mark, second])] == [False, True, True]
    assert [each.raised for each in with_raised([value, word("(1)", 125, 200, 10)])] == [False, False]
    assert [each.raised for each in with_raised([word("(1)", 100, 200, 7), word("Vests", 112, 200, 7)])] == [
        False,
        False,
    ]
    assert not with_raised([value, word("(1)", 180, 196, 7)])[1].raised, "it stands in the next cell"


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    lines = [Line(np.full((20, width), width, np.uint8), f"10,000⁽{width}⁾") for width in (30, 40)]
    write(tmp_path / "lines.npz", lines)
    again = read_lines(tmp_path / "lines.npz")
    assert [line.text for line in again] == [line.text for line in lines]
    assert all(np.array_equal(one.pixels, two.pixels) for one, two in zip(again, lines, strict=True))


def test_kinds_that_are_held_out_exist() -> None:
    assert set(HELD_OUT) <= set(PRESETS)


@pytest.mark.ocr
@pytest.mark.parametrize("pdf", [sheet(5, lines=12), print_form(random_filing(5), "issuer")], ids=["invented", "form"])
def test_the_text_of_a_line_is_what_its_picture_shows(pdf: bytes) -> None:
    """A clean scan is read nearly without fault, so what is read differs from wrong texts, and not from right ones."""
    image, printed = next(scans(Planned(0, "sheet", "scan300"), pdf, 1))
    lines, left_out = lines_of(image, printed)
    assert len(lines) > 40
    assert left_out < 0.15 * len(lines)
    counts = counted(network(), (("scan300", line) for line in lines[:: max(1, len(lines) // 60)]))
    assert counts["all"].wrong < 0.08 * counts["all"].characters
    assert any(set(line.text) & set(RAISED.values()) for line in lines)


def test_every_error_is_counted_once() -> None:
    count = Count()
    count.add("3,00O (1)", "3,000(1)")
    count.add("By trust", "By trust")
    assert (count.characters, count.wrong, count.lines, count.wrong_lines) == (15, 1, 2, 1)
    assert (count.spaces, count.wrong_spaces) == (1, 1)
    assert count.wrong == Levenshtein.distance("3,00O(1)", "3,000(1)")
