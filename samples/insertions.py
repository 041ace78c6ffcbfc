"""Adds a word to a filing's strip at a white place that no field of the form covers."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.coverage.ledger import Printed

Region = Callable[[Printed, Random], BoundingBox]
"""Where on the strip a word may be inserted."""
SIZE = 8.0
"""In points: the height of the inserted type."""
PAD = 1.5
"""In points: the least distance to other words."""
TRIES = 400


class Insertion(NamedTuple):
    """The strip with the additional word, and the word."""

    strip: Strip
    word: Word


def random_text(random: Random) -> str:
    """A word that no form has, or a number as forms have them."""
    letters = "".join(random.choice("bcdfgklmnprstvz") + random.choice("aeiou") for _ in range(random.randint(2, 4)))
    number = f"{random.randint(2, 999_999):,}"
    return random.choice([letters, letters.capitalize(), letters.upper(), number, f"{random.random() * 100:.2f}"])


def inserted(printed: Printed, kind: str, random: Random) -> Insertion | None:
    """The strip with a random word at a white place of this kind; None if there is no room for it."""
    text = random_text(random)
    width = 0.55 * SIZE * len(text)
    for _ in range(TRIES):
        region = PLACES[kind](printed, random)
        if region.width <= width or region.height <= SIZE:
            continue
        x, y = random.uniform(region.x0, region.x1 - width), random.uniform(region.top, region.bottom - SIZE)
        box = BoundingBox(x, y, x + width, y + SIZE)
        if not any(_touch(box, word.box) for word in printed.strip.words):
            number = 1 + max(source for word in printed.strip.words for source in word.sources)
            word = Word(text, box, SIZE, sources=(number,))
            return Insertion(printed.strip.with_words((*printed.strip.words, word)), word)
    return None


def _touch(one: BoundingBox, other: BoundingBox) -> bool:
    across = max(one.x0 - other.x1, other.x0 - one.x1)
    down = max(one.top - other.bottom, other.top - one.bottom)
    return across < PAD and down < PAD


def _in_a_cell(printed: Printed, random: Random) -> BoundingBox:
    head = random.choice(printed.heads)
    below = [box.top for box in printed.heads if box.top > head.top]
    titles = [word.box.top for word in printed.strip.words if word.box.top > head.bottom and _begins_part(word)]
    return BoundingBox(head.x0, head.bottom, head.x1, min([*below, *titles], default=head.bottom))


def _begins_part(word: Word) -> bool:
    return plain(word.text) in ("table", "explanation", "remarks", "reminder", "signatures")


def _between_tables(printed: Printed, _: Random) -> BoundingBox:
    first, last = printed.heads[0], printed.heads[-1]
    titles = [
        w.box.top for w in printed.strip.words if plain(w.text) == "table" and first.bottom < w.box.top < last.top
    ]
    top = max(titles, default=last.top) - 14
    return BoundingBox(last.x0, top, last.x1, last.top)


def _margin(printed: Printed, random: Random) -> BoundingBox:
    number = random.randrange(len(printed.strip.pages))
    page, top = printed.strip.pages[number], printed.strip.tops[number]
    words = [word.box for word in printed.strip.words if top <= word.box.y_center < top + page.height]
    used = BoundingBox.around(words)
    return random.choice(
        [
            BoundingBox(2, top + 2, page.width - 2, used.top - 2),
            BoundingBox(2, used.bottom + 2, page.width - 2, top + page.height - 2),
            BoundingBox(2, top + 2, used.x0 - 2, top + page.height - 2),
            BoundingBox(used.x1 + 2, top + 2, page.width - 2, top + page.height - 2),
        ]
    )


def _under_the_signature(printed: Printed, _: Random) -> BoundingBox:
    labels = [
        word.box
        for word, after in zip(printed.strip.words, printed.strip.words[1:], strict=False)
        if plain(word.text) == "signature" and plain(after.text) == "of"
    ]
    label = labels[-1]
    return BoundingBox(label.x0 - 60, label.bottom + 1, label.x0 + 160, label.bottom + 40)


PLACES: Mapping[str, Region] = {
    "cell": _in_a_cell,
    "between tables": _between_tables,
    "margin": _margin,
    "under the signature": _under_the_signature,
}


def places() -> Sequence[str]:
    """The names of the kinds of places."""
    return tuple(PLACES)
