"""How an engine's readings become characters, marks, known lines, and words at their places."""

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.model.doubts import Doubt
from extractor.model.form import Column, Kind
from extractor.model.page import Origin
from extractor.readers.image.connected import connected
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.ctc import decoded
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.check_boxes.ticked_labels import ticked_words
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import begins_with_dollar, raised_spans, with_dollar
from extractor.readers.scan.segmentation.text_runs import Run, printed, run_of, text_runs
from extractor.readers.scan.segmentation.words import run_words
from extractor.readers.scan.words_from_runs import read_runs
from extractor.readers.wording.alphabets import cell_alphabet
from extractor.readers.wording.known_lines import LINES, begins_known_line, known_label, whole_line
from extractor.readers.wording.mark_texts import is_mark_text

ALPHABET = ("", *"0123456789S$DI1l(),. ")


def steps(text: str, *, score: float = 0.9) -> np.ndarray:
    """The output of a network that is sure of `text`, with a blank step between any two characters."""
    rows = []
    for character in text:
        row = np.full(len(ALPHABET), (1 - score) / (len(ALPHABET) - 1), dtype=np.float32)
        row[ALPHABET.index(character)] = score
        blank = np.zeros(len(ALPHABET), dtype=np.float32)
        blank[0] = 1
        rows += [row, blank]
    return np.array(rows)


def row_of(*boxes: tuple[int, int, int, int]) -> Run:
    return run_of([Letter(*box) for box in boxes])


def test_a_reading_keeps_every_characters_score_and_alternatives() -> None:
    reading = decoded(steps("105", score=0.8), ALPHABET, 1.0)
    assert reading.text == "105"
    assert reading.score == pytest.approx(0.8)
    assert all(character.others == () or character.others[0][1] < 0.8 for character in reading.characters)


@pytest.mark.parametrize(
    ("seen", "kind", "meant"),
    [
        ("l", Kind.DIRECT_INDIRECT, "I"),
        ("S0.00", Kind.NUMBER, "$0.00"),
        ("l0", Kind.NUMBER, "10"),
        ("0", Kind.ACQUIRED_DISPOSED, "D"),
    ],
)
def test_a_column_decides_between_characters_of_one_shape(seen: str, kind: Kind, meant: str) -> None:
    assert decoded(steps(seen), ALPHABET, 1.0, cell_alphabet(Column("cell", kind))).text == meant


def test_nothing_is_read_where_the_network_sees_nothing() -> None:
    blank = np.zeros((6, len(ALPHABET)), dtype=np.float32)
    blank[:, 0] = 1
    assert decoded(blank, ALPHABET, 1.0, cell_alphabet(Column("cell", Kind.NUMBER))).characters == ()


@pytest.mark.parametrize("text", ["(1)", "(12)", "(1)(2)", "(1), (2)", "(1", "2)"])
def test_marks_are_small_numbers_in_brackets(text: str) -> None:
    assert is_mark_text(text)


@pytest.mark.parametrize("text", ["1", "10", "(100)", "(a)", "th", ""])
def test_other_raised_texts_are_no_marks(text: str) -> None:
    assert not is_mark_text(text)


def test_a_raised_mark_is_found_by_its_height() -> None:
    run = row_of((0, 4, 10, 20), (12, 4, 22, 20), (24, 0, 28, 11), (30, 1, 36, 10), (38, 0, 42, 11))
    assert raised_spans(run) == [(24, 42)]


def test_an_underlined_raised_mark_is_found_too() -> None:
    run = row_of((0, 4, 10, 20), (12, 0, 16, 11), (12, 14, 30, 16), (18, 1, 24, 10), (26, 0, 30, 11))
    assert raised_spans(run) == [(12, 30)]


def test_figures_on_one_line_carry_no_mark() -> None:
    assert raised_spans(row_of((0, 4, 10, 20), (12, 4, 22, 20), (24, 16, 26, 23), (28, 4, 38, 20))) == []


def test_a_dollar_sign_stands_out_above_and_below() -> None:
    figures = (12, 4, 22, 20), (24, 4, 34, 20)
    assert begins_with_dollar(row_of((0, 2, 10, 22), *figures))
    assert not begins_with_dollar(row_of((0, 4, 10, 20), *figures))


@pytest.mark.parametrize(("hint", "read"), [(0.06, "$0.00"), (0.01, "50.00")])
def test_a_dollar_sign_that_the_network_thinks_of_is_one(hint: float, read: str) -> None:
    first = Character("5", 0.92, 0.0, 0.2, (("$", hint),))
    rest = (Character(sign, 0.99, 0.2 * place, 0.2 * place + 0.2) for place, sign in enumerate("0.00", 1))
    reading = with_dollar(LineReading((first, *rest)), row_of((0, 4, 10, 20), (12, 4, 22, 20), (24, 4, 34, 20)))
    assert reading.text == read
    assert (reading.sureness <= Doubt.DOLLAR.most) == (read[0] == "$"), "a person looks"


def test_a_known_line_is_filled_in_only_at_its_own_length() -> None:
    line = "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
    assert whole_line("Reminder: Report", 16 / len(line)) == line
    assert whole_line("Reminder: Report", 0.5) is None
    assert whole_line("Remington Steele", 16 / len(line)) is None


def test_a_line_of_an_explanation_that_begins_with_a_word_of_a_note_is_not_filled_in() -> None:
    line = "information contained in this form are not required to respond unless the form displays a currently valid"
    line = next(known for known in LINES if known.startswith(line))
    for beginning in ("information", "information regarding", "information contained"):
        is_enough = beginning == "information contained"
        assert whole_line(beginning, len(beginning) / len(line)) == (line if is_enough else None)


def test_the_tables_titles_are_told_apart_by_their_beginnings() -> None:
    first, second = (
        f"Table {table} Securities Acquired, Disposed of, or Beneficially Owned"
        for table in ("I - Non-Derivative", "II - Derivative")
    )
    assert whole_line("Table 1 - Non-Derivative", 24 / len(first)) == first
    assert whole_line("Table Il - Derivative", 21 / len(second)) == second


def test_a_beginning_of_a_known_line_needs_no_second_look() -> None:
    assert begins_known_line("** Intentional misstaternents")
    assert not begins_known_line("Shares withheld by the Issuer")
    assert not begins_known_line("Table")


def test_a_label_in_small_print_is_mended_and_a_wrapped_one_is_not() -> None:
    assert known_label("(Stree)") == "(Street)"
    assert known_label("2. Issuer Name and Ticker or Trading") is None
    assert known_label("Street") != "(City)"


def test_words_are_cut_where_the_ink_has_gaps() -> None:
    run = row_of((0, 4, 10, 20), (12, 4, 22, 20), (40, 4, 50, 20))
    reading = LineReading(tuple(Character(text, 0.9, x, x + 0.1) for text, x in (("a", 0.05), ("b", 0.3), ("c", 0.85))))
    words = run_words(run, 0, 50, reading, "test")
    assert [word.text for word in words] == ["ab", "c"]
    assert {word.origin for word in words} == {Origin.RECOGNISED}
    assert words[0].box.x1 < words[1].box.x0


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("Stock (2)", [False, True]), ("Stock(2", [True]), ("(1) (2)", [True, True]), ("(2) Stock", [False, False])],
)
def test_a_number_in_brackets_at_the_end_may_be_a_mark_that_was_not_seen_to_be_raised(
    text: str, is_open: list[bool]
) -> None:
    step = 12
    run = row_of(*((step * n, 4, step * n + 9, 20) for n, char in enumerate(text) if char != " "))
    read = read_as(text)
    words = run_words(run, 0, step * len(text), read, "test")
    assert " ".join(word.text for word in words) == text
    assert [Doubt.MAY_BE_MARK in word.doubts for word in words] == is_open
    raised = run_words(run, 0, step * len(text), read, "test", raised=True)
    assert not any(Doubt.MAY_BE_MARK in word.doubts for word in raised)


def read_as(text: str, x0: float = 0.0) -> LineReading:
    """`text` as read from a picture, its characters spread evenly from `x0`, a share of the width, to the end."""
    step = (1 - x0) / len(text)
    return LineReading(tuple(Character(c, 0.9, x0 + step * n, x0 + step * (n + 1)) for n, c in enumerate(text)))


LETTERS = tuple((30 + 11 * n, 4, 40 + 11 * n, 16) for n in range(7))
LABEL_BEHIND_MARK = row_of((0, 4, 10, 16), *LETTERS)
LABEL_BEHIND_LINE = row_of((0, 4, 29, 16), *LETTERS)
"""An X that touches the line below it, which reaches to the label."""


@pytest.mark.parametrize(
    ("reading", "mark"),
    [
        pytest.param(read_as("_X_Director"), ["X"], id="x-on-a-line"),
        pytest.param(read_as("v Director"), ["X"], id="x-without-feet"),
        pytest.param(read_as("Director", 0.3), ["X"], id="x-not-read"),
        pytest.param(read_as("Director"), [], id="no-x"),
        pytest.param(read_as("X Donald Duck"), [], id="no-check-box"),
    ],
)
def test_an_x_before_a_check_boxs_label(reading: LineReading, mark: list[str]) -> None:
    words = ticked_words(LABEL_BEHIND_MARK, 0, 107, reading, "test")
    assert [word.text for word in words if word.text != "Director"] == mark


def test_an_x_grown_into_its_line_is_one() -> None:
    words = ticked_words(LABEL_BEHIND_LINE, 0, 107, read_as("_Director", 0.2), "test")
    assert [word.text for word in words] == ["X", "Director"]
    low = row_of((0, 14, 29, 16), *LETTERS)
    assert not ticked_words(low, 0, 107, read_as("_Director", 0.2), "test"), "a line alone is no tick"


class Counter:
    """An engine that tells a code and its two marks by how many pieces of ink a picture has."""

    name = "counter"

    def read(self, lines: Sequence[Pixels], _: Sequence[str | None] = ()) -> list[LineReading]:
        return [self._reading(line) for line in lines]

    def _reading(self, line: Pixels) -> LineReading:
        ink = np.where(line < 128, np.uint8(255), np.uint8(0))
        text = {1: "D", 4: "(5)", 5: "(1)(5)", 6: "D(1)(5)"}.get(len(connected(ink).stats) - 1, "")
        step, score = 1 / max(len(text), 1), 1.0 if text == "(5)" else 0.99
        return LineReading(tuple(Character(s, score, n * step, (n + 1) * step) for n, s in enumerate(text)))


def test_marks_cut_off_behind_a_code_are_all_kept() -> None:
    """A code is cut off in two places; the second cut loses the bracket of the first mark, and with it the mark."""
    flat = np.full((600, 1000), 255, np.uint8)
    pieces = [(795, 435, 809, 449), (810, 428, 815, 444), (817, 428, 824, 441), (825, 428, 836, 445)]
    for x0, top, x1, bottom in [*pieces, (837, 428, 844, 441), (846, 428, 850, 444)]:
        flat[top:bottom, x0 : x1 - 1] = 0
    flat[428:449, 808:810] = 240  # a little grey between the code and the bracket, as on a scan
    page = printed(flat, np.zeros_like(flat))
    (run,) = text_runs(page, ())
    words = read_runs(page, [run], Counter(), [cell_alphabet(Column("code", Kind.CODE))])
    assert [(word.text, word.raised) for word in words] == [("D", False), ("(1)(5)", True)]
