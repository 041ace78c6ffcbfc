"""An accent drawn over a letter is part of it, wherever it stands in the file; one beside a letter is not."""

import io
import unicodedata
from random import Random

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractor.readers.pdf.accents import with_accents
from tests.support.damage import pages_of

ACCENTED = "äëïöüÄÖÜáéíóúâêîôûçÇñãõàèù"
SPACING = {"\u0308": "\xa8", "\u0301": "\xb4", "\u0302": "\u02c6", "\u0327": "\xb8", "\u0303": "\u02dc",
           "\u0300": "`"}  # fmt: skip
LETTERS = "bcdfghklmnprstvwz"


def name(random: Random) -> str:
    letters = (random.choice(ACCENTED if random.random() < 0.3 else LETTERS) for _ in range(random.randint(4, 9)))
    return "".join(letters).capitalize()


def drawn(random: Random, text: str, *, at_end: bool) -> bytes:
    """A line with each accent drawn by itself over its letter: right behind it, or all at the end of the line."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    font, size = random.choice(("Times-Roman", "Helvetica")), random.uniform(8, 14)
    canvas.setFont(font, size)
    canvas.drawString(60, 740, "Name of Reporting Person")
    x, y, later = 60.0, 700.0, []
    for char in text:
        base, accent = (unicodedata.normalize("NFD", char) + " ")[:2]
        width = stringWidth(base, font, size)
        canvas.drawString(x, y, base)
        if accent in SPACING:
            sign = SPACING[accent]
            place = x + (width - stringWidth(sign, font, size)) / 2, y, sign
            if at_end:
                later.append(place)
            else:
                canvas.drawString(*place)
        x += width
    for place in later:
        canvas.drawString(*place)
    canvas.save()
    return held.getvalue()


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_an_accent_over_a_letter_is_part_of_it(seed: int, *, at_end: bool) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    text = f"{name(random)}-{name(random)} {name(random)}"
    (page,) = pages_of(drawn(random, text, at_end=at_end))
    read = " ".join(word.text for word in page.words if word.box.top > 60)
    assert read == text, seed


def test_an_accent_beside_a_letter_stays_what_it_is() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "O\xb4Brien `Oscar\xb4s")
    canvas.save()
    (page,) = pages_of(held.getvalue())
    assert " ".join(word.text for word in page.words) == "O\xb4Brien `Oscar\xb4s"


def test_a_page_full_of_accents_is_left_as_it_is() -> None:
    """With 60,000 of them, looking for the letter of each would take minutes."""
    codes = np.full(60_000, ord("`"), np.int64)
    boxes = np.zeros((60_000, 4))
    assert (with_accents(codes, boxes) == codes).all()
