"""A page's pieces of ink and its words → X marks before the labels of check boxes that no engine read.

An X that stands on a line loses its feet with the line; what is left of it is lower than any letter and is not read.
But where nothing belongs before such a label except a mark, ink of some size is one. A person looks at it.
"""

from collections.abc import Iterator, Sequence

from extractor.model.form_labels import TICKED_BEGINNINGS
from extractor.model.page import BoundingBox, Doubt, Origin, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.segmentation.text_runs import Print

REACH, APART = 26.0, 1.0
"""Points left of the label in which an X stands: EDGAR sets it up to 22 away, and none touches its label."""
SMALLEST, LARGEST = 0.45, 1.6
"""Of the label's height: the sides of what is left of an X; dust and the ends of rulings have a shorter one."""
LOWEST, ALONE = 0.3, 1.4
"""Of the label's height: what is as high is no dust; and from its middle to that of an X nothing else has its own."""
LEAST_FILLED = 0.25
"""Share of its box that is ink."""
_DOUBTED = frozenset({Doubt.TICK_UNREAD})


def unread_ticks(page: Print, words: Sequence[Word], engine: str) -> Iterator[Word]:
    """An X for each label of a check box before which there is ink, and no word."""
    if page.is_grainy:
        return  # specks run together there to what looks like this
    for label in words:
        if any(_begins(label, texts, words) for texts in TICKED_BEGINNINGS):
            place = _place(label)
            if not any(place.holds(word.box.x_center, word.box.y_center) for word in words):
                yield from _marks(page, place, label, engine)


def _place(label: Word) -> BoundingBox:
    return label.box._replace(x0=label.box.x0 - REACH, x1=label.box.x0 - APART)


def _marks(page: Print, place: BoundingBox, label: Word, engine: str) -> Iterator[Word]:
    """The piece of ink before the label that may be an X; letters stand beside others."""
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
    """Whether the words of `texts` follow on one another from `label` on."""
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
