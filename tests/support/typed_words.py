"""Words placed as by a typewriter, for tests of what belongs where."""

from extractor.model.page import BoundingBox, Word

TypedLine = tuple[float, float, str]
"""Left and top in points, and the text of a line."""
HEIGHT, LETTER, SPACE = 9.0, 5.0, 2.5
"""In points: the height of the type, and the widths of a letter and of a space."""


def words(*lines: TypedLine) -> tuple[Word, ...]:
    """The words of the lines, in the order given."""
    found = []
    for left, top, text in lines:
        x = left
        for part in text.split():
            found.append(Word(part, BoundingBox(x, top, x + LETTER * len(part), top + HEIGHT), HEIGHT))
            x += LETTER * len(part) + SPACE
    return tuple(found)
