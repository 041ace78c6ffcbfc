"""A value that is drawn with other characters than its file names is never wrong and sure.

This runs a small part of `benchmarks/false_text.py`; docs/attacked.md has the rates of the whole.
"""

import pytest

from benchmarks.attacked_prints import SAMPLES, read
from benchmarks.false_text import LIES, silent_fields, told

SEED = 4
ONCE_SILENT = [("false-map", 0, 0), ("false-map", 0, 11), ("actual-text", 0, 0)]
"""A check box whose label was not found; an n named as e in 8-point type; a 3 among many 8s named as 8."""


@pytest.mark.parametrize(("name", "seed", "number"), [*ONCE_SILENT, *((name, SEED, 0) for name in LIES)])
def test_no_value_is_wrong_and_sure_that_is_drawn_otherwise_than_the_file_says(
    name: str, seed: int, number: int
) -> None:
    form, pdf = told(name, seed, number)
    before = read((SAMPLES / f"{form}.pdf").read_bytes())
    assert before is not None
    assert (silent_fields(before, read(pdf)), form, seed, number) == ([], form, seed, number)
