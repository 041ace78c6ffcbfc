"""Printed forms turned into pictures with text over or under them: PDF in, PDF out."""

import io
from collections.abc import Callable, Iterator, Sequence

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.model.page import BoundingBox
from tests.support.damage import written

IsTyped = Callable[[int, BoundingBox], bool]
"""Whether a text of this page (from 1) in this box is typed over the picture of the other texts."""
SCANNED = 200 / 72
"""Pixels per point."""


def typed_over_scan(pdf: bytes, is_typed: IsTyped, angle: float = 0.0) -> bytes:
    """Everything that the form shows as pictures, except the typed texts, which are drawn over the pictures.

    The paper was turned anticlockwise by `angle` degrees when it was scanned; the typed texts are not turned.
    """
    document = pypdfium2.PdfDocument(pdf)
    scans = [_scanned(page, number, is_typed).rotate(angle, fillcolor=255) for number, page in enumerate(document, 1)]
    held = io.BytesIO()
    document.save(held)
    return _laid(scans, pypdf.PdfReader(held), over=True)


def over_other_text(pdf: bytes, other: bytes) -> bytes:
    """Pictures of the form's pages, which hide the text of another filing's pages."""
    scans = [page.render(scale=SCANNED, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    return _laid(scans, pypdf.PdfReader(io.BytesIO(other)), over=False)


def stamped(pdf: bytes, lines: Sequence[tuple[float, float, str]]) -> bytes:
    """The pages with lines of text typed on each; x and y of a line are points from the left edge and the foot."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for sheet in writer.pages:
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=(float(sheet.mediabox.width), float(sheet.mediabox.height)))
        canvas.setFont("Helvetica", 8)
        for x, y, text in lines:
            canvas.drawString(x, y, text)
        canvas.save()
        sheet.merge_page(pypdf.PdfReader(held).pages[0])
    return written(writer)


def _scanned(page: pypdfium2.PdfPage, number: int, is_typed: IsTyped) -> Image.Image:
    """The page without its typed texts, as a picture; afterwards the page contains only these."""
    typed = [text for text, box in _texts(page) if is_typed(number, box)]
    for text in typed:
        pdfium_c.FPDFPageObj_SetIsActive(text, 0)
    picture: Image.Image = page.render(scale=SCANNED, grayscale=True).to_pil()
    for text in typed:
        pdfium_c.FPDFPageObj_SetIsActive(text, 1)
    kept = {pypdfium2.raw.cast(text, pypdfium2.raw.c_void_p).value for text in typed}
    for item in list(page.get_objects(max_depth=1)):
        if pypdfium2.raw.cast(item.raw, pypdfium2.raw.c_void_p).value not in kept:
            pdfium_c.FPDFPage_RemoveObject(page.raw, item.raw)
    page.gen_content()
    return picture


def _texts(page: pypdfium2.PdfPage) -> Iterator[tuple[pdfium_c.FPDF_PAGEOBJECT, BoundingBox]]:
    height = page.get_height()
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=1):
        left, bottom, right, top = item.get_bounds()
        yield item.raw, BoundingBox(left, height - top, right, height - bottom)


def _laid(scans: Sequence[Image.Image], texts: pypdf.PdfReader, *, over: bool) -> bytes:
    """The scans, each as large as its page, with the pages of `texts` over or under them."""
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in texts.pages]
    held = io.BytesIO()
    canvas = Canvas(held)
    for place, scan in enumerate(scans):
        width, height = sizes[min(place, len(sizes) - 1)]
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(scan), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=held)
    for sheet, text in zip(writer.pages, texts.pages, strict=False):
        sheet.merge_page(text, over=over)
    return written(writer)
