"""Words and the streaks that ran through them → the same words, those that were crossed doubted."""

from collections.abc import Sequence

from extractor.model.page import Doubt, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.streaks import Streak

BESIDE = 0.6
"""Of a word's height: how near beside it a streak has run through it."""


def doubted(words: Sequence[Word], found: Sequence[Streak]) -> list[Word]:
    """`words`, of which those that a streak ran through are doubted."""
    return [
        word._replace(doubts=word.doubts | {Doubt.STREAK}) if any(_crosses(streak, word) for streak in found) else word
        for word in words
    ]


def _crosses(streak: Streak, word: Word) -> bool:
    row = min(max(round(word.box.y_center / POINT), 0), len(streak.middles) - 1)
    reach = streak.width / 2 + BESIDE * word.box.height / POINT  # it may have taken a whole letter
    return bool(word.box.x0 / POINT - reach <= streak.middles[row] <= word.box.x1 / POINT + reach)
