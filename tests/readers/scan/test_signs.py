"""Signs that engines misread anywhere: brackets, gaps in numbers, marks behind values, faint type."""

import cv2
import numpy as np
import pytest

from extractor.model.form import TABLES
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.brackets import with_brackets
from extractor.readers.scan.form_print.known_headings import known_heads
from extractor.readers.scan.rulings.gaps import as_drawn
from extractor.readers.scan.rulings.pixels import Piece
from extractor.readers.scan.segmentation.marks import as_mark, code_ends, raised_spans
from extractor.readers.scan.segmentation.text_runs import Letter, printed, run_of, text_runs
from extractor.readers.wording.alphabets import PRICE, cell_alphabet
from extractor.readers.wording.mark_texts import is_mark_text


def reading(text: str, score: float = 0.9) -> LineReading:
    step = 1 / max(len(text), 1)
    return LineReading(tuple(Character(c, score, i * step, (i + 1) * step) for i, c in enumerate(text)))


@pytest.mark.parametrize(
    ("read", "printed_as"),
    [
        ("Rocket Lab USA, Inc. | RKLB |", "Rocket Lab USA, Inc. [ RKLB ]"),
        ("Acme Corp {ACME}", "Acme Corp [ACME]"),
        ("Acme Corp[ ACM ACM.A ]", "Acme Corp[ ACM ACM.A ]"),
        ("Acme Corp [ACMEJ", "Acme Corp [ACME]"),
        ("INCOME FUND II PML]", "INCOME FUND II [PML]"),
        ("10, 000", "10,000"),
        ("$ 1, 234. 50", "$1,234.50"),
        ("INCOME FUND II", "INCOME FUND II"),
        ("NEW YORK NY I", "NEW YORK NY I"),
        ("March 25, 2026", "March 25, 2026"),
        ("", ""),
    ],
)
def test_brackets_and_gaps(read: str, printed_as: str) -> None:
    assert with_brackets(reading(read)).text == printed_as


@pytest.mark.parametrize(
    ("read", "mark"), [("111", "(1)"), ("{2|", "(2)"), ("I12l", "(12)"), ("(3)", "(3)"), ("Sr.", "Sr."), ("101", "101")]
)
def test_thin_strokes_around_a_figure_are_a_marks_brackets(read: str, mark: str) -> None:
    assert as_mark(reading(read)).text == mark


def test_guessed_bracket_is_no_sure_one() -> None:
    mended = as_mark(reading("111", 0.99))
    assert is_mark_text(mended.text)
    assert mended.sureness <= 0.5 < mended.score


FIGURES = tuple(Letter(x, 68, x + 8, 80) for x in (0, 10, 20, 30, 40))


@pytest.mark.parametrize(
    ("tail", "is_mark"),
    [
        ((Letter(52, 64, 56, 77), Letter(59, 65, 64, 77), Letter(67, 64, 71, 77)), True),
        ((Letter(52, 68, 60, 78), Letter(62, 68, 70, 78)), False),  # figures a little higher: the page is not level
        ((Letter(52, 64, 56, 80), Letter(59, 68, 67, 80), Letter(69, 64, 73, 80)), False),  # a bracketed figure
    ],
    ids=["hardly-raised-mark", "figures", "brackets-on-the-line"],
)
def test_marks_behind_figures_reach_above_them(tail: tuple[Letter, ...], is_mark: bool) -> None:  # noqa: FBT001
    found = raised_spans(run_of((*FIGURES, *tail)), is_number=True)
    assert found == ([(tail[0].x0, tail[-1].x1)] if is_mark else [])


def test_figures_behind_a_dollar_are_no_mark() -> None:
    dollar = Letter(-12, 66, -3, 83)
    assert raised_spans(run_of((dollar, *FIGURES)), is_number=True) == []


def _code_ends(letters: list[Letter], blank: tuple[slice, slice] | None = None) -> tuple[int, ...]:
    """Where the code drawn as black boxes may end, with `blank` erased from it."""
    paper = np.full((60, 80), 255, np.uint8)
    for letter in letters:
        paper[letter.top : letter.bottom, letter.x0 : letter.x1] = 0
    if blank:
        paper[blank] = 255
    return code_ends(paper, run_of(letters))


def test_what_stands_behind_the_letter_of_a_code() -> None:
    mark = [Letter(26, 8, 30, 22), Letter(32, 8, 38, 20), Letter(40, 8, 44, 22)]
    assert _code_ends([Letter(10, 10, 24, 30)]) == ()
    assert _code_ends([Letter(10, 10, 24, 30), *mark]) == (24,)
    assert _code_ends([Letter(10, 10, 24, 30), Letter(27, 10, 40, 30)]) == (), "two letters stand on the baseline"


def test_a_mark_grown_into_the_letter_of_a_code_is_cut_at_its_foot_or_where_the_ink_is_thinnest() -> None:
    grown = [Letter(10, 8, 40, 30), Letter(42, 8, 46, 22)]  # only the first 14 columns stand on the baseline
    foot, *thinnest = _code_ends(grown, (slice(22, 30), slice(24, 40)))
    assert foot == 24
    assert all(24 < end <= 40 for end in thinnest)


def test_continued_table_is_known_by_its_columns() -> None:
    for table in TABLES:
        edges = [100.0 + 80 * index for index in range(len(table.columns) + 1)]
        (head,) = known_heads([], [Piece(x, 90, 400) for x in edges])
        first = head.column_at(110, 200)
        assert head.table is table
        assert first == table.columns[0]
    assert known_heads([], [Piece(100.0 + 80 * index, 90, 400) for index in range(6)]) == ()


def test_only_prices_are_taken_to_begin_with_a_dollar() -> None:
    prices = {c.attribute for table in TABLES for c in table.columns if cell_alphabet(c) == PRICE}
    assert prices == {"transaction_price_per_share", "conversion_or_exercise_price"}


def test_line_through_a_title_is_no_ruling_and_one_that_letters_touch_goes_on() -> None:
    page = np.full((700, 900), 255, np.uint8)
    for y in (100, 200, 280, 400, 500):
        cv2.line(page, (50, y), (850, y), 0, 2)
    for top, bottom in ((100, 200), (280, 500)):  # nothing is drawn between the two tables
        cv2.line(page, (300, top), (300, bottom), 0, 2)
    across = [Piece(y + 0.5, 50, 850) for y in (100, 200, 280, 400, 500)]
    through = Piece(300.5, 100, 400)  # print in line with the ruling joined what is not, and hid the last stretch
    _, down, _ = as_drawn(page, np.zeros_like(page), across, [through])
    assert [(round(line.start), round(line.stop)) for line in down] == [(100, 200), (280, 500)]


def test_faint_mark_is_print_and_grain_is_none() -> None:
    page = np.full((400, 600), 255, np.uint8)
    cv2.putText(page, "(2)", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 185, 1)
    page[94:97, 108:110] = 150  # here and there the thin type is as dark as print
    found = text_runs(printed(page, np.zeros_like(page)), [])
    assert any(90 <= run.x0 <= 125 for run in found)
    noise = np.random.default_rng(3).normal(250, 20, (400, 600)).clip(0, 255).astype(np.uint8)
    assert not text_runs(printed(noise, np.zeros_like(noise)), [])


def test_faint_marks_are_print_beside_a_grey_text() -> None:
    page = np.full((700, 900), 255, np.uint8)
    for row in range(12):  # more pale letters than a page has marks
        cv2.putText(page, "The price reported in Column", (80, 300 + 25 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 185, 1)
        page[292 + 25 * row : 300 + 25 * row, 80:330:4] = np.minimum(
            page[292 + 25 * row : 300 + 25 * row, 80:330:4],
            255 - (255 - page[292 + 25 * row : 300 + 25 * row, 80:330:4]) // 2 * 3,
        )
    cv2.putText(page, "(2)", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 185, 1)
    page[94:97, 108:110] = 150
    assert any(run.top < 110 for run in text_runs(printed(page, np.zeros_like(page)), []))


def test_letters_grown_together_are_a_word_and_bars_and_lines_are_none() -> None:
    page = np.full((400, 600), 255, np.uint8)
    cv2.putText(page, "Common", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3)
    page[70:110, 50:200] = cv2.erode(page[70:110, 50:200], np.ones((1, 9), np.uint8))  # its letters touch
    cv2.rectangle(page, (60, 200), (260, 225), 0, -1)
    runs = text_runs(printed(page, np.zeros_like(page)), [])
    assert [run.top < 110 for run in runs] == [True]
