"""Specks, strokes and marks without their figures that an engine read in a scan's cells, by what the cells can hold."""

from random import Random

import pytest

from extractor.model.doubts import Doubt
from extractor.model.form import Kind
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.model.strip import Cell
from extractor.parsing.assemble import PARSERS
from extractor.parsing.tables.footnote_marks import MarkStyle, mark_style, split_marks
from extractor.parsing.tables.recognised_cells import as_recognised

STYLE = MarkStyle(typed=False, defined=frozenset({1, 2, 3, 4}), bracketed=True, highest=4)


def cell(*texts: str, raised: str = "", origin: Origin = Origin.RECOGNISED) -> Cell:
    """A cell with words side by side as the reader of a scan gives them; `raised` is the text of a raised one."""
    words = [
        Word(
            text,
            BoundingBox(20.0 * place, 10.0, 20.0 * place + 15, 20.0),
            10.0,
            text == raised,
            (Reading("ppocr", text, 0.99),),
            origin,
            sources=(place,),
        )
        for place, text in enumerate(texts)
    ]
    if words and words[-1].text.endswith(")"):
        words[-1] = words[-1]._replace(doubts=frozenset({Doubt.MAY_BE_MARK}))
    return Cell(BoundingBox.around(word.box for word in words), tuple(words))


@pytest.mark.parametrize(
    ("texts", "kind", "value", "marks", "doubt"),
    [
        (("10,433()",), Kind.NUMBER, ["10,433"], ("F1",), Doubt.FIGURE_PUT_IN),
        (("()",), Kind.DATE, [], ("F1",), Doubt.FIGURE_PUT_IN),
        (("1,835.",), Kind.NUMBER, ["1,835"], (), Doubt.STOP_LEFT_OUT),
        (("01", "05", "/2023"), Kind.DATE, ["01/05/2023"], (), Doubt.STROKE_PUT_IN),
        (("01", "01/2023(2)"), Kind.DATE, ["01/01/2023"], ("F2",), Doubt.STROKE_PUT_IN),
        (("•", "D"), Kind.DIRECT_INDIRECT, ["D"], (), Doubt.SIGNS_LEFT_OUT),
        (("1",), Kind.DIRECT_INDIRECT, ["I"], (), Doubt.LIKE_CODE),
        (("A", "1"), Kind.ACQUIRED_DISPOSED, ["A"], (), Doubt.SIGNS_LEFT_OUT),
        (("M", "."), Kind.CODE, ["M"], (), Doubt.SIGNS_LEFT_OUT),
        (("See", "footnotes", "(1x2X3)"), Kind.TEXT, ["See", "footnotes"], ("F1", "F2", "F3"), None),
        (("Swaps", "(3(4)"), Kind.TEXT, ["Swaps"], ("F3", "F4"), None),
        (("By", "Trust(3}"), Kind.TEXT, ["By", "Trust"], ("F3",), Doubt.BRACKET),
        (("By", "LLC(", "2)"), Kind.TEXT, ["By", "LLC"], ("F2",), Doubt.BRACKET),
    ],
)
def test_a_misread_cell_holds_what_its_column_can(
    texts: tuple[str, ...], kind: Kind, value: list[str], marks: tuple[str, ...], doubt: Doubt | None
) -> None:
    read = as_recognised(cell(*texts), kind, PARSERS[kind], STYLE)
    words, found = split_marks(read.words, STYLE, is_text=kind is Kind.TEXT)
    assert ([word.text for word in words], found) == (value, marks)
    assert {source for word in read.words for source in word.sources} == set(range(len(texts)))
    assert doubt is None or any(doubt in word.doubts for word in read.words)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("D", "1"), Kind.DIRECT_INDIRECT),  # two rows read as one: no code may be dropped
        (("Fund", "(2.5x)"), Kind.TEXT),
        (("Plan", "401(k)"), Kind.TEXT),
        (("Stock", "(1995)"), Kind.TEXT),
        (("Series", "(X)"), Kind.TEXT),
        (("13", "45/2023"), Kind.DATE),
        (("A", "M"), Kind.CODE),
    ],
)
def test_what_may_be_printed_like_this_stays(texts: tuple[str, ...], kind: Kind) -> None:
    before = cell(*texts)
    assert as_recognised(before, kind, PARSERS[kind], STYLE) == before


def test_text_layers_are_left_alone() -> None:
    before = cell("10,433()", origin=Origin.PRINTED)
    assert as_recognised(before, Kind.NUMBER, PARSERS[Kind.NUMBER], STYLE) == before


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_without_explanation_is_the_only_one_that_is_missing(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the seed is in the test's name
    explained = range(1, random.randint(2, 6))
    missing = random.choice(explained)
    misread = random.choice([number for number in range(1, 100) if number not in explained])
    table = [cell("100", f"({number})", raised=f"({number})") for number in explained if number != missing]
    table.append(cell("F", f"{misread})", raised=f"{misread})"))
    style = mark_style([word for each in table for word in each.words], explained)
    read = as_recognised(table[-1], Kind.CODE, PARSERS[Kind.CODE], style)
    assert split_marks(read.words, style, is_text=False)[1] == (f"F{missing}",)
    assert Doubt.NEAR_KNOWN in read.words[-1].doubts


@pytest.mark.parametrize(("number", "is_mark"), [(2, True), (9, False)])
def test_a_mark_of_a_lost_explanation_is_no_part_of_the_text_and_is_doubted(number: int, is_mark: bool) -> None:  # noqa: FBT001
    style = MarkStyle(typed=False, defined=frozenset({1, 4}), bracketed=True, highest=4)
    words, marks = split_marks(cell("By", f"Trust({number})").words, style, is_text=True)
    assert marks == ((f"F{number}",) if is_mark else ())
    assert Doubt.MARK_UNEXPLAINED in words[-1].doubts


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_that_two_cells_have_is_doubted_while_an_explanation_has_none(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible filings
    explained = range(1, random.randint(3, 9))
    missing, twice = random.sample(explained, 2)
    table = [cell("100", f"({number})", raised=f"({number})") for number in explained if number != missing]
    table.append(cell("F", f"({twice})", raised=f"({twice})"))
    for lost in (True, False):
        style = mark_style([w for each in table for w in each.words], [n for n in explained if lost or n != missing])
        doubted = [as_recognised(each, Kind.NUMBER, PARSERS[Kind.NUMBER], style).words[-1] for each in table]
        asked = [word.text for word in doubted if Doubt.MAY_BE_OTHER_MARK in word.doubts]
        assert asked == ([f"({twice})"] * 2 if lost else [])
    sure = table[-1].words[-1]._replace(readings=(Reading("ppocr", f"({twice})", 0.999),))
    read = as_recognised(Cell(table[-1].box, (sure,)), Kind.NUMBER, PARSERS[Kind.NUMBER], style)
    assert Doubt.MAY_BE_OTHER_MARK not in read.words[-1].doubts
