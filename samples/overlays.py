"""Draws over the pages of a PDF, with another library than the one that printed them."""

import io
from collections.abc import Callable

import pypdf
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas, int, float], None]
"""Draws on one page; called with the canvas, the page's number (from 1) and its height in points."""


def drawn_over(pdf: bytes, draw: Draw) -> bytes:
    """`pdf` with what `draw` draws over each of its pages."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for number, sheet in enumerate(writer.pages, 1):
        held = io.BytesIO()
        width, height = float(sheet.mediabox.width), float(sheet.mediabox.height)
        canvas = Canvas(held, pagesize=(width, height))
        draw(canvas, number, height)
        canvas.showPage()
        canvas.save()
        sheet.merge_page(pypdf.PdfReader(held).pages[0])
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
