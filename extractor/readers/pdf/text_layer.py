"""Reads a page of a PDF with a text layer: words, rulings, check boxes and links, as pdfium reports them."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.model.geometry import Geometry, whole
from extractor.model.page import BoundingBox, Link, Page, Ruling, Unseen, Word, numbered
from extractor.readers.page_objects import text_places
from extractor.readers.pdf.accents import with_accents
from extractor.readers.pdf.characters import Boxes, Codes, read_characters
from extractor.readers.pdf.check_boxes import check_boxes
from extractor.readers.pdf.drawn_lines import read_drawing
from extractor.readers.pdf.glyphs.lettering import Lettering, lettering
from extractor.readers.pdf.glyphs.words_read import with_unlike
from extractor.readers.pdf.ground import ground_of
from extractor.readers.pdf.other_ink import OtherInk, other_ink
from extractor.readers.pdf.page_drawing import Drawing as PagePictures
from extractor.readers.pdf.page_drawing import frame_of
from extractor.readers.pdf.printed_words import find_words
from extractor.readers.pdf.reading_order import in_reading_order
from extractor.readers.pdf.shown_lines import lines_on_paper, transformed
from extractor.readers.pdf.strokes import with_strokes
from extractor.readers.pdf.visible_text import look
from extractor.readers.pdfium_calls import address
from extractor.readers.pdfium_files import opened_text

ANGLE_SAMPLE = 40
"""The angle of every 40th character is looked at: enough, as a page is upright or turned as a whole."""
BESIDE_SHEET = 0.2
"""Share of a page's texts: if more lie beside the sheet, the page is a part cut out of a larger one, and they are not
reported."""

BESIDE = "(text beside the sheet)"
"""Stands for a text beside the sheet, as pdfium does not tell what it says."""
PRINTED_ONLY = "(for printers only)"
"""Stands for a note or field that is printed but not shown on a screen."""


class OpenedPage(NamedTuple):
    """An opened page of a PDF; fields and notes typed over the page have been made part of it."""

    page: pdfium.PdfPage
    number: int
    links: list[tuple[str, Boxes]]
    """The page's web links and their corners in PDF space."""
    printed_only: Boxes
    """Corners, in PDF space, of notes and fields that are printed although a screen does not show them."""


@contextmanager
def opened_page(document: pdfium.PdfDocument, index: int) -> Iterator[OpenedPage]:
    """Opens page `index` (from 0) of `document`, once for all that is read of it: opening takes longer than reading."""
    page = document[index]
    try:
        links, printed_only = _links(document, page), _printed_only(page)
        if _has_notes(page):
            # Fields and notes typed over the page are read as a screen shows them.
            pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        yield OpenedPage(page, index + 1, links, printed_only)
    finally:
        page.close()


class Layer(NamedTuple):
    """The characters of a page as the file gives them, with boxes on the upright page."""

    codes: Codes
    boxes: Boxes
    to_page: npt.NDArray[np.float64]
    """The affine map (2×3) from PDF space to the upright page."""
    turns: int
    """Quarter turns anticlockwise by which the displayed page is turned to be upright."""
    width: float
    height: float
    letters: Lettering


def read_text_page(opened: OpenedPage) -> Page:
    """The visible text and drawing of an opened page; places are in points from the top left of the upright page.

    Text that the file holds but nobody can see is listed in `unseen`.
    """
    layer = layer_of(opened.page)
    drawing = read_drawing(address(opened.page.raw))
    sheet = BoundingBox(0.0, 0.0, layer.width, layer.height)
    lines, edge = lines_on_paper(drawing, layer.to_page, sheet)
    frame = frame_of(layer.width, layer.height, layer.turns)
    visible = look(opened.page, layer.codes, layer.boxes, frame, layer.letters, lines=lines)
    printed = sheet._replace(x1=min(sheet.x1, edge))
    words = find_words(visible.shown.text, visible.shown.boxes, lines, printed, visible.shown.cut)
    words = in_reading_order(with_unlike(words, visible.shown, visible.drawing, lines), lines)
    # Text beyond the left and right edge counts as unseen, too: it may be the rest of a line on the sheet.
    beside = sheet._replace(x0=-layer.width, x1=2 * layer.width)
    unseen = find_words(visible.hidden.text, visible.hidden.boxes, lines, beside)
    boxes, ticks = transformed(drawing.boxes, layer.to_page), transformed(drawing.ticks, layer.to_page)
    fills = np.column_stack([transformed(drawing.fills, layer.to_page), drawing.fills[:, 4]])
    found = numbered(check_boxes(boxes, fills, ticks, words, sheet), len(words))
    ink = _ink(words, found, visible.drawing, lines)
    return Page(
        number=opened.number,
        width=layer.width,
        height=layer.height,
        edge=edge,
        words=tuple(ink.words),
        rulings=tuple(map(Ruling._make, lines.tolist())),
        links=tuple(Link(uri, *_boxes(box, layer.to_page)) for uri, box in opened.links),
        unseen=(
            *(Unseen(word.text, word.box) for word in unseen),
            *(Unseen(PRINTED_ONLY, box) for box in _boxes(opened.printed_only, layer.to_page)),
            *(Unseen(BESIDE, box) for box in _beside(opened.page, layer)),
        ),
        patches=ink.patches,
        is_drawn=visible.drawing is not None or not words,
        geometry=_lying(opened.page, layer.turns) if layer.turns else None,
    )


def _beside(page: pdfium.PdfPage, layer: Layer) -> list[BoundingBox]:
    """The boxes of the texts left or right of the sheet; none if these are more than `BESIDE_SHEET` of all texts."""
    found = transformed(text_places(address(page.raw)), layer.to_page)
    is_aside = (found[:, 2] < 0) | (found[:, 0] > layer.width)
    few = is_aside.sum() <= BESIDE_SHEET * len(found)
    return list(map(BoundingBox._make, found[is_aside].tolist())) if few else []


def _ink(words: list[Word], found: Sequence[Word], drawing: PagePictures | None, lines: Boxes) -> OtherInk:
    """The words (struck ones doubted), the check boxes `found` (ticked if ink lies in them), and other ink."""
    if drawing is None:
        return OtherInk([*words, *found], ())
    ground = ground_of(drawing.bare, drawing.scale)
    return other_ink([*with_strokes(words, ground), *found], ground, lines)


def _lying(page: pdfium.PdfPage, turns: int) -> Geometry:
    """How the upright page, turned anticlockwise by `turns` quarters, lies in the picture that a PDF viewer shows."""
    width, height = page.get_size()
    return whole((round(width), round(height)), (width, height), -turns % 4)


def layer_of(page: pdfium.PdfPage) -> Layer:
    """The characters of an opened page."""
    with opened_text(page) as text:
        codes, boxes = read_characters(text)
        to_page, turns, width, height = _upright(page, text, codes)
        boxes = transformed(boxes, to_page)
        return Layer(with_accents(codes, boxes), boxes, to_page, turns, width, height, lettering(text, boxes, to_page))


def _has_notes(page: pdfium.PdfPage) -> bool:
    return any(_is_typed_over(page, number) for number in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)))


def _is_typed_over(page: pdfium.PdfPage, number: int) -> bool:
    note = pdfium_c.FPDFPage_GetAnnot(page.raw, number)
    kind = pdfium_c.FPDFAnnot_GetSubtype(note)
    pdfium_c.FPDFPage_CloseAnnot(note)
    return kind not in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)


def _printed_only(page: pdfium.PdfPage) -> Boxes:
    """Corners of the notes and fields that are printed although a screen does not show them."""
    found = []
    for number in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        note, rect = pdfium_c.FPDFPage_GetAnnot(page.raw, number), pdfium_c.FS_RECTF()
        flags = pdfium_c.FPDFAnnot_GetFlags(note)
        is_printed = flags & pdfium_c.FPDF_ANNOT_FLAG_PRINT and not flags & pdfium_c.FPDF_ANNOT_FLAG_HIDDEN
        if is_printed and flags & pdfium_c.FPDF_ANNOT_FLAG_NOVIEW and pdfium_c.FPDFAnnot_GetRect(note, rect):
            found.append([rect.left, rect.top, rect.right, rect.bottom])
        pdfium_c.FPDFPage_CloseAnnot(note)
    return np.array(found).reshape(-1, 4)


def _boxes(corners: Boxes, to_page: npt.NDArray[np.float64]) -> list[BoundingBox]:
    return list(map(BoundingBox._make, transformed(corners, to_page).tolist()))


def _upright(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, codes: Codes
) -> tuple[npt.NDArray[np.float64], int, float, float]:
    """The affine map (2×3) from PDF space to the upright page, its quarter turns, and that page's width and height.

    pdfium takes care of the page's /Rotate and crop box: it maps three points, from which the map is computed. A page
    whose text still stands on its side after that is turned until the text is upright.
    """
    width, height = page.get_size()
    scale = 100
    size = round(width * scale), round(height * scale)
    x, y = ctypes.c_int(), ctypes.c_int()
    mapped = []
    for point in ((0, 0), (1000, 0), (0, 1000)):
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *point, x, y)
        mapped.append((x.value / scale, y.value / scale))
    origin, right, up = (np.array(point) for point in mapped)
    matrix = np.column_stack([(right - origin) / 1000, (up - origin) / 1000, origin])
    turns = _quarter_turns(page, textpage, codes)
    for _ in range(turns):
        # Turn anticlockwise by a quarter: what stood at (x, y) then stands at (y, width - x).
        matrix = np.array([matrix[1], [0, 0, width] - matrix[0]])
        width, height = height, width
    return matrix, turns, width, height


def _quarter_turns(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, codes: Codes) -> int:
    """Quarter turns anticlockwise (0 to 3) after which the displayed page's text runs from left to right."""
    angles = [
        round(pdfium_c.FPDFText_GetCharAngle(textpage.raw, index) / (np.pi / 2))
        for index in range(0, len(codes), ANGLE_SAMPLE)
        if not chr(codes[index]).isspace()
    ]
    if not angles:
        return 0
    clockwise = int(np.bincount([angle % 4 for angle in angles], minlength=4).argmax())
    return int((clockwise + page.get_rotation() // 90) % 4)


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[tuple[str, Boxes]]:
    """The page's web links and their corners in PDF space.

    In a print of EDGAR's page the links hold the CIKs of issuer and owner.
    """
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    found: list[tuple[str, Boxes]] = []
    while pdfium_c.FPDFLink_Enumerate(page.raw, position, link):
        action, rect = pdfium_c.FPDFLink_GetAction(link), pdfium_c.FS_RECTF()
        length = pdfium_c.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        if length <= 1 or not pdfium_c.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium_c.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        corners = np.array([[rect.left, rect.top, rect.right, rect.bottom]])
        found.append((buffer.value.decode("utf-8", "replace"), corners))
    return found
