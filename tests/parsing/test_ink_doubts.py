"""Drawings and pictures where a value or an X belongs are always asked about; elsewhere they ask nothing."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.model.page import BoundingBox, Page
from extractor.model.results import Extraction
from extractor.pipeline import extract_filings
from extractor.verification.mode import Verify
from tests.support.damage import Draw, drawn_over

QUALYS = Path(__file__).parents[2] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"
DEEMED = "nonDerivativeTable/*[1]/deemedExecutionDate"
TEN_PERCENT = "reportingOwner[1]/reportingOwnerRelationship/isTenPercentOwner"


def read(draw: Draw, tmp_path: Path, *, below: bool = False) -> Extraction:
    path = tmp_path / "form.pdf"
    path.write_bytes(drawn_over(QUALYS.read_bytes(), draw, below=below))
    (found,) = extract_filings(path, Verify.NEVER)
    return found


def codes(found: Extraction) -> dict[str, str]:
    """The codes of the EYE findings, by the first field that each names."""
    return {finding.xpaths[0]: finding.rule for finding in found.findings if finding.rule.startswith("EYE")}


def box_of(xpath: str, found: Extraction) -> BoundingBox:
    """The field's box on the page, before anything was drawn."""
    from extractor.model.field_paths import fields  # noqa: PLC0415 - beside its use

    box = dict(fields(found.document))[xpath].box
    assert box is not None
    return BoundingBox(*box)


@pytest.fixture(scope="module")
def whole() -> Extraction:
    return extract_filings(QUALYS, Verify.NEVER)[0]


def picture(text: str, height: int = 40) -> ImageReader:
    """A picture of figures on white."""
    drawn = Image.new("L", (height * len(text) * 6 // 10, height), 255)
    ImageDraw.Draw(drawn).text((2, 2), text, fill=0, font_size=height - 8)
    return ImageReader(drawn)


def pasted_in(box: BoundingBox, text: str, seed: int) -> Draw:
    """Draws a picture of a text, as high as type, somewhere in the cell."""

    def draw(canvas: Canvas, page: Page) -> None:
        if page.number > 1:
            return
        chance = random.Random(seed)  # noqa: S311 - a test
        width, height = min(box.width - 4, 5.0 * len(text)), 9.0
        x = box.x0 + 2 + chance.uniform(0, box.width - 4 - width)
        y = box.top + 2 + chance.uniform(0, box.height - 4 - height)
        canvas.drawImage(picture(text), x, page.height - y - height, width, height)

    return draw


@pytest.mark.parametrize("seed", range(4))
def test_a_value_that_is_a_picture_is_asked(seed: int, whole: Extraction, tmp_path: Path) -> None:
    found = read(pasted_in(box_of(DEEMED, whole), "01/03/2014", seed), tmp_path)
    assert codes(found) == {DEEMED: "EYE105"}


def test_a_bar_over_nothing_is_no_blank(whole: Extraction, tmp_path: Path) -> None:
    box = box_of(DEEMED, whole)

    def draw(canvas: Canvas, page: Page) -> None:
        if page.number == 1:
            canvas.rect(box.x0 + 4, page.height - box.bottom + 4, box.width - 8, box.height - 8, stroke=0, fill=1)

    assert codes(read(draw, tmp_path)) == {DEEMED: "EYE106"}


def test_a_dash_that_is_drawn_is_asked(whole: Extraction, tmp_path: Path) -> None:
    box = box_of(DEEMED, whole)

    def draw(canvas: Canvas, page: Page) -> None:
        if page.number == 1:
            y = page.height - box.y_center
            canvas.line(box.x_center - 4, y, box.x_center + 4, y)

    assert codes(read(draw, tmp_path)) == {DEEMED: "EYE105"}


def test_a_digit_pasted_before_a_value_is_asked(whole: Extraction, tmp_path: Path) -> None:
    shares = "nonDerivativeTable/*[1]/transactionAmounts/transactionShares"
    box = box_of(shares, whole)

    def draw(canvas: Canvas, page: Page) -> None:
        if page.number == 1:
            canvas.drawImage(picture("7"), box.x0 - 6, page.height - box.bottom + 2, 5, 8)

    assert codes(read(draw, tmp_path)) == {shares: "EYE105"}


def cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y, x + 7, y + 7)
    canvas.line(x, y + 7, x + 7, y)


def tick(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + 3)
    path.lineTo(x + 2.5, y)
    path.lineTo(x + 8, y + 8)
    canvas.drawPath(path)


def disc(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + 3, y + 3, 3, stroke=0, fill=1)


def tiny_picture(canvas: Canvas, x: float, y: float) -> None:
    drawn = Image.new("L", (15, 15), 255)
    ImageDraw.Draw(drawn).line((2, 2, 12, 12), fill=0, width=2)
    ImageDraw.Draw(drawn).line((2, 12, 12, 2), fill=0, width=2)
    canvas.drawImage(ImageReader(drawn), x, y, 8, 8)


@pytest.mark.parametrize("mark", [cross, tick, disc, tiny_picture])
def test_a_tick_that_is_drawn_is_one_and_is_asked(mark: Callable[[Canvas, float, float], None], tmp_path: Path) -> None:
    def draw(canvas: Canvas, page: Page) -> None:
        label = next((word.box for word in page.words if word.text == "10%"), None)
        if label:
            canvas.setStrokeColor(black)
            mark(canvas, label.x0 - 14, page.height - label.bottom + 1)

    found = read(draw, tmp_path)
    assert found.document.reporting_owners[0].is_ten_percent_owner.value is True
    assert [entry.xpath for entry in found.assessment.fields if entry.review] == [TEN_PERCENT]
    assert codes(found) == {}


def letterhead(canvas: Canvas, page: Page) -> None:
    canvas.drawImage(picture("Law Offices"), 60, page.height - 30, 120, 20)


def page_border(canvas: Canvas, page: Page) -> None:
    canvas.roundRect(8, 8, page.width - 16, page.height - 16, 12)


def circled_amounts(canvas: Canvas, page: Page) -> None:
    for word in page.words:
        if word.text == "10,000":
            x0, top, x1, bottom = word.box
            canvas.ellipse(x0 - 5, page.height - bottom - 4, x1 + 5, page.height - top + 4)


def coloured_rows(canvas: Canvas, page: Page) -> None:
    canvas.setFillColor(Color(0.55, 0.7, 0.95))
    for word in page.words:
        if word.text == "01/06/2014":
            canvas.rect(20, page.height - word.box.bottom - 6, page.width - 40, word.box.height + 12, stroke=0, fill=1)


def dotted_rules(canvas: Canvas, page: Page) -> None:
    canvas.setDash(1, 2)
    for height in (0.02, 0.98):
        canvas.line(30, height * page.height, page.width - 30, height * page.height)


@pytest.mark.parametrize("draw", [letterhead, page_border, circled_amounts, dotted_rules])
def test_what_is_drawn_elsewhere_asks_nothing(draw: Draw, tmp_path: Path) -> None:
    assert not read(draw, tmp_path).assessment.review


def test_coloured_rows_ask_nothing(tmp_path: Path) -> None:
    assert not read(coloured_rows, tmp_path, below=True).assessment.review
