"""Gives a grey picture of a page of any kind of file, to all code that looks at ink.

It also decides whether a PDF page must be read from its picture, or has a text layer that can be trusted.
"""

import ctypes
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.model.doubts import Doubt
from extractor.model.form_labels import FORM_WORDS
from extractor.model.page import BoundingBox, Page, Word
from extractor.readers.image.dither import without_dither
from extractor.readers.image.pixels import MOST_PIXELS, PageImage
from extractor.readers.image.polarity import black_on_white
from extractor.readers.page_objects import switched_off, text_objects
from extractor.readers.pdfium_calls import address
from extractor.readers.pdfium_files import opened_file, opened_text

LARGE = 0.1
"""Share of the page's area: if its images take up as much, they may show the form, as a scan of the whole page or a
screenshot pasted into a letter."""
FEWEST_FORM_WORDS = 3
"""Different words of the form that a page of it has at least; a letter that mentions the form has fewer."""
FEWEST_RULINGS = 12
"""Rulings from which a page is plainly printed. A page of the form has about forty; a scan with a hidden text layer has
none."""
FEWEST_CHARACTERS = 40
"""Characters that a text layer must have before its Unicode is judged."""
FALSE_WORDS, FALSE_SHARE = 8, 0.03
"""Words, and their share of the page's words, that are drawn otherwise than the file says: with as many, its fonts name
other letters than they draw. No page of 179 real prints has one."""
SAMPLE = 400
"""About so many characters are examined for Unicode."""
MOST_NAMELESS = 0.15
"""Share of characters without Unicode: with more, the text layer cannot be used."""
LOWEST_DPI, HIGHEST_DPI = 50.0, 400.0
"""Dots an inch at which a page is drawn, at least and at most. Between them it is drawn at the resolution of its image,
so that each pixel of the image is one pixel again."""
LAYERED_DPI = 200.0
"""Dots an inch at which a page is drawn at least, if images overlap: the print may be a mask that is finer than they
are."""
PART = 0.01
"""Share of the page's area: a smaller image is a logo or a signature, and does not decide the resolution."""
POINTS_AN_INCH = 72.0
HEADER_REACH = 1024
"""Bytes within which a PDF must begin (ISO 32000-1, implementation note 13)."""


def is_plainly_printed(page: Page) -> bool:
    """Whether the page has rulings and words of the form, which shows at once that the layer's letters are known.

    The slower `is_without_unicode` is asked only for other pages.
    """
    return len(page.rulings) >= FEWEST_RULINGS and bool(_form_words(page.words))


def is_without_unicode(page: pdfium.PdfPage) -> bool:
    """Whether the file gives no Unicode for the letters of the page's text, so that its picture must be read."""
    with opened_text(page) as text:
        count = text.count_chars()
        return count > FEWEST_CHARACTERS and _share_nameless(text, count) > MOST_NAMELESS


def names_other_letters(page: Page) -> bool:
    """Whether the file names so many other letters than are drawn on the page that the page must be read as seen."""
    false = sum(Doubt.UNLIKE in word.doubts for word in page.words)
    return false >= max(FALSE_WORDS, FALSE_SHARE * len(page.words))


def shows_pictures(page: pdfium.PdfPage) -> bool:
    """Whether images take up so much of the page that they may show the form, or a part of it."""
    return sum(map(_area, _images(page))) >= LARGE


def holds_form(words: Iterable[Word]) -> bool:
    """Whether the words are from a page of the form, and not from a letter that mentions it."""
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
    """Pictures of the pages with these numbers (from 1) of the PDF or image file at `path`, in the file's order.

    PDF pages whose numbers are in `bare` are drawn without their text. Raises `UnreadableDocumentError` for a damaged
    file.
    """
    with path.open("rb") as file:
        beginning = file.read(HEADER_REACH)
    if not is_pdf(beginning):
        from extractor.readers.image.images import image_pages  # noqa: PLC0415 - most files are PDFs

        yield from (image for image in image_pages(path) if image.number in numbers)
        return
    with opened_file(path, path.name) as document:
        for number in sorted(number for number in set(numbers) if 1 <= number <= len(document)):
            page = document[number - 1]
            yield bare_image(page, number) if number in bare else page_image(page, number)
            page.close()


def bare_image(page: pdfium.PdfPage, number: int) -> PageImage:
    """The same picture as `page_image` gives, but drawn without the page's text."""
    with switched_off(text_objects(address(page.raw))):
        return page_image(page, number)


def page_image(page: pdfium.PdfPage, number: int) -> PageImage:
    """The page as a grey picture, at the resolution of its finest image, within limits."""
    width, height = page.get_size()
    dpi = min(max(_dpi(page), LOWEST_DPI), HIGHEST_DPI)
    most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5 * POINTS_AN_INCH
    dpi = min(dpi, most)
    bitmap = page.render(scale=dpi / POINTS_AN_INCH, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return PageImage(number, black_on_white(without_dither(pixels)), (dpi, dpi))


def _form_words(words: Iterable[Word]) -> frozenset[str]:
    """The different words of the form among `words`."""
    return FORM_WORDS.intersection(word.text.lower().strip(".,:*()") for word in words)


def _shown_at(page: pdfium.PdfPage, bounds: Sequence[float], scale: float) -> BoundingBox:
    """The box, in points times `scale`, at which a viewer shows what has these `bounds` in PDF space."""
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
    """The share of its page's area that the image takes up."""
    left, bottom, right, top = image.get_bounds()
    width, height = image.page.get_size()
    return float(max(right - left, 0) * max(top - bottom, 0) / max(width * height, 1.0))


def _share_nameless(textpage: pdfium.PdfTextPage, count: int) -> float:
    """The share of characters for whose glyphs the file gives no Unicode."""
    sample = range(0, count, max(1, count // SAMPLE))
    errors = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1 for index in sample)
    return float(errors) / len(sample)


def _dpi(page: pdfium.PdfPage) -> float:
    """The resolution, in dots an inch, of the finest image of some size on the page; `HIGHEST_DPI` if there is none."""
    images = [image for image in _images(page) if _area(image) >= PART]
    if not images:
        return HIGHEST_DPI
    finest = max(map(_resolution, images))
    return finest if sum(map(_area, images)) <= 1 + PART else max(finest, LAYERED_DPI)


def _resolution(image: pdfium.PdfImage) -> float:
    """Pixels per inch along the image's width."""
    left, _, right, _ = image.get_bounds()
    pixels, _ = image.get_px_size()
    return float(pixels / max((right - left) / POINTS_AN_INCH, 0.1))
