"""How often a value is wrong and sure after it was hidden, covered, struck out or replaced by a picture.

    python benchmarks/attacked_prints.py [MECHANISM…] [--tries 300] [--seed 0]

Each page of a printed sample is attacked at several random values at once, with another library than the one that
printed it. A value that the page no longer shows must be blank, or asked for; a value that is now a picture must be
asked for; all others must be as before. Anything else is silent, which must not happen. The second reader is not used,
because it reads the same bytes.
"""

import argparse
import io
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy import is_alike
from extractor.model.field_paths import fields, is_running
from extractor.model.page import BoundingBox, Origin
from extractor.model.results import Decision, Extraction, Severity
from extractor.pipeline import extract_filings
from extractor.verification.mode import Verify
from samples.overlays import drawn_over

SAMPLES = Path(__file__).parent.parent / "samples" / "pdf"
FORMS = (
    "qualys-2014-01-06.edgar",
    "qualys-2014-01-06.issuer",
    "amendment-4a.edgar",
    "amendment-4a.issuer",
    "price-in-a-footnote.edgar",
    "foreign-issuer-with-plan-box.edgar",
)
AT_ONCE = 5
"""How many values of a page are attacked together; so few that rows are still recognised as rows."""
TABLES = ("nonDerivativeTable", "derivativeTable")
NOT_PRINTED = ("]", "equitySwapInvolved")
"""Ends of the XPaths of values that have no words of their own on the page."""
LINE = 15.0
"""In points: a field higher than this has several lines."""
INSIDE = 1.5
"""In points: how far a text's bounds may lie outside its field's box."""


class Place(NamedTuple):
    """A value of a filing and its box, in points from the page's top left."""

    xpath: str
    text: str
    page: int
    box: BoundingBox


Attack = Callable[[bytes, Sequence[Place], random.Random], bytes]


def read(pdf: bytes) -> Extraction | None:
    """The filing in the PDF; None if the file is refused, which is never silent."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        path.write_bytes(pdf)
        try:
            (found,) = extract_filings(path, Verify.NEVER)
        except Exception as error:  # noqa: BLE001 - whatever refuses the file
            print(f"  refused: {error!r}")
            return None
        return found


@cache
def unharmed(form: str) -> Extraction:
    """The filing in a sample as it is read before anything happens to it."""
    found = read((SAMPLES / f"{form}.pdf").read_bytes())
    if found is None:
        raise ValueError(form)
    return found


def places(found: Extraction) -> list[Place]:
    """The values in the tables that are one line and have no mark; the kinds of rows are not printed."""
    return [
        Place(xpath, field.text, field.page, field.box)
        for xpath, field in fields(found.document)
        if field.page and field.box and field.value and field.box.height < LINE
        if xpath.startswith(TABLES) and not xpath.endswith(NOT_PRINTED) and "(" not in field.text
        if not (xpath.startswith(TABLES[1]) and xpath.endswith("AcquiredDisposedCode"))  # told by the amount's column
    ]


def _on_texts(pdf: bytes, chosen: Sequence[Place], change: Callable[[pdfium.PdfPage, pdfium.PdfObject], None]) -> bytes:
    """The PDF with every text in the chosen places changed."""
    document = pdfium.PdfDocument(pdf)
    for index in range(len(document)):
        page = document[index]
        height = page.get_height()
        for item in list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT])):
            left, bottom, right, top = item.get_bounds()
            box = BoundingBox(left, height - top, right, height - bottom)
            if any(place.page == index + 1 and _is_in(box, place.box) for place in chosen):
                change(page, item)
        page.gen_content()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _is_in(box: BoundingBox, place: BoundingBox) -> bool:
    return (
        place.x0 - INSIDE <= box.x0
        and box.x1 <= place.x1 + INSIDE
        and place.top - INSIDE <= box.top
        and box.bottom <= place.bottom + INSIDE
    )


def _coloured(red: int, alpha: int) -> Attack:
    def attack(pdf: bytes, chosen: Sequence[Place], _: random.Random) -> bytes:
        return _on_texts(
            pdf, chosen, lambda _, item: pdfium_c.FPDFPageObj_SetFillColor(item.raw, red, red, red, alpha) and None
        )

    return attack


def in_render_mode_3(pdf: bytes, chosen: Sequence[Place], _: random.Random) -> bytes:
    """Text that is neither filled nor outlined."""
    mode = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
    return _on_texts(pdf, chosen, lambda _, item: pdfium_c.FPDFTextObj_SetTextRenderMode(item.raw, mode) and None)


def off_the_page(pdf: bytes, chosen: Sequence[Place], _: random.Random) -> bytes:
    """Text moved off the paper."""
    return _on_texts(pdf, chosen, lambda _, item: pdfium_c.FPDFPageObj_Transform(item.raw, 1, 0, 0, 1, 3000, 0))


def _overlaid(draw: Callable[[Canvas, float, Place, random.Random], None]) -> Attack:
    def attack(pdf: bytes, chosen: Sequence[Place], chance: random.Random) -> bytes:
        def on_page(canvas: Canvas, number: int, height: float) -> None:
            for place in chosen:
                if place.page == number:
                    canvas.saveState()
                    draw(canvas, height, place, chance)
                    canvas.restoreState()

        return drawn_over(pdf, on_page)

    return attack


def _rect(canvas: Canvas, height: float, box: BoundingBox) -> None:
    canvas.rect(box.x0, height - box.bottom, box.width, box.height, stroke=0, fill=1)


def _covered(canvas: Canvas, height: float, place: Place, chance: random.Random) -> None:
    shade = chance.choice((1.0, 1.0, chance.uniform(0.7, 1.0), 0.0))
    canvas.setFillColor(Color(shade, shade, shade))
    grow = chance.uniform(0.0, 1.0)
    box = place.box
    _rect(canvas, height, BoundingBox(box.x0 - grow, box.top - grow, box.x1 + grow, box.bottom + grow))


def _half_covered(canvas: Canvas, height: float, place: Place, chance: random.Random) -> None:
    canvas.setFillColor(Color(1, 1, 1))
    x0, top, x1, bottom = place.box
    middle = top + 0.5 * (bottom - top)
    half = chance.choice(((x0, top, x1, middle), (x0, middle, x1, bottom), (x0, top, (x0 + x1) / 2, bottom)))
    _rect(canvas, height, BoundingBox(*half))


def _one_figure(place: Place, chance: random.Random) -> BoundingBox:
    """The box of one figure, at random, of a number (figures have equal widths); else of the first character."""
    is_number = place.text.isdigit()
    width = place.box.width / len(place.text) if is_number else 0.6 * place.box.height
    left = place.box.x0 + (chance.randrange(len(place.text)) if is_number else 0) * width
    return BoundingBox(left, place.box.top, min(left + width, place.box.x1), place.box.bottom)


def _figure_covered(canvas: Canvas, height: float, place: Place, chance: random.Random) -> None:
    canvas.setFillColor(Color(1, 1, 1))
    _rect(canvas, height, _one_figure(place, chance))


def _struck(canvas: Canvas, height: float, place: Place, chance: random.Random) -> None:
    canvas.setStrokeColor(Color(chance.uniform(0, 0.7), chance.uniform(0, 0.3), chance.uniform(0, 0.7)))
    canvas.setLineWidth(chance.uniform(0.4, 1.5))
    x0, top, x1, bottom = place.box
    left, right = (height - bottom + (bottom - top) * chance.uniform(0.35, 0.6) for _ in range(2))
    canvas.line(x0 - chance.uniform(0, 2), left, x1 + chance.uniform(0, 2), right)


def _picture(text: str) -> ImageReader:
    drawn = Image.new("L", (max(len(text), 1) * 24, 40), 255)
    ImageDraw.Draw(drawn).text((1, 2), text, fill=0, font_size=34)
    return ImageReader(drawn)


def _pasted(canvas: Canvas, height: float, place: Place, _: random.Random) -> None:
    box = place.box
    canvas.drawImage(_picture(place.text), box.x0, height - box.bottom + 1, box.width, box.height - 2)


def _figure_pasted(canvas: Canvas, height: float, place: Place, chance: random.Random) -> None:
    box = _one_figure(place, chance)
    canvas.drawImage(_picture(str(chance.randrange(10))), box.x0, height - box.bottom, box.width, box.height)


def as_picture(pdf: bytes, chosen: Sequence[Place], chance: random.Random) -> bytes:
    """The text removed, and its picture put in its place."""
    return _overlaid(_pasted)(_on_texts(pdf, chosen, _taken_away), chosen, chance)


def _taken_away(page: pdfium.PdfPage, item: pdfium.PdfObject) -> None:
    pdfium_c.FPDFPage_RemoveObject(page.raw, item.raw)


ATTACKS: dict[str, Attack] = {
    "white": _coloured(255, 255),
    "transparent": _coloured(0, 0),
    "render-mode-3": in_render_mode_3,
    "off-the-page": off_the_page,
    "covered": _overlaid(_covered),
    "half-covered": _overlaid(_half_covered),
    "one-figure-covered": _overlaid(_figure_covered),
    "struck": _overlaid(_struck),
    "a-picture": as_picture,
    "one-figure-a-picture": _overlaid(_figure_pasted),
}
KEPT = ("half-covered",)
"""Attacks after which the rest of a letter may still tell which it is: the old value is right, anything else must be
asked for."""
BLANK = ("white", "transparent", "render-mode-3", "off-the-page", "covered")
"""Attacks after which nothing can be seen, so that a blank field is right as well."""


def silent(before: Extraction, after: Extraction | None, name: str, chosen: Sequence[Place]) -> tuple[list[str], int]:
    """The fields that are wrong and sure, and the number of fields asked for beside the attacked ones."""
    if after is None or after.assessment.decision is Decision.DISTRUST:
        return [], 0
    review = {entry.xpath for entry in after.assessment.fields if entry.review}
    named = {x for f in after.findings if f.severity is Severity.ERROR for x in f.xpaths}
    read_now = dict(fields(after.document))
    attacked = {place.xpath for place in chosen}
    kept = name in KEPT
    wrong = []
    for xpath, field in fields(before.document):
        found = read_now.get(xpath)
        now = found and found.as_xml
        is_asked = xpath in review or any(f"{xpath}/".startswith(f"{each}/") for each in named)
        is_right = now == field.as_xml if kept or xpath not in attacked else now is None and name in BLANK
        if found and found.origin is Origin.RECOGNISED and is_running(xpath):  # the page was read as it is seen
            is_right = is_right or is_alike(str(field.as_xml), str(now))
        if not is_right and not is_asked and not xpath.endswith(NOT_PRINTED):
            wrong.append(f"{xpath}: {field.as_xml!r} → {now!r}")
    return wrong, len(review - attacked)


def _letterhead(canvas: Canvas, _width: float, height: float) -> None:
    canvas.drawImage(_picture("Law Offices"), 60, height - 28, 140, 20)


def _envelope(canvas: Canvas, width: float, height: float) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(20, height - 10, "DocuSign Envelope ID: 7A1B33C0-44D2-4E0B-9C1D-2B7F5E0A91C3")
    canvas.roundRect(width / 2, 14, 180, 22, 4)


def _border(canvas: Canvas, width: float, height: float) -> None:
    canvas.roundRect(7, 7, width - 14, height - 14, 10)


def _watermark(canvas: Canvas, width: float, height: float) -> None:
    canvas.setFillColor(Color(0.6, 0.6, 0.6, alpha=0.25))
    canvas.translate(width / 2, height / 2)
    canvas.rotate(50)
    canvas.setFont("Helvetica-Bold", 72)
    canvas.drawCentredString(0, 0, "CONFIDENTIAL")


def _hairlines(canvas: Canvas, width: float, height: float) -> None:
    canvas.setLineWidth(0.1)
    canvas.setDash(1, 2)
    canvas.line(10, 16, width - 10, 16)
    canvas.line(10, height - 16, width - 10, height - 16)


def _seal(canvas: Canvas, width: float, _height: float) -> None:
    canvas.circle(width - 60, 60, 30)
    canvas.circle(width - 60, 60, 26)


HARMLESS: dict[str, Callable[[Canvas, float, float], None]] = {
    "nothing": lambda *_: None,
    "letterhead": _letterhead,
    "envelope-and-frame": _envelope,
    "page-border": _border,
    "watermark": _watermark,
    "hairlines": _hairlines,
    "seal": _seal,
}


def asked(name: str) -> Counter[str]:
    """How many fields of all forms are asked for after something harmless was drawn on them."""
    counts: Counter[str] = Counter()
    for form in FORMS:
        width, height = pdfium.PdfDocument(SAMPLES / f"{form}.pdf")[0].get_size()
        found = read(
            drawn_over((SAMPLES / f"{form}.pdf").read_bytes(), lambda canvas, *_: HARMLESS[name](canvas, width, height))  # noqa: B023
        )
        entries = found.assessment.fields if found else ()
        counts.update({"fields": len(entries), "asked": sum(entry.review for entry in entries), "refused": not found})
    return counts


def tried(name: str, tries: int, seed: int) -> Counter[str]:
    """Attack `tries` values in this way and count the silent ones, which are printed to stdout."""
    counts: Counter[str] = Counter()
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - places, not secrets
    originals = {form: (SAMPLES / f"{form}.pdf").read_bytes() for form in FORMS}
    while counts["tries"] < tries:
        form = chance.choice(FORMS)
        before = unharmed(form)
        known = places(before)
        chosen = chance.sample(known, min(AT_ONCE, len(known)))
        after = read(ATTACKS[name](originals[form], chosen, chance))
        wrong, others = silent(before, after, name, chosen)
        counts.update({"tries": len(chosen), "silent": len(wrong), "others asked": others, "refused": after is None})
        for line in wrong:
            print(f"  SILENT {form} {line}")
    return counts


def main() -> None:
    """Attack, and print a line for each mechanism."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mechanism", nargs="*", choices=[*ATTACKS, []], default=[])
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    for name in () if arguments.mechanism else HARMLESS:
        print(f"harmless: {name:24}", dict(asked(name)), flush=True)
    for name in arguments.mechanism or ATTACKS:
        print(f"{name:24}", dict(tried(name, arguments.tries, arguments.seed)), flush=True)


if __name__ == "__main__":
    main()
