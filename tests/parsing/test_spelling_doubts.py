"""Texts that may mean something else than their letters say."""

import pytest

from extractor.model.doubts import Doubt
from extractor.model.ownership import StrField
from extractor.model.page import BoundingBox, Page, Word
from extractor.model.strip import Cell, stack
from extractor.parsing.evidence import Evidence
from extractor.parsing.tables.footnote_marks import MarkStyle


def field(*lines: str) -> StrField:
    words = tuple(Word(text, BoundingBox(10, 20 + 12 * n, 60, 30 + 12 * n), 10) for n, text in enumerate(lines))
    evidence = Evidence(stack((Page(1, 612, 792, words),)), MarkStyle(typed=False, defined=frozenset({1, 2})))
    read: StrField = evidence.field(StrField, Cell(BoundingBox(0, 0, 100, 100), words), str, is_text=True)
    return read


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("”", {Doubt.DITTO}), ("same as above", {Doubt.DITTO}), ("ditto", {Doubt.DITTO}),
        ("Common Stock²", {Doubt.RAISED_FIGURE}), ("Rene´", {Doubt.LOOSE_ACCENT}),
        ("Common Stock", set()), ("Same-Store Units", set()), ("O’Neill Trust", set()), ("Müller", set()),
    ],
)  # fmt: skip
def test_what_may_be_another_text(text: str, doubts: set[Doubt]) -> None:
    assert field(text).doubts == doubts


def test_a_word_that_a_browser_divides_is_one_word() -> None:
    assert field("By\u00a0Grand\u2010", "childrens").value == "By\u00a0Grandchildrens"
    assert field("Smith\u2010", "Jones").value == "Smith\u2010 Jones", "a hyphen of its own"
