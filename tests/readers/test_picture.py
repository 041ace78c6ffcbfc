"""Which pages must be read from their picture, and at what resolution the picture is drawn."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.readers.picture import holds_form, page_image, shows_pictures, words_beside_pictures
from samples import make
from tests.support.damage import page_of

LETTER = (612, 792)
WHOLE = (0, 0, *LETTER)
PASTED = (72, 282, 468, 318)
"""Left, bottom, width and height, in points, of a screenshot in a letter; it takes less than a third of the page."""
MAIL = ("From: Desk", "Subject: FW: new Form 4 of the issuer", "Hi both, this is what was on the site. Thanks, M.")


@pytest.fixture(scope="module")
def screen() -> Image.Image:
    """The first sample as a picture."""
    with pypdfium2.PdfDocument(make.PRINTS[0].path) as document:
        return document[0].render(scale=2, grayscale=True).to_pil()


def made(
    images: list[tuple[Image.Image, tuple[float, ...]]], texts: list[str], *, beneath: bool = False, turned: int = 0
) -> bytes:
    """A page with text drawn over images, or under them."""
    content = BytesIO()
    canvas = Canvas(content, pagesize=LETTER)
    canvas.setPageRotation(turned)

    def write() -> None:
        for line, text in enumerate(texts):
            canvas.drawString(72, 720 - 14 * line, text)

    if beneath:
        write()
    for image, place in images:
        canvas.drawImage(ImageReader(image), *place)
    if not beneath:
        write()
    canvas.save()
    return content.getvalue()


def looked_at(content: bytes) -> bool:
    """Whether the page's pictures are read, instead of a form's text beside them."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        beside = words_beside_pictures(page, page_of(document, 0))
        return shows_pictures(page) and not holds_form(beside)


def words_of_sample() -> Iterator[str]:
    with pypdfium2.PdfDocument(make.PRINTS[0].path) as document:
        yield from (word.text for word in page_of(document, 0).words)


@pytest.mark.parametrize("texts", [(), MAIL, ("BATES-0001", "Case 2:25-cv-04417 Document 61-7 Filed 04/22/25 Page 1")])
@pytest.mark.parametrize("place", [WHOLE, PASTED], ids=["page-wide", "pasted"])
def test_a_page_that_shows_a_picture_and_no_form_in_text_is_a_scan(
    screen: Image.Image, place: tuple[float, ...], texts: tuple[str, ...]
) -> None:
    assert looked_at(made([(screen, place)], list(texts)))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_what_is_typed_on_a_picture_is_no_form_in_text(screen: Image.Image, turned: int) -> None:
    words = list(words_of_sample())
    texts = [" ".join(words[place : place + 14]) for place in range(0, 600, 14)]
    beneath, over = (made([(screen, WHOLE)], texts, beneath=below, turned=turned) for below in (True, False))
    assert looked_at(beneath)
    assert looked_at(over)
    assert not looked_at(made([(screen, (0, 0, 612, 100))], texts, turned=turned))


def test_a_letter_with_a_logo_is_no_scan(screen: Image.Image) -> None:
    assert not looked_at(made([(screen, (72, 680, 200, 60))], ["Dear Sir"]))


def drawn(images: list[tuple[Image.Image, tuple[float, ...]]]) -> tuple[int, ...]:
    with pypdfium2.PdfDocument(made(images, [])) as document:
        return page_image(document[0], 1).pixels.shape


@pytest.mark.parametrize("dpi", [72, 96, 200, 300])
def test_a_page_is_drawn_as_fine_as_its_image(screen: Image.Image, dpi: int) -> None:
    size = round(8.5 * dpi), 11 * dpi
    assert drawn([(screen.resize(size), WHOLE)]) == pytest.approx(size[::-1], abs=1)


def test_a_pasted_picture_says_how_fine_its_page_is_drawn(screen: Image.Image) -> None:
    assert drawn([(screen.resize((1950, 1325)), PASTED)]) == pytest.approx((3300, 2550), abs=1)


def test_images_over_each_other_are_drawn_as_fine_as_a_mask_may_be(screen: Image.Image) -> None:
    assert drawn([(screen.resize((850, 1100)), WHOLE), (screen.resize((212, 275)), WHOLE)]) == (2200, 1700)
