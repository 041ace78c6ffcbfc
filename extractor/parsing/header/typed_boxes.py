"""Words that stand where an X belongs → which of them stand for a ticked box, and which for an empty one."""

from collections.abc import Sequence

from extractor.model.page import Word
from extractor.parsing.grid.labels import is_mark

SIGNS = frozenset("+●◆•⬤")
"""What somebody types for an X where one belongs, and nowhere else."""
CROSSES = frozenset({"XX", "XXX", "X."})
"""Other ways to type an X."""
EMPTY_BOX = "☐"
EMPTY = frozenset("oO0q○◯")
"""What an empty box is typed as, or what is left of one of a symbol font."""


def is_typed_box(word: Word) -> bool:
    """Whether a printed word is a way to type a box, ticked or empty, and so no word of a label."""
    return not word.readings and (word.text.upper() in CROSSES or word.text in EMPTY)


def typed_boxes(placed: Sequence[Word], labels: int) -> tuple[set[int], set[int]]:
    """The ids of those of the words before `labels` labels that are a sign for a ticked box, and for an empty one.

    A sign before every label is a bullet. Letters are empty boxes only beside a box that is ticked.
    """
    signs = {id(word) for word in placed if word.text in SIGNS}
    signs = signs if len(signs) < labels else set()
    crosses = signs | {id(word) for word in placed if word.text.upper() in CROSSES}
    has_ticks = bool(crosses) or any(map(is_mark, placed))
    return crosses, {id(word) for word in placed if word.text == EMPTY_BOX or (word.text in EMPTY and has_ticks)}
