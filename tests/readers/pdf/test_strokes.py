"""Text that is struck out in any way is doubted; text that a line only touches is not."""

import io
import random
from collections.abc import Callable

import pytest
from reportlab.lib.colors import Color, black, yellow
from reportlab.pdfgen.canvas import Canvas

from extractor.model.doubts import Doubt
from tests.support.damage import pages_of

X, Y, SIZE = 100.0, 500.0, 9.0
"""Where the value is drawn: its left end, its baseline, and the size of its type."""
TEXT = "1,234,567"
Mark = Callable[[Canvas, float, float, float], None]
"""Draws on the word from x0 to x1 with its baseline at y."""


def line_at(height: float, width: float = 0.8) -> Mark:
    """A line at `height`, in sizes of the type, above the baseline or, if negative, below it."""

    def draw(canvas: Canvas, x0: float, x1: float, y: float) -> None:
        canvas.setLineWidth(width)
        canvas.line(x0 - 1, y + height * SIZE, x1 + 1, y + height * SIZE)

    return draw


def slanting(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.line(x0, y - 0.1 * SIZE, x1, y + 0.75 * SIZE)


def crossed(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.line(x0, y, x1, y + 0.7 * SIZE)
    canvas.line(x0, y + 0.7 * SIZE, x1, y)


def waved(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x0, y + 0.35 * SIZE)
    for step in range(6):
        left, right = (x0 + (x1 - x0) * part / 6 for part in (step, step + 1))
        path.curveTo(left, y + 0.6 * SIZE, right, y + 0.1 * SIZE, right, y + 0.35 * SIZE)
    canvas.drawPath(path)


def on_yellow(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.setFillColor(yellow)
    canvas.rect(x0 - 2, y - 2, x1 - x0 + 4, SIZE + 2, stroke=0, fill=1)
    line_at(0.3)(canvas, x0, x1, y)


def coloured_cell(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.setFillColor(Color(0.5, 0.6, 0.9))
    canvas.rect(x0 - 2, y - 2, (x1 - x0) * 0.7, SIZE / 2 + 2, stroke=0, fill=1)


def boxed(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.rect(x0 - 1, y - 0.15 * SIZE, x1 - x0 + 2, SIZE)


def circled(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.ellipse(x0 - 4, y - 4, x1 + 4, y + SIZE + 2)


def ruled_down(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    for place in (x0, (x0 + x1) / 2, x1):
        canvas.line(place, y - 20, place, y + 20)


STRIKES: dict[str, Mark] = {
    "through-the-middle": line_at(0.3),
    "higher": line_at(0.45),
    "lower": line_at(0.2),
    "thin": line_at(0.3, 0.4),
    "thick": line_at(0.3, 2.0),
    "slanting": slanting,
    "crossed": crossed,
    "waved": waved,
    "on-yellow": on_yellow,
}
HARMLESS: dict[str, Mark] = {
    "underline": line_at(-0.12),
    "second-underline": line_at(-0.2),
    "overline": line_at(0.85),
    "coloured-cell": coloured_cell,
    "box": boxed,
    "circle": circled,
    "rulings-down": ruled_down,
}


def is_struck(mark: Mark, seed: int, text: str = TEXT) -> bool:
    """Whether the word is doubted; `seed` varies its place and its type."""
    chance = random.Random(seed)  # noqa: S311 - a test's
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    font = chance.choice(("Helvetica", "Times-Roman", "Courier"))
    x, y = X + chance.uniform(0, 200), Y + chance.uniform(-200, 200)
    canvas.setStrokeColor(black)
    mark(canvas, x, x + canvas.stringWidth(text, font, SIZE), y)
    canvas.setFillColor(black)
    canvas.setFont(font, SIZE)
    canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    (page,) = pages_of(held.getvalue())
    assert "".join(word.text for word in page.words if word.text not in "☐☒") == text
    return any(Doubt.STRUCK in word.doubts for word in page.words)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", STRIKES)
def test_a_stroke_through_a_word_is_a_doubt(name: str, seed: int) -> None:
    assert is_struck(STRIKES[name], seed)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_touches_a_word_is_none(name: str, seed: int) -> None:
    assert not is_struck(HARMLESS[name], seed)
