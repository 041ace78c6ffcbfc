"""Several looks of a network at one picture: likelihoods computed by hand, and known words and marks as candidates."""

from itertools import product

import numpy as np
import pytest

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.recognition.retries import OTHER_VIEWS, Look, is_doubtful, is_settled, likeliest, likelihood
from extractor.readers.wording.alphabets import RAISED

ALPHABET = ("", *"Cacekmnou kS()1234ts")


def _steps(*shown: dict[str, float]) -> np.ndarray:
    """One step for each of `shown`, its characters' probabilities; the rest is spread over all other characters."""
    rows = []
    for probabilities in shown:
        row = np.full(len(ALPHABET), max(1e-6, (1 - sum(probabilities.values())) / len(ALPHABET)))
        for text, value in probabilities.items():
            row[ALPHABET.index(text)] = value
        rows.append(row)
    return np.array(rows, dtype=np.float32)


def _look(*shown: dict[str, float]) -> Look:
    best = [max(probabilities, key=lambda text: probabilities[text]) for probabilities in shown]
    characters = [
        Character(text, probabilities[text], place / len(shown), (place + 1) / len(shown))
        for place, (text, probabilities) in enumerate(zip(best, shown, strict=True))
        if text
    ]
    return Look(_steps(*shown), LineReading(tuple(characters)))


def _by_hand(steps: np.ndarray, labels: list[int]) -> float:
    """The probability of `labels` as the sum over every path through the steps."""
    total = 0.0
    for path in product(range(steps.shape[1]), repeat=len(steps)):
        merged = [label for place, label in enumerate(path) if place == 0 or path[place - 1] != label]
        if [label for label in merged if label] == labels:
            total += float(np.prod([steps[place, label] for place, label in enumerate(path)]))
    return total


@pytest.mark.parametrize("labels", [[1], [1, 2], [1, 1], [2, 1, 2], []])
def test_the_likelihood_is_the_sum_over_all_paths(labels: list[int]) -> None:
    steps = np.random.default_rng(7).dirichlet(np.ones(3), size=4)
    assert likelihood(np.log(steps), labels) == pytest.approx(np.log(_by_hand(steps, labels)))


def test_what_most_looks_see_outweighs_the_first() -> None:
    unsure = _look({"S": 0.98}, {"1": 0.55, "4": 0.4})
    sure = _look({"S": 0.98}, {"4": 0.9, "1": 0.08})
    reading = likeliest([unsure, sure, sure], ALPHABET, "S14")
    assert reading.text == "S4"
    assert reading.characters[1].score == pytest.approx(0.9 * 2 / 3)
    assert ("1", 0.55) in reading.characters[1].others


def test_a_second_look_that_is_sure_of_the_same_settles_it() -> None:
    unsure, sure, other = _look({"S": 0.6}), _look({"S": 0.98}), _look({"1": 0.98})
    assert is_settled([unsure, sure])
    assert not is_settled([unsure])
    assert not is_settled([sure, unsure])
    assert not is_settled([unsure, other])


def test_a_known_word_wins_where_the_print_allows_it() -> None:
    look = _look({"s": 0.99}, {"t": 0.99}, {"a": 0.6, "o": 0.35}, {"c": 0.99}, {"k": 0.99})
    assert look.reading.text == "stack"
    reading = likeliest([look], ALPHABET, None)
    assert reading.text == "stock"
    assert reading.sureness <= 0.5, "a person looks: no look read it"
    assert [char.text for char in reading.characters if Doubt.NEAR_KNOWN in char.doubts] == ["o"]


def test_a_known_word_does_not_win_against_the_print() -> None:
    assert likeliest([_look(*({text: 0.999} for text in "stack"))], ALPHABET, None).text == "stack"


def test_a_raised_stretch_of_a_number_is_a_mark() -> None:
    look = _look({"": 0.7, "(": 0.25}, {"1": 0.8}, {"": 0.6, ")": 0.3})
    assert look.reading.text == "1"
    assert is_doubtful(look.reading, RAISED)
    assert likeliest([look], ALPHABET, RAISED).text == "(1)"


def test_a_raised_stretch_is_a_mark_though_most_looks_see_letters() -> None:
    letters = _look({"t": 0.5, "(": 0.3}, {"s": 0.4, "1": 0.35})
    mark = _look({"(": 0.5}, {"1": 0.6})
    assert likeliest([letters, letters, mark], ALPHABET, RAISED).text == "(1"


@pytest.mark.parametrize(
    ("text", "doubtful"), [("Attomey-in-Fact", True), ("Attorney-in-Fact", False), ("Hill", False)]
)
def test_a_word_that_is_nearly_a_known_one_is_looked_at_again(text: str, doubtful: bool) -> None:  # noqa: FBT001
    reading = LineReading(tuple(Character(sign, 0.99, 0, 1) for sign in text))
    assert is_doubtful(reading, None) is doubtful


def test_other_views_show_the_same_print_wider_and_smaller() -> None:
    wider, smaller = (view(np.full((40, 100), 255, np.uint8)) for view in OTHER_VIEWS)
    assert wider.shape[0] == 40
    assert wider.shape[1] > 100
    assert smaller.shape[0] > 40
    assert smaller.shape[1] == 100
