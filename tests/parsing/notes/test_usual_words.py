"""Words of an explanation that were misread are told from usual words, names and rare words."""

import pytest

from extractor.parsing.notes.usual_words import LONG, USUAL, misspelt_words
from tests.support.random_notes import seeded


@pytest.mark.parametrize("seed", range(20))
def test_usual_words_with_a_misread_letter_are_found(seed: int) -> None:
    random = seeded("misspelt", seed)
    printed = random.sample([word for word in USUAL if len(word) >= LONG], 12)
    misread = list(printed)
    for place in random.sample(range(12), 2):
        letter = random.randrange(1, len(printed[place]) - 1)
        misread[place] = f"{printed[place][:letter]}zq{printed[place][letter + 1 :]}"
    assert misspelt_words(" ".join(printed)) == frozenset(), seed
    assert len(misspelt_words(" ".join(misread))) == 2, seed


def test_names_inflections_and_rare_words_are_none() -> None:
    text = "Davis Depositary Tarrow-Hale granter reacquired undisclosed zymurgy kwashiorkor 10b5-1 holder's awardable"
    assert misspelt_words(text) == frozenset()
