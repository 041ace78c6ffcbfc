"""Finds boxes 1 of further owners by their label alone, on pages on which no rulings were found.

The rulings of other pages then cut such a page into cells that have nothing to do with its boxes, and a label that lies
across two of them is in neither.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from extractor.model.form_labels import HEADER_LABELS
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.labels import Segment, label_length
from extractor.parsing.grid.text_lines import text_lines

OWNER = HEADER_LABELS[0]
"""The label of box 1."""
INSET = 3.0
"""Points from the edge of a box to its label."""
BEFORE = 2
"""Words, such as specks, that a line may have before the label."""
WHOLE = 0.7
"""Share of the page's width: a wider cell is no box 1, but a page without rulings."""


def unruled_owners(strip: Strip, known: Sequence[Segment], top: float) -> Iterator[Segment]:
    """The boxes 1 below `top` whose label is none of the `known` ones; as wide as those, or up to the page's edge."""
    labelled = {word for segment in known for word in segment.label}
    width = max(page.width for page in strip.pages)
    widths = [segment.box.width for segment in known if segment.box.width < WHOLE * width]
    for line in text_lines(strip.words_where(strip.y_centers > top)):
        for place in range(min(len(line), BEFORE + 1)):
            label = line[place : place + label_length(line[place:], OWNER.wordings)]
            if label and not labelled.intersection(label):
                yield Segment(OWNER.name, _box(label, median(widths) if widths else width), label, ())
                break


def _box(label: Sequence[Word], width: float) -> BoundingBox:
    around = BoundingBox.around(word.box for word in label)
    return BoundingBox(around.x0 - INSET, around.top - INSET, around.x0 - INSET + width, around.bottom)
