"""A page of a file of any kind → a grey picture of it: the one way in for all who look at ink.

And whether a PDF's page must be looked at so, or has a text layer that is what the eye sees.
"""

from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.model.form_labels import FORM_WORDS
from extractor.model.page import Page
from extractor.readers.image.images import MOST_PIXELS, PageImage, image_pages
from extractor.readers.image.polarity import black_on_white
from extractor.readers.pdfium_files import opened_file, opened_text

COVERING = 0.5
"""Of the page's area: an image this large is the page itself, not a logo on it."""
FEWEST_CHARACTERS = 40
"""A page with an image and fewer characters is a scan with a stamp or a page number typed on it."""
FEWEST_RULINGS = 12
"""A page of the form has some forty; under a scan made searchable none is drawn."""
SAMPLE = 400
"""Characters that are looked at for Unicode."""
MOST_NAMELESS = 0.15
"""Share of characters without Unicode from which on the layer's text is no text."""
LOWEST_DPI, HIGHEST_DPI = 150.0, 400.0
"""Dots an inch at which a page is drawn: between them, as its image has."""
POINTS_AN_INCH = 72.0
HEADER_REACH = 1024
"""Bytes within which a PDF must begin (ISO 32000-1, implementation note 13)."""


def is_plainly_printed(page: Page) -> bool:
    """Whether a page's text layer shows at once that it is the page: drawn lines, and words a form has.

    The slower `is_scan` is asked only of the others. A picture with text hidden under it has no
    drawn lines, and a layer without Unicode no words.
    """
    if len(page.rulings) < FEWEST_RULINGS:
        return False
    return not FORM_WORDS.isdisjoint(word.text.lower().strip(".,:*()") for word in page.words)


def is_scan(page: pdfium.PdfPage) -> bool:
    """Whether the page must be read from its picture: no text, invisible text over an image, or no Unicode."""
    with opened_text(page) as text:
        count = text.count_chars()
        if count > FEWEST_CHARACTERS and _share_nameless(text, count) > MOST_NAMELESS:
            return True
    images = _covering_images(page)
    if not images:
        return False
    return count < FEWEST_CHARACTERS or _is_hidden(page)


def is_pdf(content: bytes) -> bool:
    """Whether a file with this beginning is a PDF, whatever its name says."""
    return b"%PDF-" in content[:HEADER_REACH]


def pictures(path: Path, numbers: Collection[int]) -> Iterator[PageImage]:
    """The pages with these numbers (from 1) of the PDF or picture file at `path`, in the file's order.

    Raises `UnreadableDocumentError` if the file is damaged.
    """
    with path.open("rb") as file:
        beginning = file.read(HEADER_REACH)
    if not is_pdf(beginning):
        yield from (image for image in image_pages(path) if image.number in numbers)
        return
    with opened_file(path, path.name) as document:
        for number in sorted(number for number in set(numbers) if 1 <= number <= len(document)):
            page = document[number - 1]
            yield page_image(page, number)
            page.close()


def page_image(page: pdfium.PdfPage, number: int) -> PageImage:
    """The page as a grey picture, at the resolution of the image it is made of."""
    width, height = page.get_size()
    dpi = min(max(_dpi(page), LOWEST_DPI), HIGHEST_DPI)
    most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5 * POINTS_AN_INCH
    dpi = min(dpi, most)
    bitmap = page.render(scale=dpi / POINTS_AN_INCH, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return PageImage(number, black_on_white(pixels), (dpi, dpi))


def _covering_images(page: pdfium.PdfPage) -> list[pdfium.PdfImage]:
    width, height = page.get_size()
    found = []
    area = 0.0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        area += max(right - left, 0) * max(top - bottom, 0)  # scans may be stored in strips
        found.append(item)
    return found if area >= COVERING * width * height else []


def _is_hidden(page: pdfium.PdfPage) -> bool:
    """Whether most text on the page is drawn invisibly, as under a scan made searchable."""
    texts = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=3)
    modes = [pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw) for item in islice(texts, SAMPLE)]
    hidden = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
    return bool(modes) and sum(mode in hidden for mode in modes) > len(modes) / 2


def _share_nameless(textpage: pdfium.PdfTextPage, count: int) -> float:
    """Share of characters whose glyphs the file gives no Unicode for."""
    sample = range(0, count, max(1, count // SAMPLE))
    errors = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1 for index in sample)
    return float(errors) / len(sample)


def _dpi(page: pdfium.PdfPage) -> float:
    """The finest resolution any large image of the page has; the highest we use if there is none."""
    finest = 0.0
    for image in _covering_images(page):
        left, _, right, _ = image.get_bounds()
        pixels, _ = image.get_px_size()
        finest = max(finest, pixels / max((right - left) / POINTS_AN_INCH, 0.1))
    return float(finest or HIGHEST_DPI)
