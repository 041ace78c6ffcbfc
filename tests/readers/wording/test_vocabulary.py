"""Words that forms print and that resemble what was read."""

import pytest

from extractor.readers.wording.vocabulary import near_words


@pytest.mark.parametrize(
    ("read", "near"),
    [
        ("Commun Stock", "Common Stock"),
        ("Silk Road Medical InC", "Silk Road Medical Inc"),
        ("By LogiQ, Ine.", "By LogiQ, Inc."),
        ("/s/ Jo Hall, Attomey-in-Fact", "/s/ Jo Hall, Attorney-in-Fact"),
        ("COMMQN STOCK", "COMMON STOCK"),
        ("UnItS", "Units"),
    ],
)
def test_a_word_a_letter_or_two_away_stands_for_election(read: str, near: str) -> None:
    assert near in set(near_words(read))


@pytest.mark.parametrize(
    "read",
    [
        "Common Stock",
        "COMMON STOCK",
        "10,000",
        "By LP",
        "Garman Matthew S",
        "",
        "obligations",
        "purchased",
        "Beneficially",
    ],
)
def test_what_is_known_or_like_nothing_known_stays(read: str) -> None:
    assert not list(near_words(read))
