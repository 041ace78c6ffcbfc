"""What a word has beside its text: doubts that cap its engine's score, and its origin."""

import pytest

from extractor.model.doubts import DOUBTED, Doubt, sureness
from extractor.model.ownership import StrField
from extractor.model.page import BoundingBox, Reading, Word

BOX = BoundingBox(10, 10, 20, 20)


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_a_name_to_store_and_a_sentence_to_read(doubt: Doubt) -> None:
    assert Doubt(doubt.value) is doubt
    assert doubt.value == doubt.name.lower()
    assert " " in doubt.sentence
    assert not doubt.sentence.endswith(".")
    assert 0 < doubt.most <= 1


def test_doubts_are_stored_by_their_names() -> None:
    field = StrField(doubts=frozenset({Doubt.STREAK, Doubt.DOLLAR}), sources=(3, 4))
    assert '"streak"' in field.model_dump_json()
    assert StrField.model_validate_json(field.model_dump_json()) == field


@pytest.mark.parametrize(
    ("score", "doubts", "sure"),
    [
        (0.9, (), 0.9),
        (0.9, (Doubt.STREAK,), DOUBTED),
        (0.2, (Doubt.STREAK,), 0.2),
        (0.9, (Doubt.STREAK, Doubt.INK_BESIDE_MARK), 0.3),
        (None, (), None),
        (None, (Doubt.TICK_BY_SHADE,), 0.6),
    ],
)
def test_a_doubt_bounds_the_score(score: float | None, doubts: tuple[Doubt, ...], sure: float | None) -> None:
    assert sureness(score, doubts) == sure
    assert Word("X", BOX, 9.0, readings=(Reading("test", "X", score),), doubts=frozenset(doubts)).sureness == sure


def test_a_word_of_a_text_layer_has_no_sureness() -> None:
    assert Word("X", BOX, 9.0).sureness is None
