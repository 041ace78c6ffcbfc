"""Cuts out the stretches of a long text that are worth another look: the words over which an engine hesitated.

Showing the engine a whole line of an explanation again for one doubtful letter took a third of a page's time.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.wording.vocabulary import has_misspelt

SHORT = 4
"""Characters: a shorter word is shown again with its neighbours, as it is read worse alone."""
MOST = 0.6
"""Share of a line: if more of it is doubtful, the whole line is shown again."""
SEARCHED = 0.3
"""Share of a line's height: how far around the space that the engine saw the whitest column is looked for."""


class Stretch(NamedTuple):
    """The characters `first` to `last` (excluded) of a reading, and the pixel columns `x0` to `x1` they stand on."""

    first: int
    last: int
    x0: int
    x1: int


def doubtful_stretches(picture: Pixels, reading: LineReading, least_score: float) -> list[Stretch]:
    """The stretches of a text's picture to look at again: the words with a character under `least_score`.

    The whole picture, if they take up most of it.
    """
    characters = reading.characters
    whole = Stretch(0, len(characters), 0, picture.shape[1])
    words = _words(characters)
    doubtful = {index for index, word in enumerate(words) if _is_doubtful(characters, word, least_score)}
    doubtful |= {index + step for index in doubtful if len(words[index]) < SHORT for step in (-1, 1)}
    stretches = [
        _stretch(picture, characters, words[indices[0]].start, words[indices[-1]].stop)
        for indices in _consecutive(index for index in sorted(doubtful) if 0 <= index < len(words))
    ]
    covered = sum(stretch.x1 - stretch.x0 for stretch in stretches)
    return stretches if 0 < covered <= MOST * picture.shape[1] else [whole]


def reading_of(reading: LineReading, stretch: Stretch, width: int) -> LineReading:
    """The part of `reading`, of a picture `width` pixels wide, that lies on the stretch."""
    x0, x1 = stretch.x0 / width, stretch.x1 / width
    return LineReading(
        tuple(
            char._replace(x0=_bounded((char.x0 - x0) / (x1 - x0)), x1=_bounded((char.x1 - x0) / (x1 - x0)))
            for char in reading.characters[stretch.first : stretch.last]
        )
    )


def put_in(reading: LineReading, better: Iterable[tuple[Stretch, LineReading]], width: int) -> LineReading:
    """`reading` with stretches replaced by their better readings, which are given in order."""
    characters: list[Character] = []
    done = 0
    for stretch, found in better:
        x0, share = stretch.x0 / width, (stretch.x1 - stretch.x0) / width
        characters += reading.characters[done : stretch.first]
        characters += [char._replace(x0=x0 + share * char.x0, x1=x0 + share * char.x1) for char in found.characters]
        done = stretch.last
    return LineReading((*characters, *reading.characters[done:]))


def _words(characters: Sequence[Character]) -> list[range]:
    """The places of each word's characters."""
    kinds = groupby(range(len(characters)), key=lambda place: characters[place].text.isspace())
    return [range(places[0], places[-1] + 1) for is_space, found in kinds if not is_space and (places := list(found))]


def _is_doubtful(characters: Sequence[Character], word: range, least_score: float) -> bool:
    """Whether a character of the word, or a space beside it, is under `least_score`, or the word looks misspelt."""
    around = characters[max(word.start - 1, 0) : word.stop + 1]
    text = "".join(characters[place].text for place in word)
    return any(char.score < least_score for char in around) or has_misspelt(text)


def _consecutive(indices: Iterable[int]) -> list[list[int]]:
    groups = groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0])
    return [[index for _, index in group] for _, group in groups]


def _stretch(picture: Pixels, characters: Sequence[Character], first: int, last: int) -> Stretch:
    """The stretch of the characters `first` to `last` (excluded), cut at the whitest column near the spaces around."""
    height, width = picture.shape
    edges = []
    for place, outside in ((first - 1, 0), (last, width)):
        if not 0 <= place < len(characters):
            edges.append(outside)
            continue
        space = (characters[place].x0 + characters[place].x1) / 2 * width
        left = max(round(space - SEARCHED * height), 0)
        near = picture[:, left : round(space + SEARCHED * height) + 1].sum(axis=0, dtype=float)
        whitest = [left + int(column) for column in (near >= near.max()).nonzero()[0]]
        edges.append(min(whitest, key=lambda column: abs(column - space)))
    return Stretch(first, last, edges[0], max(edges[1], edges[0] + 1))


def _bounded(share: float) -> float:
    return min(max(share, 0.0), 1.0)
