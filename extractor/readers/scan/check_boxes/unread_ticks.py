"""Finds X marks before the labels of check boxes that no engine read, by their ink.

When the line under an X is taken out, the X loses its feet. The rest is lower than any letter, and is not read. But as
only a mark can stand before such a label, any ink of some size there is taken for an X. It is doubted, so that a person
looks at it.
"""

from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.model.form_labels import TICKED_BEGINNINGS
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.segmentation.text_runs import Print

REACH, APART = 26.0, 1.0
"""Points left of the label between which an X stands: EDGAR sets it up to 22 away, and it never touches its label."""
SMALLEST, LARGEST = 0.45, 1.6
"""In heights of the label: the least shorter side and the greatest longer side of the rest of an X. Dust and the ends
of rulings have a shorter side."""
LOWEST, ALONE = 0.3, 1.4
"""In heights of the label: ink at least as high as the first is no dust. An X has no other such ink within the second
of its middle, while a letter has its neighbours there."""
LEAST_FILLED = 0.25
"""Least share of the box of an X that is ink."""
_DOUBTED = frozenset({Doubt.TICK_UNREAD})


def unread_ticks(page: Print, words: Sequence[Word], engine: str) -> Iterator[Word]:
    """An X for each label of a check box that has ink, but no word, before it."""
    if page.is_grainy:
        return  # on such a page specks that touch look like the rest of an X
    for label in words:
        if any(_begins(label, texts, words) for texts in TICKED_BEGINNINGS):
            place = _place(label)
            if not any(place.holds(word.box.x_center, word.box.y_center) for word in words):
                yield from _marks(page, place, label, engine)


def _place(label: Word) -> BoundingBox:
    return label.box._replace(x0=label.box.x0 - REACH, x1=label.box.x0 - APART)


def _marks(page: Print, place: BoundingBox, label: Word, engine: str) -> Iterator[Word]:
    """The piece of ink before the label that may be an X: it stands alone, unlike a letter."""
    height = label.box.height
    on_line = [
        (BoundingBox(x * POINT, y * POINT, (x + wide) * POINT, (y + high) * POINT), area / (wide * high))
        for x, y, wide, high, area in page.pieces.tolist()
        if place.top <= (y + high / 2) * POINT <= place.bottom and high * POINT >= LOWEST * height
    ]
    for box, filled in on_line:
        sides = sorted((box.width, box.height))
        is_mark = SMALLEST * height <= sides[0] and sides[1] <= LARGEST * height and filled >= LEAST_FILLED
        is_alone = not any(abs(other.x_center - box.x_center) < ALONE * height for other, _ in on_line if other != box)
        if is_mark and is_alone and place.x0 <= box.x_center and box.x1 <= place.x1:
            yield Word(
                "X", box, box.height, readings=(Reading(engine, "X"),), origin=Origin.RECOGNISED, doubts=_DOUBTED
            )
            return


def _begins(label: Word, texts: Sequence[str], words: Sequence[Word]) -> bool:
    """Whether `label` and the words that follow it are those of `texts`."""
    last = label
    if label.text != texts[0]:
        return False
    for text in texts[1:]:
        after = next((word for word in words if word.text == text and _follows(last, word)), None)
        if after is None:
            return False
        last = after
    return True


def _follows(word: Word, after: Word) -> bool:
    return 0 < after.box.x0 - word.box.x1 < word.box.height and word.box.top < after.box.y_center < word.box.bottom
