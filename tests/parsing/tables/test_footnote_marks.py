"""A mark is distinguished from a value by its size or place; marks are neither lost nor invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Reading, Word
from extractor.parsing.tables.footnote_marks import MarkStyle, mark_style, split_marks

RAISED = MarkStyle(typed=False, defined=frozenset({1, 2, 3}))
TYPED = MarkStyle(typed=True, defined=frozenset({1, 2, 3}))


def words(*texts: str) -> tuple[Word, ...]:
    """Words side by side; a text that begins with ^ is in smaller type, like raised marks."""
    sizes = [6.0 if text.startswith("^") else 9.0 for text in texts]
    bare = [text.removeprefix("^") for text in texts]
    lefts = [30.0 * index for index in range(len(texts))]
    return tuple(
        Word(text, BoundingBox(x, 10.0, x + 5.0 * len(text), 10.0 + size), size)
        for text, x, size in zip(bare, lefts, sizes, strict=True)
    )


@pytest.mark.parametrize(
    ("texts", "style", "is_text", "value", "marks"),
    [
        pytest.param(("10,000", "^(1)"), RAISED, False, ["10,000"], ("F1",), id="raised"),
        pytest.param(("10,000", "^(1)", "^(2)"), RAISED, False, ["10,000"], ("F1", "F2"), id="two-raised"),
        pytest.param(("10,000", "^(1)(2)"), RAISED, False, ["10,000"], ("F1", "F2"), id="raised-as-one-word"),
        pytest.param(("10,000", "^(2)", "^(2)"), RAISED, False, ["10,000"], ("F2",), id="the-same-twice"),
        pytest.param(("10,000", "(1)(2)"), TYPED, False, ["10,000"], ("F1", "F2"), id="typed-beside-a-number"),
        pytest.param(("10,000(1)",), TYPED, False, ["10,000"], ("F1",), id="typed-and-touching"),
        pytest.param(
            ("Common", "Stock(1)"), TYPED, True, ["Common", "Stock"], ("F1",), id="typed-at-the-end-of-a-text"
        ),
        pytest.param(("Common", "Stock", "(1)"), TYPED, True, ["Common", "Stock"], ("F1",), id="typed-after-a-text"),
        pytest.param(
            ("Series", "(1)", "Preferred"), TYPED, True, ["Series", "(1)", "Preferred"], (), id="brackets-inside-a-text"
        ),
        pytest.param(("Fund", "(9)"), TYPED, True, ["Fund", "(9)"], (), id="no-explanation-of-that-number"),
        pytest.param(("Fund", "(1)"), RAISED, True, ["Fund", "(1)"], (), id="full-size-where-marks-are-raised"),
        pytest.param(("Fund", "(1)", "^(2)"), RAISED, True, ["Fund", "(1)"], ("F2",), id="brackets-then-a-raised-mark"),
        pytest.param(("^(3)",), RAISED, False, [], ("F3",), id="footnote-only"),
        pytest.param(("(3)",), TYPED, True, [], ("F3",), id="footnote-only-typed"),
        pytest.param(("^(1),", "^(2)"), RAISED, False, [], ("F1", "F2"), id="with-a-comma"),
        pytest.param(("10,000", "^1"), RAISED, False, ["10,000"], ("F1",), id="raised-without-brackets"),
        pytest.param(("$", "^10,000"), RAISED, False, ["$", "10,000"], (), id="a-number-in-small-type"),
        pytest.param(("D", "^250"), RAISED, False, ["D", "250"], (), id="three-small-figures"),
        pytest.param((), RAISED, True, [], (), id="blank"),
    ],
)
def test_value_and_marks(
    texts: tuple[str, ...],
    style: MarkStyle,
    is_text: bool,  # noqa: FBT001
    value: list[str],
    marks: tuple[str, ...],
) -> None:
    kept, found = split_marks(words(*texts), style, is_text=is_text)
    assert ([word.text for word in kept], found) == (value, marks)


@pytest.mark.parametrize(
    ("texts", "typed"),
    [
        pytest.param(("10,000", "^(1)"), False, id="raised"),
        pytest.param(("10,000", "(1)"), True, id="typed"),
        pytest.param(("10,000",), True, id="no-marks-at-all"),
        pytest.param(("^10,000", "^(1)", "9", "9", "9"), False, id="a-small-table-among-larger-type"),
    ],
)
def test_the_style_of_a_filing(texts: tuple[str, ...], typed: bool) -> None:  # noqa: FBT001
    style = mark_style(words(*texts), [1])
    assert (style.typed, style.defined) == (typed, frozenset({1}))


TEXTS = st.lists(st.text(alphabet="ab1(2)^,", min_size=1, max_size=6).filter(lambda text: text != "^"), max_size=5)


@given(texts=TEXTS, typed=st.booleans(), is_text=st.booleans())
def test_nothing_is_lost_and_nothing_made_up(texts: list[str], typed: bool, is_text: bool) -> None:  # noqa: FBT001
    given_words = words(*texts)
    kept, marks = split_marks(given_words, MarkStyle(typed=typed, defined=frozenset({1, 2, 12})), is_text=is_text)
    before, after = "".join(word.text for word in given_words), "".join(word.text for word in kept)
    letters = [char for char in before if char in "ab"]
    assert [char for char in after if char in "ab"] == letters
    assert all(mark[1:] in before for mark in marks)


@pytest.mark.parametrize(
    ("texts", "value", "marks"),
    [
        (("right", "to", "buy)(2)"), ["right", "to", "buy)"], ("F2",)),
        (("per", "share(1"), ["per", "share"], ("F1",)),
        (("per", "share", "(1)"), ["per", "share"], ("F1",)),
        (("per", "share(7)"), ["per", "share(7)"], ()),
        (("per", "share(7"), ["per", "share(7"], ()),
    ],
    ids=["glued", "half-lost", "apart", "without-explanation", "half-lost-without-explanation"],
)
def test_at_the_end_of_a_scanned_text_a_mark_need_not_be_seen_to_be_raised(
    texts: tuple[str, ...], value: list[str], marks: tuple[str, ...]
) -> None:
    scanned = [word._replace(doubts=frozenset({Doubt.MAY_BE_MARK})) for word in words(*texts)]
    kept, found = split_marks(scanned, RAISED, is_text=True)
    assert ([word.text for word in kept], found) == (value, marks)
    assert (Doubt.MARK_UNEXPLAINED in kept[-1].doubts) == ("(7" in value[-1])


@pytest.mark.parametrize(
    ("others", "mark"),
    [((("(1)", 0.45),), "F1"), ((("(1)", 0.05),), "F3"), ((("(7)", 0.45),), "F3"), ((), "F3")],
    ids=["explained", "hardly-seen", "not-explained-either", "nothing-else"],
)
def test_of_two_likely_marks_the_one_that_is_explained_is_meant(
    others: tuple[tuple[str, float], ...], mark: str
) -> None:
    readings = tuple(Reading("ppocr", text, score) for text, score in (("(3)", 0.5), *others))
    value, raised = words("Stock", "(3)")
    raised = raised._replace(raised=True, readings=readings)
    style = MarkStyle(typed=False, defined=frozenset({1, 2}))
    assert split_marks((value, raised), style, is_text=True)[1] == (mark,)


def test_a_mark_glued_to_its_value_is_in_none_of_its_readings() -> None:
    (glued,) = words("(TSM)(1)")
    readings = (Reading("ppocr", "(TSM)(1)", 0.7), Reading("ppocr", "(TSM)(7)", 0.2))
    glued = glued._replace(readings=readings, doubts=frozenset({Doubt.MAY_BE_MARK}))
    (kept,), found = split_marks((glued,), RAISED, is_text=True)
    assert (kept.text, found) == ("(TSM)", ("F1",))
    assert [reading.text for reading in kept.readings] == ["(TSM)", "(TSM)"]


def test_a_mark_that_lost_its_closing_bracket_is_doubted_whatever_its_word_is_from() -> None:
    style = MarkStyle(typed=True, defined=frozenset({2}))
    (kept,), found = split_marks(words("share(2"), style, is_text=True)
    assert (kept.text, kept.doubts, found) == ("share", {Doubt.LENIENT}, ("F2",))
    (whole,), _ = split_marks(words("share(2)"), style, is_text=True)
    assert whole.doubts == frozenset()
