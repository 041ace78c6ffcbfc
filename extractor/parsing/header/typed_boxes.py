"""Recognises typed signs for ticked and for empty check boxes."""

from collections.abc import Sequence

from extractor.model.page import Word
from extractor.parsing.grid.labels import is_mark

SIGNS = frozenset("+●◆•⬤")
"""Signs that count as an X only in the place of a check box."""
CROSSES = frozenset({"XX", "XXX", "X."})
"""Other ways to type an X."""
EMPTY_BOX = "☐"
EMPTY = frozenset("oO0q○◯")
"""Characters typed for an empty box, or left of the box of a symbol font if the font is lost."""


def is_typed_box(word: Word) -> bool:
    """Whether a printed word is typed for a check box, ticked or empty, and so is no word of a label."""
    return not word.readings and (word.text.upper() in CROSSES or word.text in EMPTY)


def typed_boxes(placed: Sequence[Word], labels: int) -> tuple[set[int], set[int]]:
    """The ids (`id(word)`) of the words that stand for a ticked box, and of those that stand for an empty one.

    `placed` are words in the places of check boxes, `labels` the number of labels. If there is a sign before every
    label, the signs are bullets. Letters stand for empty boxes only if another box is ticked.
    """
    signs = {id(word) for word in placed if word.text in SIGNS}
    signs = signs if len(signs) < labels else set()
    crosses = signs | {id(word) for word in placed if word.text.upper() in CROSSES}
    has_ticks = bool(crosses) or any(map(is_mark, placed))
    return crosses, {id(word) for word in placed if word.text == EMPTY_BOX or (word.text in EMPTY and has_ticks)}
