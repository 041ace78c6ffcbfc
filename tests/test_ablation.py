"""Each repair that the ablation can switch off exists in the reader under that name, and is switched on again."""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.ablation import REPAIRS, Remembering, replaced
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import Character, LineReading


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_is_replaced_and_put_back(name: str) -> None:
    repair = REPAIRS[name]
    before = getattr(repair.place, repair.name)
    with replaced(repair):
        assert getattr(repair.place, repair.name) is repair.without
    assert getattr(repair.place, repair.name) is before


class Counting:
    """An engine that counts the pictures that it is shown, and reads their width."""

    name = "counting"

    def __init__(self) -> None:
        self.shown = 0

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        self.shown += len(lines)
        return [
            LineReading((Character(f"{line.shape[1]}{allowed or ''}", 1.0, 0.0, 1.0),))
            for line, allowed in zip(lines, alphabets, strict=True)
        ]


def test_a_picture_is_shown_to_the_engine_once_for_each_alphabet() -> None:
    engine = Counting()
    remembering = Remembering(engine)
    one, other = np.zeros((5, 7), np.uint8), np.ones((5, 9), np.uint8)
    assert [reading.text for reading in remembering.read([one, other])] == ["7", "9"]
    assert [reading.text for reading in remembering.read([other, one, one], ["A", None, None])] == ["9A", "7", "7"]
    assert engine.shown == 3
