"""A short text of which an engine reads nothing is read again with more white around it, and is doubted."""

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import Word
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.text_runs import printed, text_runs
from extractor.readers.scan.words_from_runs import read_runs


class Blind:
    """An engine that reads "IL" only in pictures wider than the first one it is shown."""

    name = "blind"

    def __init__(self) -> None:
        self.first = 0

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        del alphabets
        self.first = self.first or max((line.shape[1] for line in lines), default=0)
        seen = (Character("I", 0.9, 0.2, 0.4), Character("L", 0.9, 0.5, 0.8))
        return [LineReading(seen if line.shape[1] > self.first else ()) for line in lines]


def read(width: int, height: int, alphabet: str | None = None) -> list[Word]:
    """What the engine reads of a page with one piece of ink of this size."""
    flat = np.full((120, 200), 255, np.uint8)
    flat[50 : 50 + height, 60 : 60 + width] = 0
    flat[52 : 48 + height, 63 : 57 + width] = 255
    page = printed(flat, np.zeros_like(flat))
    runs = text_runs(page, ())
    assert len(runs) == 1
    return read_runs(page, runs, Blind(), [alphabet])


@pytest.mark.parametrize(("width", "height"), [(16, 13), (17, 11), (15, 16)])
def test_letters_of_which_nothing_was_read_are_shown_again(width: int, height: int) -> None:
    (word,) = read(width, height)
    assert word.text == "IL"
    assert Doubt.UNREAD_INK in word.doubts


def test_a_speck_and_a_tables_cell_are_not() -> None:
    assert read(7, 13) == []
    assert read(16, 13, "0123456789") == []
