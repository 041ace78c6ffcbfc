"""What an underline hides of a letter's tail is filled in before its shape is compared."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.model.doubts import Doubt
from extractor.readers.pdf.glyphs import words_read
from tests.support.damage import pages_of

TAILS = "gypsy, attorney, company, query"


def page(drawn: str, *, is_underlined: bool) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held)
    canvas.setFont("Times-Roman", 9)
    for line in range(12):
        canvas.drawString(72, 700 - 20 * line, drawn)
        if is_underlined:
            canvas.rect(72, 700 - 20 * line - 1.4, canvas.stringWidth(drawn, "Times-Roman", 9), 0.6, stroke=0, fill=1)
    canvas.save()
    return held.getvalue()


@pytest.mark.parametrize("is_underlined", [False, True])
def test_a_letter_with_an_underlined_tail_is_like_itself(
    monkeypatch: pytest.MonkeyPatch, *, is_underlined: bool
) -> None:
    def asked(_: object) -> list[str]:
        raise AssertionError("the recogniser, which takes a second to load, was asked")

    monkeypatch.setattr(words_read, "_read", asked)
    (read,) = pages_of(page(TAILS, is_underlined=is_underlined))
    assert " ".join(word.text for word in read.words[:4]) == TAILS
    assert [word.text for word in read.words if Doubt.UNLIKE in word.doubts] == []
