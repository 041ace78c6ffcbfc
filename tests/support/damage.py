"""What can happen to a printed form before it reaches this program without changing a value: PDF in, PDF out."""

import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pypdf
import pypdfium2
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, RectangleObject
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from extractor.model.page import Page, Word
from extractor.readers.pdf.text_layer import opened_page, read_text_page

LETTER = (612.0, 792.0)
Draw = Callable[[Canvas, Page], None]
"""Draws on one page; `Page` has what the page contains."""
Damage = Callable[[bytes], bytes]


@lru_cache(8)
def pages_of(pdf: bytes) -> tuple[Page, ...]:
    document = pypdfium2.PdfDocument(pdf)
    return tuple(page_of(document, index) for index in range(len(document)))


def page_of(document: pypdfium2.PdfDocument, index: int) -> Page:
    with opened_page(document, index) as opened:
        return read_text_page(opened)


def written(writer: pypdf.PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def drawn_over(pdf: bytes, draw: Draw, *, below: bool = False) -> bytes:
    """`pdf` with something drawn over the content of each of its pages, or below it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page, sheet in zip(pages_of(pdf), writer.pages, strict=True):
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=(page.width, page.height))
        draw(canvas, page)
        canvas.showPage()
        canvas.save()
        sheet.merge_page(pypdf.PdfReader(held).pages[0], over=not below)
    return written(writer)


def _line(  # noqa: PLR0917 - a canvas, and a line as every canvas takes it
    canvas: Canvas, page: Page, x0: float, top: float, x1: float, bottom: float, width: float = 0.75
) -> None:
    canvas.setLineWidth(width)
    canvas.line(x0, page.height - top, x1, page.height - bottom)


def _data(page: Page) -> Iterator[Word]:
    """Words that look like values: dates and numbers."""
    return (word for word in page.words if re.fullmatch(r"\$?[\d,./]{4,}", word.text))


def underlined(canvas: Canvas, page: Page) -> None:
    for word in _data(page):
        _line(canvas, page, word.box.x0, word.box.bottom - 0.5, word.box.x1, word.box.bottom - 0.5, 0.5)


def struck_through(canvas: Canvas, page: Page) -> None:
    for word in _data(page):
        _line(canvas, page, word.box.x0 - 1, word.box.y_center, word.box.x1 + 1, word.box.y_center)


def half_a_cell_cut(canvas: Canvas, page: Page) -> None:
    """A line from the left border of the first date's cell that ends half-way."""
    for word in list(_data(page))[:3]:
        edges = [
            r.x0
            for r in page.rulings
            if not r.is_horizontal and r.x0 < word.box.x0 and r.top < word.box.y_center < r.bottom
        ]
        _line(
            canvas,
            page,
            max(edges, default=word.box.x0 - 5),
            word.box.y_center + 1,
            word.box.x_center,
            word.box.y_center + 1,
        )


def streaked_down(share: float) -> Draw:
    """A line from top to bottom, as dirt on a scanner's glass causes it, at this share of the page's width."""

    def draw(canvas: Canvas, page: Page) -> None:
        _line(canvas, page, share * page.width, 0, share * page.width, page.height, 0.6)

    return draw


def streaked_across(share: float) -> Draw:
    def draw(canvas: Canvas, page: Page) -> None:
        _line(canvas, page, 0, share * page.height, page.width, share * page.height, 0.6)

    return draw


def part_of_a_row_streaked(canvas: Canvas, page: Page) -> None:
    """A line through the middle of a row that neither begins nor ends at a border."""
    for word in list(_data(page))[::4]:
        _line(
            canvas,
            page,
            word.box.x0 - 23.7,
            word.box.y_center,
            min(word.box.x1 + 71.3, page.width),
            word.box.y_center,
            0.6,
        )


def borders_doubled(canvas: Canvas, page: Page) -> None:
    for ruling in page.rulings:
        shift = (0.0, 1.5) if ruling.is_horizontal else (1.5, 0.0)  # a browser's border: double, two pixels apart
        x, y = (ruling.x0 + ruling.x1) / 2, (ruling.top + ruling.bottom) / 2
        if ruling.is_horizontal and ruling.x1 - ruling.x0 > 12:
            _line(canvas, page, ruling.x0, y + shift[1], ruling.x1, y + shift[1])
        elif not ruling.is_horizontal and ruling.bottom - ruling.top > 12:
            _line(canvas, page, x + shift[0], ruling.top, x + shift[0], ruling.bottom)


def ruled_in_white(canvas: Canvas, page: Page) -> None:
    """White lines across everything, as in templates whose borders are switched off."""
    canvas.setStrokeColor(white)
    for share in (0.2, 0.35, 0.5, 0.65, 0.8):
        _line(canvas, page, 0, share * page.height, page.width, share * page.height, 0.1)
        _line(canvas, page, share * page.width, 0, share * page.width, page.height, 0.1)


def with_browser_lines(canvas: Canvas, page: Page) -> None:
    """The header and footer a browser prints into the margins."""
    canvas.setFont("Helvetica", 6)
    canvas.drawString(24, page.height - 14, "11/23/2026, 10:15 AM")
    canvas.drawCentredString(page.width / 2, page.height - 14, "SEC FORM 4")
    canvas.drawString(24, 9, "https://www.sec.gov/Archives/edgar/data/1107843/000120919114001234/xslF345X03/doc4.xml")
    canvas.drawRightString(page.width - 24, 9, f"{page.number}/9")


def stamped_in_the_margin(canvas: Canvas, page: Page) -> None:
    """A page number and the issuer's name at the foot, as an annual report's printer sets them."""
    canvas.setFont("Times-Roman", 7)
    canvas.drawCentredString(page.width / 2, 8, f"Page {page.number} of 9")


def recoloured(pdf: bytes) -> bytes:
    """Every colour except white turned into a medium grey."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        contents: Any = page.get_contents()
        raw = re.sub(rb"(?<![\d.])(?:0?\.\d+|0|1) (?:0?\.\d+|0|1) (?:0?\.\d+|0|1) (rg|RG)", _gray, contents.get_data())
        stream = DecodedStreamObject()
        stream.set_data(raw)
        page[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def _gray(match: "re.Match[bytes]") -> bytes:
    return match.group() if match.group().startswith(b"1 1 1") else b".45 .45 .45 " + match.group(1)


def with_rotate_entry(turns: int) -> Damage:
    """Pages displayed turned by /Rotate, so that they lie on their side to the eye."""

    def damage(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        for page in writer.pages:
            page.rotate(90 * turns)
        return written(writer)

    return damage


def turned(turns: int, *, upright_again: bool = False) -> Damage:
    """Content that is itself turned anticlockwise; `upright_again` sets /Rotate so that it is displayed upright."""

    def damage(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        for page in writer.pages:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            shift = {1: (height, 0.0), 2: (width, height), 3: (0.0, width)}[turns]
            page.add_transformation(pypdf.Transformation().rotate(90 * turns).translate(*shift))
            size = (height, width) if turns % 2 else (width, height)
            for box in ("/MediaBox", "/CropBox"):
                page[NameObject(box)] = RectangleObject((0, 0, *size))
            if upright_again:
                page.rotate(90 * turns)
        return written(writer)

    return damage


def cropped(pdf: bytes) -> bytes:
    """A sheet larger than the page that it shows, with the page's corner not at the origin."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(pypdf.Transformation().translate(130, -70))
        page[NameObject("/MediaBox")] = RectangleObject((-50, -200, width + 300, height + 100))
        page[NameObject("/CropBox")] = RectangleObject((130, -70, width + 130, height - 70))
    return written(writer)


def scaled(factor: float) -> Damage:
    """Printed larger or smaller than life."""

    def damage(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        for page in writer.pages:
            page.scale_by(factor)
        return written(writer)

    return damage


def on_landscape_paper(pdf: bytes) -> bytes:
    """Each page reduced, on the left half of a sheet in landscape format."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        page.add_transformation(pypdf.Transformation().scale(0.77).translate(20, 1))
        page[NameObject("/MediaBox")] = RectangleObject((0, 0, 880, 640))
        page[NameObject("/CropBox")] = RectangleObject((0, 0, 880, 640))
    return written(writer)


def locked(algorithm: str) -> Damage:
    """With an owner password: everybody may read it, only the owner may change it."""

    def damage(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        writer.encrypt(user_password="", owner_password="owner", algorithm=algorithm)  # noqa: S106 - a test's
        return written(writer)

    return damage


def wrapped_in_forms(depth: int) -> Damage:
    """Each page's content in nested forms, each moved and scaled; all together they change nothing."""

    def damage(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        for page in writer.pages:
            contents: Any = page.get_contents()
            raw, resources = contents.get_data(), page["/Resources"]
            matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
            for level in range(depth):
                form = DecodedStreamObject()
                form.set_data(raw)
                form.update(_form_entries(resources, matrix))
                name = NameObject(f"/Wrapped{level}")
                resources = DictionaryObject(
                    {NameObject("/XObject"): DictionaryObject({name: writer._add_object(form)})}
                )
                raw = f"q 2 0 0 2 10 20 cm /Wrapped{level} Do Q".encode()
                matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
                raw = f"q .5 0 0 .5 -5 -10 cm {raw.decode()} Q".encode()
            stream = DecodedStreamObject()
            stream.set_data(raw)
            page[NameObject("/Contents")] = writer._add_object(stream)
            page[NameObject("/Resources")] = resources
        return written(writer)

    return damage


def _form_entries(resources: Any, matrix: tuple[float, ...]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(
                [FloatObject(-2000), FloatObject(-2000), FloatObject(4000), FloatObject(4000)]
            ),
            NameObject("/Matrix"): ArrayObject([FloatObject(part) for part in matrix]),
            NameObject("/Resources"): resources,
        }
    )


def joined(*pdfs: bytes) -> bytes:
    """The pages of several files as one file."""
    writer = pypdf.PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    return written(writer)


def sheet(*lines: str, table: bool = False, heading: str = "") -> bytes:
    """A page of plain text, with a small ruled table below it if `table`."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=LETTER)
    y = 730.0
    canvas.setFont("Times-Bold", 12)
    canvas.drawCentredString(306, y, heading)
    canvas.setFont("Times-Roman", 10)
    for line in lines:
        y -= 14
        canvas.drawString(72, y, line)
    if table:
        for row, texts in enumerate(
            (("Name", "Shares", "Price", "Date"), ("Fund II, L.P.", "1,234", "$5.67", "01/02/2014"))
        ):
            for column, text in enumerate(texts):
                canvas.rect(72 + 110 * column, y - 40 - 18 * row, 110, 18)
                canvas.drawString(76 + 110 * column, y - 35 - 18 * row, text)
    canvas.showPage()
    canvas.save()
    return held.getvalue()


COVER_LETTER = sheet(
    "January 8, 2014",
    "Securities and Exchange Commission, 100 F Street, N.E., Washington, D.C. 20549",
    "Enclosed please find a Form 4 (Statement of Changes in Beneficial Ownership) for filing.",
    "It reports 12,345 shares of Common Stock sold on 01/02/2014 at $45.67.",
    "/s/ Some Lawyer",
)
POWER_OF_ATTORNEY = sheet(
    "Know all by these presents, that the undersigned hereby constitutes and appoints each of Jane Roe and",
    "John Doe, signing singly, the undersigned's true and lawful attorney-in-fact to:",
    "(1) execute for and on behalf of the undersigned Forms 3, 4, and 5 in accordance with Section 16(a);",
    "(2) do and perform any and all acts which may be necessary or desirable to complete any such Form 4;",
    "(3) take any other action of any type whatsoever in connection with the foregoing.",
    "IN WITNESS WHEREOF, the undersigned has caused this Power of Attorney to be executed as of 02/03/2013.",
    "/s/ Another Person",
    "Signature",
    "Another Person, 1 Elsewhere Road, Ghent, NY 12075        02/03/2013",
    heading="POWER OF ATTORNEY",
)
JOINT_FILER_PAGE = sheet(
    "Name of Joint Filer: Fund II, L.P.",
    "Address of Joint Filer: 1 Elsewhere Road, Ghent, NY 12075",
    "Relationship of Joint Filer to Issuer: 10% Owner",
    "Issuer Name and Ticker or Trading Symbol: Some Other Corp. [ XYZ ]",
    "Date of Earliest Transaction Required to be Reported (Month/Day/Year): 01/02/2014",
    "Designated Filer: Fund I, L.P.",
    "Remarks: none",
    "Signature of Reporting Person: /s/ Another Person        02/03/2014",
    heading="Joint Filer Information",
    table=True,
)


DRAWN: dict[str, Draw] = {
    "underlines": underlined,
    "strike-through": struck_through,
    "line-across-half-a-cell": half_a_cell_cut,
    "streak-down-left": streaked_down(0.11),
    "streak-down-title": streaked_down(0.3),
    "streak-down-middle": streaked_down(0.53),
    "streak-down-right": streaked_down(0.79),
    "streak-across-top": streaked_across(0.3),
    "streak-across-middle": streaked_across(0.52),
    "streak-across-part-of-a-row": part_of_a_row_streaked,
    "double-borders": borders_doubled,
    "white-lines": ruled_in_white,
    "browser-lines-in-the-margins": with_browser_lines,
    "page-numbers": stamped_in_the_margin,
}
DAMAGES: dict[str, Damage] = {
    **{name: (lambda pdf, draw=draw: drawn_over(pdf, draw)) for name, draw in DRAWN.items()},
    "gray-text": recoloured,
    **{f"rotate-entry-{90 * turns}": with_rotate_entry(turns) for turns in (1, 2, 3)},
    **{f"turned-{90 * turns}": turned(turns) for turns in (1, 2, 3)},
    **{f"turned-{90 * turns}-and-shown-upright": turned(turns, upright_again=True) for turns in (1, 3)},
    "crop-box": cropped,
    "smaller": scaled(0.71),
    "larger": scaled(1.4),
    "landscape-paper": on_landscape_paper,
    "owner-password-rc4": locked("RC4-128"),
    "owner-password-aes": locked("AES-256"),
    "inside-a-form": wrapped_in_forms(1),
    "inside-forms": wrapped_in_forms(3),
    "cover-letter": lambda pdf: joined(COVER_LETTER, pdf),
    "power-of-attorney": lambda pdf: joined(pdf, POWER_OF_ATTORNEY),
    "joint-filer-page": lambda pdf: joined(pdf, JOINT_FILER_PAGE),
    "exhibits": lambda pdf: joined(pdf, POWER_OF_ATTORNEY, JOINT_FILER_PAGE, COVER_LETTER),
}
