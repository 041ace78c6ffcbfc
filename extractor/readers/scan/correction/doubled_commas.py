"""Adds the second of two commas, where a network saw only one.

A network sees one sign where the same sign stands twice. EDGAR prints a second comma behind a city that ends in one:
"LONDON,, X0 W1K 3JP".
"""

from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import Type, run_type
from extractor.readers.scan.segmentation.text_runs import Run

COMMA = ","
HIGHEST, DEEPEST, WIDEST = 0.35, 0.06, 0.4
"""Shares of the type's height: a comma begins at most the first above the baseline, ends at least the second below it,
and is at most the third wide."""
LEVEL = 0.12
"""Share of the type's height: the tops of two commas differ by no more. The end of an underline lies lower than a
comma."""
NEAR = 0.7
"""Share of the type's height: greatest distance between the middles of two commas, and between the middle of a comma
and the place that an engine gives it."""


def with_doubled_commas(reading: LineReading, run: Run, x0: float, x1: float) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with a comma added where two stand side by side."""
    return LineReading(tuple(_doubled(reading, run, x0, x1))) if COMMA in reading.text else reading


def _doubled(reading: LineReading, run: Run, x0: float, x1: float) -> Iterator[Character]:
    kind = run_type(run)
    commas = [letter for letter in run.letters if _is_comma(letter, kind)]
    for place, char in enumerate(reading.characters):
        yield char
        if char.text != COMMA or COMMA in (reading.text[place - 1 : place], reading.text[place + 1 : place + 2]):
            continue
        middle = x0 + (char.x0 + char.x1) / 2 * (x1 - x0)
        near = [comma for comma in commas if abs(_middle(comma) - middle) <= NEAR * kind.height]
        if len(near) == 2 and _are_a_pair(near, kind.height):  # noqa: PLR2004 - a pair
            yield char._replace(others=()).doubted(Doubt.COMMA_PUT_IN)


def _are_a_pair(commas: Sequence[Letter], height: float) -> bool:
    one, other = commas
    return _middle(other) - _middle(one) <= NEAR * height and abs(one.top - other.top) <= LEVEL * height


def _middle(letter: Letter) -> float:
    return (letter.x0 + letter.x1) / 2


def _is_comma(letter: Letter, kind: Type) -> bool:
    top, bottom = kind.baseline - letter.top, letter.bottom - kind.baseline
    is_low = top <= HIGHEST * kind.height and bottom >= DEEPEST * kind.height
    return is_low and letter.x1 - letter.x0 <= WIDEST * kind.height
