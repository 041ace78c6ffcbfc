"""A page that would take minutes to draw takes seconds, and is read and doubted."""

import io
import time
from pathlib import Path

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from extractor.pipeline import extract
from extractor.readers.pdf import drawing_apart
from extractor.readers.pdf.drawing_apart import drawn_apart
from extractor.readers.pdf.page_drawing import Drawing, Frame
from tests.support.damage import drawn_over, pages_of
from tests.support.readings import filings_in

QUALYS = Path(__file__).parents[3] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"
FRAME = Frame(0, 4, 4, 1.0)


def glassy(canvas: Canvas, _: object) -> None:
    """Hundreds of transparent sheets over the page, whose tint cannot be seen."""
    canvas.setFillColor(Color(1, 1, 1, alpha=0.0001))
    for _ in range(200):
        canvas.rect(0, 0, 2000, 2000, stroke=0, fill=1)


def test_what_takes_too_long_is_ended() -> None:
    def for_ever() -> Drawing:
        time.sleep(60)
        raise AssertionError

    start = time.monotonic()
    assert drawn_apart(for_ever, FRAME, seconds=0.2) is None
    assert time.monotonic() - start < 10


def test_what_fails_ends_only_the_copy() -> None:
    def fails() -> Drawing:
        raise MemoryError

    assert drawn_apart(fails, FRAME) is None


def test_a_costly_page_that_is_drawn_in_time_is_seen_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(drawn_over(QUALYS.read_bytes(), glassy))
    found, (whole,) = extract(path), filings_in(QUALYS)
    assert found.document == whole.document
    assert not found.assessment.review


def test_a_page_that_is_not_drawn_in_time_is_read_and_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = filings_in(QUALYS)
    monkeypatch.setattr("extractor.readers.pdf.visible_text.drawn_apart", lambda *_: None)
    path = tmp_path / "form.pdf"
    path.write_bytes(drawn_over(QUALYS.read_bytes(), glassy))
    found = extract(path)
    assert found.document.issuer.issuer_name.value == whole.document.issuer.issuer_name.value
    first = {entry.xpath for entry in found.assessment.fields if any("EYE103" in reason for reason in entry.reasons)}
    assert {"periodOfReport", "issuer/issuerName"} <= first


def test_a_usual_page_is_drawn_where_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.pdf.visible_text.drawn_apart", lambda *_: None)
    assert all(page.is_drawn for page in pages_of(QUALYS.read_bytes()))


def test_a_pattern_is_costly() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(300, 200))
    canvas.drawString(20, 20, "shown")
    canvas.linearGradient(0, 0, 300, 200, (Color(1, 1, 1), Color(0.9, 0.9, 0.9)))
    canvas.showPage()
    canvas.save()
    seen: list[bool] = []
    original = drawing_apart.is_costly

    def watched(page: int) -> bool:
        seen.append(original(page))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractor.readers.pdf.visible_text.is_costly", watched)
        pages_of(held.getvalue())
    assert seen == [True]
