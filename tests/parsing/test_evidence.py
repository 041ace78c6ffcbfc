"""What the words of a scan tell about a whole field: its readings, their scores, and alternatives."""

import pytest

from extractor.model.doubts import Doubt
from extractor.model.ownership import StrField
from extractor.model.page import BoundingBox, Origin, Page, Reading, Word
from extractor.model.places import is_state
from extractor.model.strip import Cell, stack
from extractor.parsing.evidence import Evidence
from extractor.parsing.tables.footnote_marks import MarkStyle

STRIP = stack((Page(1, 612, 792, ()),))
BOX = BoundingBox(100, 100, 500, 140)
EVIDENCE = Evidence(STRIP, MarkStyle(typed=False, defined=frozenset()))


def word(text: str, place: int, *readings: tuple[str, float]) -> Word:
    """A word at the given place on the first line, with the reader's readings."""
    box = BoundingBox(110 + 10 * place, 110, 118 + 10 * place, 119)
    return Word(text, box, 9.0, readings=tuple(Reading("ppocr", seen, score) for seen, score in readings))


def sentence(*, letters: float, figures: float) -> Cell:
    """An explanation in which one word of letters and one number were read with these scores."""
    texts = ["prices", "ranging", "from", "$16.30"] * 5
    scores = [0.99] * 18 + [letters, figures]
    texts[-2:] = ["indusive", "$17.10"]
    return Cell(
        BOX, tuple(word(text, n, (text, score)) for n, (text, score) in enumerate(zip(texts, scores, strict=True)))
    )


def test_a_letter_of_an_explanation_tells_little_and_a_figure_all() -> None:
    misspelt, misread = sentence(letters=0.3, figures=0.98), sentence(letters=0.98, figures=0.3)
    assert (EVIDENCE.text(misspelt, is_running=True).readings[0].score or 0) > 0.9
    assert EVIDENCE.text(misread, is_running=True).readings[0].score == 0.3
    assert EVIDENCE.text(misspelt).readings[0].score == 0.3, "a long name is still a name"


def test_a_short_text_is_as_sure_as_its_least_sure_word() -> None:
    cell = Cell(BOX, (word("Common", 0, ("Common", 0.99)), word("Stack", 7, ("Stack", 0.4), ("Stock", 0.3))))
    field = EVIDENCE.text(cell)
    assert [(reading.text, reading.score) for reading in field.readings] == [
        ("Common Stack", 0.4),
        ("Common Stock", 0.3),
    ]


@pytest.mark.parametrize(
    ("readings", "score", "rivals"),
    [
        ((("X", 0.7), ("x", 0.25)), 0.95, 0),
        ((("X", 0.7), ("☒", 0.2), ("K", 0.1)), 0.9, 1),
        ((("V", 0.7), ("x", 0.25)), 0.7, 1),
    ],
)
def test_every_kind_of_x_ticks_a_box(readings: tuple[tuple[str, float], ...], score: float, rivals: int) -> None:
    tick = EVIDENCE.tick(Cell(BOX, (word("X", 0, *readings),)), ticked=True)
    assert tick.readings[0].score == pytest.approx(score)
    assert len(tick.readings) - 1 == rivals


@pytest.mark.parametrize(
    ("value", "mark", "score", "seen"),
    [(0.99, 0.6, 0.6, "10,000"), (0.7, 0.95, 0.7, "10,000"), (None, 0.6, 0.6, "")],
    ids=["mark-unsure", "value-unsure", "mark-alone"],
)
def test_a_field_is_no_surer_than_its_marks(value: float | None, mark: float, score: float, seen: str) -> None:
    marked = word("(1)", 8, ("(1)", mark))._replace(raised=True, size=6.0)
    words = (marked,) if value is None else (word("10,000", 0, ("10,000", value)), marked)
    field = EVIDENCE.field(StrField, Cell(BOX, words), str)
    assert field.footnotes == ("F1",)
    assert field.readings == (Reading("ppocr", seen, score),)


@pytest.mark.parametrize("text", ["Depositary Shares]", "[s/ Ryan Greenawalt", "Option (right to buy", "{Units"])
@pytest.mark.parametrize("origin", [Origin.RECOGNISED, Origin.PRINTED])
def test_half_a_pair_of_brackets_is_doubted_in_every_text_of_a_scan(text: str, origin: Origin) -> None:
    cell = Cell(
        BOX, tuple(word(each, 8 * n, (each, 0.99))._replace(origin=origin) for n, each in enumerate(text.split()))
    )
    for field in (EVIDENCE.text(cell), EVIDENCE.text(cell, marks=True)):
        assert (Doubt.BRACKET in field.doubts) == (origin is Origin.RECOGNISED)


def test_a_state_that_edgar_does_not_have_is_no_rival_of_one_that_it_has() -> None:
    read = EVIDENCE.text(Cell(BOX, (word("X0", 0, ("X0", 0.55), ("XO", 0.4), ("X1", 0.05)),)), is_known=is_state)
    assert read.readings == (Reading("ppocr", "X0", pytest.approx(0.95)), Reading("ppocr", "X1", 0.05))
    impossible = EVIDENCE.text(Cell(BOX, (word("XO", 0, ("XO", 0.55), ("X0", 0.4)),)), is_known=is_state)
    assert [reading.text for reading in impossible.readings] == ["XO", "X0"]
