"""Doubts the words through which a streak ran."""

from collections.abc import Sequence

from extractor.model.doubts import Doubt
from extractor.model.page import Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.streaks import Streak

BESIDE = 0.6
"""Share of a word's height: a streak this close to its side counts as running through it."""


def doubted(words: Sequence[Word], found: Sequence[Streak]) -> list[Word]:
    """`words`, with `Doubt.STREAK` on those through which one of the streaks ran."""
    return [
        word._replace(doubts=word.doubts | {Doubt.STREAK}) if any(_crosses(streak, word) for streak in found) else word
        for word in words
    ]


def _crosses(streak: Streak, word: Word) -> bool:
    row = min(max(round(word.box.y_center / POINT), 0), len(streak.middles) - 1)
    reach = streak.width / 2 + BESIDE * word.box.height / POINT  # the streak may have hidden a letter at the word's end
    return bool(word.box.x0 / POINT - reach <= streak.middles[row] <= word.box.x1 / POINT + reach)
