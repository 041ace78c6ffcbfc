"""Sheets of invented lines: what forms seldom show (marks of several numbers, codes, lone figures), in many fonts.

They are printed, damaged and cut like forms, so that a line of them looks as the program would cut it.
"""

import io
import subprocess
from functools import cache
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.random_filing import random_filing

BUILT_IN = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold", "Times-Italic", "Courier", "Courier-Bold")
SIZES = (6, 6.5, 7, 7.5, 8, 8, 8.5, 9, 9, 10, 10, 11, 12)
CODES = "PSVADFIMCEHOXGLWZJKU"
CHARACTERS = "".join(chr(code) for code in range(33, 127))
MARGIN, GUTTER = 36, 30
"""Points: around a sheet, and between two lines side by side, so that they are cut apart."""
MARKED = 0.45
"""Share of lines with footnote marks."""
RULED = 0.3
"""Share of sheets with rulings between the lines."""


@cache
def fonts() -> tuple[str, ...]:
    """The fonts to print with: PDF's own, and every Latin one that fontconfig finds and ReportLab can embed."""
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=en", "file"],  # noqa: S607 - wherever fontconfig is installed
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return BUILT_IN
    found = list(BUILT_IN)
    for path in sorted({line.strip().rstrip(":") for line in listed.splitlines()}):
        name = Path(path).stem
        if Path(path).suffix.lower() != ".ttf" or "Math" in name:
            continue
        try:
            pdfmetrics.registerFont(TTFont(name, path))
        except (TTFError, OSError):
            continue
        found.append(name)
    return tuple(found)


def sheet(seed: int, lines: int = 100) -> bytes:
    """One page with as many invented lines as fit on it, or `lines` one below the other; the same for the same seed."""
    chance = Random(seed)
    words = _words(seed)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=True)
    y, is_ruled = letter[1] - MARGIN, chance.random() < RULED
    for _ in range(lines):
        font, size = chance.choice(fonts()), chance.choice(SIZES)
        y -= size * chance.uniform(1.25, 2.2)
        if y < MARGIN:
            break
        x = MARGIN + chance.uniform(0, 20)
        while True:
            text, marks = _text(chance, words)
            width = canvas.stringWidth(text, font, size) + canvas.stringWidth(marks, font, size)
            if x + width > letter[0] - MARGIN:
                break
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
            raised = x + canvas.stringWidth(text, font, size) + chance.uniform(0, 0.12) * size
            canvas.setFont(font, size * chance.uniform(0.6, 0.8))
            canvas.drawString(raised, y + size * chance.uniform(0.25, 0.42), marks)
            x += width + GUTTER
        if is_ruled:
            canvas.setLineWidth(chance.uniform(0.4, 1))
            canvas.line(MARGIN, y - size * 0.4, letter[0] - MARGIN, y - size * 0.4)
    canvas.save()
    return out.getvalue()


def _words(seed: int) -> list[str]:
    """The words of an invented filing's explanations and names."""
    filing = random_filing(seed)
    texts = [*(note.text for note in filing.footnotes), *(each.signature_name for each in filing.owner_signatures)]
    words = [word for text in texts for word in str(getattr(text, "value", text) or "").split()]
    return words or ["Common", "Stock"]


def _text(chance: Random, words: list[str]) -> tuple[str, str]:
    """A line and the marks behind it."""
    kind = chance.random()
    if kind < 0.25:
        text = _number(chance)
    elif kind < 0.35:
        text = f"{chance.randint(1, 12):02}/{chance.randint(1, 31):02}/{chance.randint(1990, 2045)}"
    elif kind < 0.5:
        text = chance.choice((*CODES, "I", "D", "A", "0", "$0", "II", "III", "IV", "L", "S/K", "O", "1", "l"))
    elif kind < 0.65:
        text = "".join(chance.choice(CHARACTERS) for _ in range(chance.randint(2, 12)))
    elif kind < 0.75:
        text = "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(chance.randint(1, 5)))
    else:
        begin, count = chance.randrange(len(words)), chance.randint(1, 9)
        text = " ".join(words[begin : begin + count])
    count = chance.choice((1, 1, 1, 2, 3)) if chance.random() < MARKED else 0
    return text, "".join(f"({chance.choice((chance.randint(1, 9), chance.randint(1, 30)))})" for _ in range(count))


def _number(chance: Random) -> str:
    number = chance.randint(0, 10 ** chance.randint(1, 9))
    text = f"{number:,}" if chance.random() < 0.8 else str(number)
    if chance.random() < 0.35:
        text += "." + "".join(chance.choice("0123456789") for _ in range(chance.randint(1, 4)))
    return ("$" if chance.random() < 0.4 else "") + text
