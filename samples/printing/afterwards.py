"""What other programs do to a PDF: turn, crop, scale or stamp it, put two pages on a sheet, drop its rulings.

All of these files must read as the same filing.
"""

import io
from collections.abc import Callable
from functools import partial

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ContentStream, NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
"""The operators that stroke or fill a path."""
GUTTER = 3.0
"""In points: the distance between two pages on one sheet."""


def _saved(pages: list[PageObject]) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for page in pages:
        writer.add_page(page).compress_content_streams()
    writer.write(out)
    return out.getvalue()


def _each(pdf: bytes, change: Callable[[PageObject], PageObject]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    return _saved([change(page) for page in writer.pages])


def turned(pdf: bytes, degrees: int) -> bytes:
    """Every page displayed turned clockwise, by its /Rotate entry; its contents do not change."""
    return _each(pdf, lambda page: page.rotate(degrees))


def turned_by_matrix(pdf: bytes, degrees: int) -> bytes:
    """Drawn turned and displayed turned back, as some converters write a page that lay on its side."""

    def change(page: PageObject) -> PageObject:
        page.rotate(degrees)
        page.transfer_rotation_to_content()
        return page.rotate(-degrees % 360)

    return _each(pdf, change)


def cropped(pdf: bytes, points: float) -> bytes:
    """A strip of so many points cut off on all sides by the CropBox, so the page's corner is not at the origin."""

    def change(page: PageObject) -> PageObject:
        x0, y0, x1, y1 = (float(value) for value in page.mediabox)
        page.cropbox = RectangleObject((x0 + points, y0 + points, x1 - points, y1 - points))
        return page

    return _each(pdf, change)


def moved_origin(pdf: bytes, x: float, y: float) -> bytes:
    """The same page in a MediaBox that does not begin at 0."""

    def change(page: PageObject) -> PageObject:
        page.add_transformation(Transformation().translate(x, y))
        for name in ("/MediaBox", "/CropBox"):
            box = RectangleObject(page[name])
            page[NameObject(name)] = RectangleObject((box.left + x, box.bottom + y, box.right + x, box.top + y))
        return page

    return _each(_with_crop_boxes(pdf), change)


def _with_crop_boxes(pdf: bytes) -> bytes:
    def change(page: PageObject) -> PageObject:
        page.cropbox = RectangleObject(page.cropbox)
        return page

    return _each(pdf, change)


def in_units(pdf: bytes, unit: int) -> bytes:
    """The same page measured in user units of `unit` points."""

    def change(page: PageObject) -> PageObject:
        page.scale_by(1 / unit)
        page[NameObject("/UserUnit")] = NumberObject(unit)
        return page

    return _each(pdf, change)


def scaled(pdf: bytes, percent: float) -> bytes:
    """Paper and print scaled to `percent`."""

    def change(page: PageObject) -> PageObject:
        page.scale_by(percent / 100)
        return page

    return _each(pdf, change)


def two_up(pdf: bytes) -> bytes:
    """Two pages on one sheet of the same paper turned by a quarter: side by side, or one below the other."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    width, height = float(pages[0].mediabox.width), float(pages[0].mediabox.height)
    across, down = ((height - GUTTER) / 2, width) if width < height else (height, (width - GUTTER) / 2)
    factor = min(across / width, down / height)
    places = ((0.0, 0.0), (across + GUTTER, 0.0)) if width < height else ((0.0, down + GUTTER), (0.0, 0.0))
    sheets = []
    for index in range(0, len(pages), 2):
        sheet = PageObject.create_blank_page(width=height, height=width)
        for (x, y), page in zip(places, pages[index : index + 2], strict=False):
            sheet.merge_transformed_page(page, Transformation().scale(factor).translate(x, y))
        sheets.append(sheet)
    return _saved(sheets)


def stamped(pdf: bytes, words: str) -> bytes:
    """A line in red at the top of every page, like an office's stamp for what it receives."""

    def change(page: PageObject) -> PageObject:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(float(page.mediabox.width), float(page.mediabox.height)))
        canvas.setFillColorRGB(0.75, 0.1, 0.1)
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawRightString(float(page.mediabox.width) - 36, float(page.mediabox.height) - 14, words)
        canvas.save()
        page.merge_page(PdfReader(io.BytesIO(out.getvalue())).pages[0])
        return page

    return _each(pdf, change)


def without_rulings(pdf: bytes) -> bytes:
    """Every page without its drawn paths: borders disappear, words stay."""

    def change(page: PageObject) -> PageObject:
        stream = ContentStream(page["/Contents"], page.pdf)
        stream.operations = [
            (operands, b"n" if operator in PAINTS else operator) for operands, operator in stream.operations
        ]
        page[NameObject("/Contents")] = stream
        return page

    return _each(pdf, change)


AFTERWARDS: dict[str, Callable[[bytes], bytes]] = {
    "two-up": two_up,
    "stamped": partial(stamped, words="RECEIVED"),
    "cropped": partial(cropped, points=9.0),
    "scaled": partial(scaled, percent=80.0),
    "turned": partial(turned, degrees=90),
    "turned-by-matrix": partial(turned_by_matrix, degrees=90),
    "moved-origin": partial(moved_origin, x=-37.0, y=113.0),
    "in-units": partial(in_units, unit=2),
    "without-rulings": without_rulings,
}
"""Each way by its name, as a function of the PDF."""
