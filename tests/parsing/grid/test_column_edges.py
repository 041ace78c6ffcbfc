"""Finds where a ruling was between two columns, by what their texts can be."""

from random import Random

import pytest

from extractor.model.form import Kind
from extractor.model.page import BoundingBox, Word
from extractor.parsing.grid.column_edges import Side, edge_between, kinds_of, texts_of

SIZE = 8.0


def word(text: str, x0: float, y: float) -> Word:
    return Word(text, BoundingBox(x0, y, x0 + 4.0 * len(text), y + SIZE), SIZE)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A", {Kind.TEXT, Kind.ACQUIRED_DISPOSED, Kind.CODE}),
        ("1,200(3)", {Kind.TEXT, Kind.NUMBER}),
        ("05/21/2013 (1) (2)", {Kind.TEXT, Kind.DATE}),
        ("By Trust", {Kind.TEXT}),
        ("(4)", set(Kind)),
    ],
)
def test_what_kind_of_column_can_hold_a_text(text: str, kinds: set[Kind]) -> None:
    assert kinds_of(text) == kinds


@pytest.mark.parametrize("seed", range(60))
def test_typed_texts_set_flush_left_go_to_the_column_that_can_hold_them(seed: int) -> None:
    """Headings are centred, but typed text begins at the column's left edge, often in the white between headings."""
    random = Random(seed)  # noqa: S311 - a test is no secret
    wall = random.uniform(100, 140)
    amount, side = Side((40.0, wall - random.uniform(8, 30)), frozenset({Kind.NUMBER})), random.uniform(8, 30)
    letter = Side((wall + side, wall + side + 30), frozenset({Kind.ACQUIRED_DISPOSED}))
    lines = []
    for row in range(random.randint(1, 9)):
        shares = f"{random.randint(1, 999):,}"
        line = [word(shares, wall - 4.0 * len(shares) - random.uniform(3, 50), 20.0 * row)]
        lines.append([*line, word(random.choice("AD"), wall + 2.0, 20.0 * row)])
    edge = edge_between(amount, letter, texts_of(lines))
    ends = max(words[0].box.x1 for words in lines)
    assert (edge.is_sure, ends <= edge.x <= wall + 2.0) == (True, True), f"seed {seed}"


def test_a_text_that_both_can_hold_and_that_stands_between_them_is_unsure() -> None:
    left, right = Side((0.0, 40.0), frozenset({Kind.TEXT})), Side((100.0, 140.0), frozenset({Kind.TEXT}))
    assert not edge_between(left, right, texts_of([[word("Trust", 60.0, 0.0)]])).is_sure


def test_a_mark_alone_is_of_the_column_whose_texts_begin_where_it_does() -> None:
    lines = [[word("$12.50", 456.0, 20.0)], [word("(4)", 456.0, 40.0)], [word("A", 410.0, 20.0)]]
    (mark,) = [text for text in texts_of(lines) if text.x1 - text.x0 < 13 and text.x0 == 456.0]
    assert mark.kinds == {Kind.TEXT, Kind.NUMBER}
