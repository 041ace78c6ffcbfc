"""The case of letters that look the same in both, by the height of their ink and whether it reaches below the line."""

import pytest

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.letter_case import MOST, in_case
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Run, run_of

STEP, BASELINE, CAPITAL, SMALL, FOOT = 20, 60, 18, 12, 5


def _run(*inks: str) -> Run:
    """A line of letters with these heights: "capital", "small", "foot" or "cut" (with its foot erased)."""
    heights = {"capital": (CAPITAL, 0), "small": (SMALL, 0), "foot": (SMALL, FOOT), "cut": (SMALL, -2)}
    letters = []
    for place, ink in enumerate(inks):
        high, below = heights[ink]
        letters.append(Letter(STEP * place, BASELINE - high, STEP * place + 12, BASELINE + below))
    return run_of(letters)


def _read(text: str, place: int, other: float = 0.4, score: float = 0.5) -> LineReading:
    """`text` as read, with one `place` at which the network hesitated between the cases."""
    width = STEP * len(text) - 8
    return LineReading(
        tuple(
            Character(
                sign,
                score if index == place else 0.99,
                STEP * index / width,
                (STEP * index + 12) / width,
                ((sign.swapcase(), other),) if index == place else (),
            )
            for index, sign in enumerate(text)
        )
    )


@pytest.mark.parametrize(
    ("text", "place", "inks", "told"),
    [
        ("BY", 1, ("capital", "foot"), "By"),
        ("By", 1, ("capital", "capital"), "BY"),
        ("By", 1, ("capital", "foot"), "By"),
        ("x0", 0, ("capital", "capital"), "X0"),
        ("ItS", 2, ("capital", "capital", "small"), "Its"),
        ("ex", 1, ("small", "small"), "ex"),
        ("BY", 1, ("capital", "cut"), "BY"),
    ],
    ids=["a-foot", "no-foot", "right-already", "as-high-as-a-figure", "low", "nothing-to-measure-by", "foot-erased"],
)
def test_the_ink_tells_the_case(text: str, place: int, inks: tuple[str, ...], told: str) -> None:
    run = _run(*inks)
    assert in_case(_read(text, place), run, run.x0, run.x1).text == told


def test_a_told_case_is_as_sure_as_both_cases_together_and_no_other_reading() -> None:
    run = _run("capital", "foot")
    letter = in_case(_read("BY", 1), run, run.x0, run.x1).characters[1]
    assert letter.score == pytest.approx(0.9)
    assert letter.score <= MOST
    assert letter.others == ()


def test_a_case_that_was_seen_is_left_alone() -> None:
    run = _run("capital", "foot")
    sure = _read("BY", 1, score=0.95)
    assert in_case(sure, run, run.x0, run.x1) == sure


@pytest.mark.parametrize(
    ("text", "heights", "told"),
    [
        ("ABC [ QLYs ]", {"s": 14}, "ABC [ QLYS ]"),
        ("ABC [ sNOw ]", {"s": 14, "w": 14}, "ABC [ SNOW ]"),
        ("ABC [ v ]", {"v": 14}, "ABC [ V ]"),
        ("ABC [ v ]", {"v": 9}, "ABC [ v ]"),
        ("Abc Inc", {"c": 12, "b": 18, "n": 12}, "Abc Inc"),
        ("Co", {"C": 12, "o": 12}, "Co"),
        ("c o", {}, "c o"),
    ],
    ids=[
        "one-low",
        "two-low",
        "alone-in-brackets",
        "a-small-letter-in-brackets",
        "small-letters",
        "a-broken-capital",
        "nothing-tells",
    ],
)
def test_a_word_of_smaller_type_is_measured_by_its_own_capitals_and_brackets(
    text: str, heights: dict[str, int], told: str
) -> None:
    """The trading symbol is in smaller type than the issuer's name: capitals of 14 pixels between brackets of 19."""
    start = text.find("[")
    usual = {**dict.fromkeys("[]", 19), **dict.fromkeys("QLYNO", 14 if start >= 0 else CAPITAL)}
    letters = [
        Letter(STEP * place, BASELINE - high, STEP * place + 12, BASELINE)
        for place, sign in enumerate(text)
        if not sign.isspace()
        for high in [heights.get(sign, usual.get(sign, CAPITAL))]
    ]
    width = STEP * len(text) - 8
    reading = LineReading(
        tuple(
            Character(sign, 0.99, STEP * place / width, (STEP * place + 12) / width) for place, sign in enumerate(text)
        )
    )
    run = run_of(letters)
    assert in_case(reading, run, 0, width).text == told


def test_letters_that_touch_tell_nothing_of_one() -> None:
    """The c of "FACct" touches the t after it."""
    letters = [Letter(STEP * place, BASELINE - 18, STEP * place + 12, BASELINE) for place in range(3)]
    run = run_of((*letters, Letter(60, BASELINE - 18, 83, BASELINE)))
    places = [6, 26, 46, 65, 77]
    reading = LineReading(
        tuple(Character(sign, 0.99, (x - 4) / 83, (x + 4) / 83) for sign, x in zip("FACct", places, strict=True))
    )
    assert in_case(reading, run, 0, 83).text == "FACct"


@pytest.mark.parametrize(("score", "told"), [(0.99, "AFactB"), (0.6, "AFaCtB")])
def test_amid_small_letters_a_capital_is_believed_only_where_the_network_hesitated(score: float, told: str) -> None:
    """On a blurred page the c of "Fact" is as high as the F."""
    run = _run("capital", "capital", "small", "capital", "small", "capital")
    found = in_case(_read("AFactB", 3, other=0.01, score=score), run, run.x0, run.x1)
    assert found.text == told
    assert (Doubt.CAPITAL_AMID in found.doubts) == (told != "AFactB")
