"""A page of a file of any kind → a grey picture of it: the one way in for all who look at ink.

And whether a PDF's page must be looked at so, or has a text layer that is what the eye sees.
"""

import ctypes
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.model.form_labels import FORM_WORDS
from extractor.model.page import BoundingBox, Page, Word
from extractor.readers.image.dither import without_dither
from extractor.readers.image.images import MOST_PIXELS, PageImage, image_pages
from extractor.readers.image.polarity import black_on_white
from extractor.readers.page_objects import switched_off, text_objects
from extractor.readers.pdfium_calls import address
from extractor.readers.pdfium_files import opened_file, opened_text

LARGE = 0.1
"""Of the page's area: so large images may show the form, be it the whole page or a screen pasted into a letter."""
FEWEST_FORM_WORDS = 3
"""Different words of the form that are seen on a page of it with a text layer; a letter that speaks of it has fewer."""
FEWEST_RULINGS = 12
"""A page of the form has some forty; under a scan made searchable none is drawn."""
FEWEST_CHARACTERS = 40
"""Characters that tell whether a text layer has Unicode."""
SAMPLE = 400
"""Characters that are looked at for Unicode."""
MOST_NAMELESS = 0.15
"""Share of characters without Unicode from which on the layer's text is no text."""
LOWEST_DPI, HIGHEST_DPI = 50.0, 400.0
"""Dots an inch at which a page is drawn: between them, as its image has, so that each of its pixels is one again."""
LAYERED_DPI = 200.0
"""The same, at least, where several images lie over each other: the print may be a mask finer than they are."""
PART = 0.01
"""Of the page's area: a smaller image is a logo or a signature, and does not say how fine the page must be drawn."""
POINTS_AN_INCH = 72.0
HEADER_REACH = 1024
"""Bytes within which a PDF must begin (ISO 32000-1, implementation note 13)."""


def is_plainly_printed(page: Page) -> bool:
    """Whether a text layer shows at once that its letters are known: drawn lines, and words a form has.

    The slower `is_without_unicode` is asked only of the others.
    """
    return len(page.rulings) >= FEWEST_RULINGS and bool(_form_words(page.words))


def is_without_unicode(page: pdfium.PdfPage) -> bool:
    """Whether the file does not say which letters the page's text is made of, so that only its picture tells."""
    with opened_text(page) as text:
        count = text.count_chars()
        return count > FEWEST_CHARACTERS and _share_nameless(text, count) > MOST_NAMELESS


def shows_pictures(page: pdfium.PdfPage) -> bool:
    """Whether images take so much of the page that they may show the form, or a part of it."""
    return sum(map(_area, _images(page))) >= LARGE


def holds_form(words: Iterable[Word]) -> bool:
    """Whether the words are of a page of the form, and not of a letter that speaks of it."""
    return len(_form_words(words)) >= FEWEST_FORM_WORDS


def words_beside_pictures(page: pdfium.PdfPage, printed: Page) -> list[Word]:
    """The words of the page's text layer, `printed`, that lie on none of its images."""
    scale = printed.geometry.picture[0] / page.get_width() if printed.geometry else 1.0
    boxes = [_shown_at(page, image.get_bounds(), scale) for image in _images(page)]
    words = []
    for word in printed.words:
        x, y = word.box.x_center, word.box.y_center
        x, y = printed.geometry.to_picture(x, y) if printed.geometry else (x, y)
        if not any(box.holds(x, y) for box in boxes):
            words.append(word)
    return words


def is_pdf(content: bytes) -> bool:
    """Whether a file with this beginning is a PDF, whatever its name says."""
    return b"%PDF-" in content[:HEADER_REACH]


def pictures(path: Path, numbers: Collection[int], bare: Collection[int] = ()) -> Iterator[PageImage]:
    """The pages with these numbers (from 1) of the PDF or picture file at `path`, in the file's order.

    Those whose numbers are in `bare` are shown without their text. Raises `UnreadableDocumentError` for a damaged file.
    """
    with path.open("rb") as file:
        beginning = file.read(HEADER_REACH)
    if not is_pdf(beginning):
        yield from (image for image in image_pages(path) if image.number in numbers)
        return
    with opened_file(path, path.name) as document:
        for number in sorted(number for number in set(numbers) if 1 <= number <= len(document)):
            page = document[number - 1]
            yield bare_image(page, number) if number in bare else page_image(page, number)
            page.close()


def bare_image(page: pdfium.PdfPage, number: int) -> PageImage:
    """What the page shows beside its text, as `page_image`; the page is whole again afterwards."""
    with switched_off(text_objects(address(page.raw))):
        return page_image(page, number)


def page_image(page: pdfium.PdfPage, number: int) -> PageImage:
    """The page as a grey picture, at the resolution of the image it is made of."""
    width, height = page.get_size()
    dpi = min(max(_dpi(page), LOWEST_DPI), HIGHEST_DPI)
    most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5 * POINTS_AN_INCH
    dpi = min(dpi, most)
    bitmap = page.render(scale=dpi / POINTS_AN_INCH, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return PageImage(number, black_on_white(without_dither(pixels)), (dpi, dpi))


def _form_words(words: Iterable[Word]) -> frozenset[str]:
    """The words of the form among these."""
    return FORM_WORDS.intersection(word.text.lower().strip(".,:*()") for word in words)


def _shown_at(page: pdfium.PdfPage, bounds: Sequence[float], scale: float) -> BoundingBox:
    """Where a viewer shows what has these `bounds` in the file, in points times `scale`."""
    fine = 100
    size = [round(side * fine * scale) for side in page.get_size()]
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for corner in (bounds[:2], bounds[2:]):
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *corner, x, y)
        corners.append((x.value / fine, y.value / fine))
    (x0, y0), (x1, y1) = corners
    return BoundingBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _images(page: pdfium.PdfPage) -> list[pdfium.PdfImage]:
    """All images on the page; a scan may be stored in strips."""
    return list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _area(image: pdfium.PdfImage) -> float:
    """The share of its page that the image takes."""
    left, bottom, right, top = image.get_bounds()
    width, height = image.page.get_size()
    return float(max(right - left, 0) * max(top - bottom, 0) / max(width * height, 1.0))


def _share_nameless(textpage: pdfium.PdfTextPage, count: int) -> float:
    """Share of characters whose glyphs the file gives no Unicode for."""
    sample = range(0, count, max(1, count // SAMPLE))
    errors = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1 for index in sample)
    return float(errors) / len(sample)


def _dpi(page: pdfium.PdfPage) -> float:
    """The finest resolution any image of some size on the page has; the highest we use if there is none."""
    images = [image for image in _images(page) if _area(image) >= PART]
    if not images:
        return HIGHEST_DPI
    finest = max(map(_resolution, images))
    return finest if sum(map(_area, images)) <= 1 + PART else max(finest, LAYERED_DPI)


def _resolution(image: pdfium.PdfImage) -> float:
    """Pixels an inch along the image's width."""
    left, _, right, _ = image.get_bounds()
    pixels, _ = image.get_px_size()
    return float(pixels / max((right - left) / POINTS_AN_INCH, 0.1))
