"""An X, however it is typed, ticks the box that it stands before, and empty boxes tick nothing."""

from random import Random

import pytest

from extractor.model.form_labels import RELATIONSHIP_LABELS
from extractor.model.page import BoundingBox, Word
from extractor.parsing.header.boxes import read_boxes
from extractor.parsing.header.ticks import Ticks, read_ticks
from tests.support.typed_words import words

AROUND = BoundingBox(405, 140, 800, 210)
PLACES = {
    "is_director": (430, 152),
    "is_ten_percent_owner": (611, 152),
    "is_officer": (430, 170),
    "is_other": (611, 170),
}


def ticks(marks: dict[str, str]) -> Ticks:
    """The ticks of a box 5 with these signs before its labels."""
    labels = words(
        (446, 152, "Director"), (627, 152, "10% Owner"), (446, 170, "Officer (give title below)"),
        (627, 170, "Other (specify below)"), (446, 190, "VP Sales"),
    )  # fmt: skip
    typed = words(*((*PLACES[name], sign) for name, sign in marks.items()))
    return read_ticks([*labels, *typed], RELATIONSHIP_LABELS, AROUND)


def told(found: Ticks) -> tuple[set[str], set[str], str]:
    """The names of ticked labels, those of doubted labels, and the text that is left."""
    return (
        {name for name, tick in found.ticks.items() if tick.ticked},
        {name for name, tick in found.ticks.items() if tick.doubts or any(word.doubts for word in tick.words)},
        " ".join(word.text for word in found.rest),
    )


@pytest.mark.parametrize("sign", ["X", "x", "XX", "X.", "+", "●", "◆", "•", "✖", "✔", "☒"])
def test_every_sign_where_an_x_belongs_is_one(sign: str) -> None:
    assert told(ticks({"is_officer": sign})) == ({"is_officer"}, set(), "VP Sales")


@pytest.mark.parametrize(("tick", "empty"), [("x", "o"), ("X", "q"), ("✔", "☐"), ("●", "○")])
def test_empty_boxes_are_neither_ticks_nor_text(tick: str, empty: str) -> None:
    signs = dict.fromkeys(PLACES, empty) | {"is_officer": tick}
    assert told(ticks(signs)) == ({"is_officer"}, set(), "VP Sales")


def test_letters_that_nothing_tells_are_doubted() -> None:
    ticked, doubted, _ = told(ticks({"is_officer": "o"}))
    assert ticked == doubted == {"is_officer"}


def test_bullets_before_every_label_tick_nothing_unasked() -> None:
    ticked, _, rest = told(ticks(dict.fromkeys(PLACES, "•")))
    assert ticked == set()
    assert rest.count("•") == len(PLACES)


def test_a_sign_in_a_title_ticks_nothing() -> None:
    title = Word("+", BoundingBox(495, 190, 500, 199), 9.0)
    found = read_ticks([*words((446, 152, "Director"), (446, 190, "Growth")), title], RELATIONSHIP_LABELS, AROUND)
    assert told(found)[0] == set()


@pytest.mark.parametrize("seed", range(8))
def test_a_mark_as_high_as_two_lines_does_not_run_them_together(seed: int) -> None:
    """A copy's X is as high as its cell; and a letter of the text beside it is misread."""
    random = Random(seed)  # noqa: S311
    lines = ["Check this box if no longer subject to", "Section 16. Form 4 or Form 5", "obligations may continue. See"]
    place = random.randrange(15, len(lines[0]))
    misread = lines[0][:place] + random.choice("xqz") + lines[0][place + 1 :]
    text = words(*((50, 77 + 10 * row, line) for row, line in enumerate([misread, *lines[1:]])), (300, 46, "UNITED"))
    top = 77 + random.uniform(5, 12)
    mark = Word("X", BoundingBox(37, top, 45, top + 19), 19)
    ticks = read_boxes((), (*text, mark)).ticks
    assert ticks["not_subject_to_section16"].ticked, seed
    assert not read_boxes((), text).ticks["not_subject_to_section16"].ticked, seed


@pytest.mark.parametrize("row", range(5))
def test_a_text_in_small_capitals_goes_on_below_a_line_of_small_ones(row: int) -> None:
    """Lines are as far apart as large letters are high, and a line without one seems to lie far below the last."""
    first, *rest = (
        ("Check this box to indicate that a", 7.1), ("transaction was made pursuant to a", 3.1),
        ("contract, instruction or written", 3.1), ("plan for the purchase or sale of", 3.1),
        ("equity securities of the issuer that is", 3.1), ("intended to satisfy the affirmative", 3.1),
    )  # fmt: skip
    lines = [first, *rest]
    text = [
        word._replace(box=word.box._replace(top=word.box.bottom - height))
        for number, (line, height) in enumerate(lines)
        for word in words((50, 77 + 7.1 * number, line))
    ]
    middle = next(word for word in text if word.text == lines[row + 1][0].split()[0]).box.y_center
    mark = Word("X", BoundingBox(37, middle - 4, 44, middle + 4), 9)
    assert read_boxes((), (*text, mark)).ticks["aff10b5_one"].ticked
    far = Word("X", BoundingBox(37, text[-1].box.bottom + 12, 44, text[-1].box.bottom + 20), 9)
    assert not read_boxes((), (*text, far)).ticks["aff10b5_one"].ticked
