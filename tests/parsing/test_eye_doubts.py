"""A value that the page does not show is not read, and its field is asked about."""

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from extractor.model.page import BoundingBox, Page, Word
from extractor.model.results import Extraction
from extractor.model.strip import stack
from extractor.parsing.filing import read_filing
from extractor.pipeline import extract
from extractor.readers.documents import read_document
from tests.support.damage import Draw, drawn_over

QUALYS = Path(__file__).parents[2] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"


def attacked(draw: Draw, tmp_path: Path) -> Extraction:
    path = tmp_path / "form.pdf"
    path.write_bytes(drawn_over(QUALYS.read_bytes(), draw))
    return extract(path)


def covering(text: str, share: float = 1.0) -> Draw:
    """Draws white over the upper `share` of the first word that is `text`."""

    def draw(canvas: Canvas, page: Page) -> None:
        word: Word | None = next((word for word in page.words if word.text == text), None)
        if word:
            x0, top, x1, bottom = word.box
            canvas.setFillColor(white)
            canvas.rect(x0, page.height - top - share * (bottom - top), x1 - x0, share * (bottom - top), 0, 1)

    return draw


def asked(extraction: Extraction) -> dict[str, tuple[str, ...]]:
    return {entry.xpath: entry.reasons for entry in extraction.assessment.fields if entry.review}


PRICE = "nonDerivativeTable/*[1]/transactionAmounts/transactionPricePerShare"


@pytest.mark.parametrize(("share", "code"), [(1.0, "EYE101"), (0.6, "EYE102")])
def test_a_covered_value_is_asked_for_and_no_other(share: float, code: str, tmp_path: Path) -> None:
    whole = extract(QUALYS)
    price = whole.document.non_derivative_table[0].transaction_price_per_share
    found = attacked(covering(price.text.split("(")[0], share), tmp_path)
    reasons = asked(found)
    assert any(reason.startswith(code) for reason in reasons[PRICE])
    assert {xpath for xpath in reasons if code in " ".join(reasons[xpath])} == {PRICE}


def test_ink_that_was_not_read_asks_for_the_value_it_stands_beside_or_lies_in() -> None:
    source = read_document(QUALYS)
    whole = extract(QUALYS).document.non_derivative_table[0]
    price, blank = whole.transaction_price_per_share, whole.nature_of_ownership
    assert price.box
    assert blank.box
    beside = BoundingBox(price.box.x1 + 3, price.box.top, price.box.x1 + 8, price.box.top + 4)
    inside = BoundingBox(blank.box.x0 + 4, blank.box.top + 2, blank.box.x0 + 9, blank.box.top + 6)
    far = BoundingBox(2, 2, 6, 6)
    page = replace(source.pages[0], unread=(beside, inside, far))
    _, findings, *_ = read_filing(stack((page, *source.pages[1:])), "form")
    assert {xpath for finding in findings if finding.rule == "EYE107" for xpath in finding.xpaths} == {
        PRICE,
        "nonDerivativeTable/*[1]/ownershipNature/natureOfOwnership",
    }


@pytest.mark.parametrize(("width", "is_asked"), [(150.0, True), (5.0, False)])
def test_a_line_not_read_below_the_heading_of_explanations_asks_for_them(width: float, *, is_asked: bool) -> None:
    source = read_document(QUALYS)
    page = source.pages[-1]
    heading = next(word for word in page.words if word.text == "Explanation")
    last = next(word for word in page.words if word.text == "Signature" and word.box.top > heading.box.bottom)
    middle = (heading.box.bottom + last.box.top) / 2
    # A line of its own, far from any text: without the words between the two headings.
    words = tuple(word for word in page.words if not heading.box.bottom < word.box.y_center < last.box.top)
    lost = BoundingBox(heading.box.x0, middle - 3, heading.box.x0 + width, middle + 3)
    changed = replace(page, words=words, unread=(lost,))
    _, findings, *_ = read_filing(stack((*source.pages[:-1], changed)), "form")
    named = {xpath for finding in findings if finding.rule == "EYE107" for xpath in finding.xpaths}
    assert named == ({"footnotes"} if is_asked else set())


def test_ink_beside_the_city_that_was_not_read_may_be_the_state() -> None:
    source = read_document(QUALYS)
    owner = extract(QUALYS).document.reporting_owners[0]
    state, city = owner.rpt_owner_state, owner.rpt_owner_city
    assert state.box
    assert city.box
    first = source.pages[0]
    lost = tuple(word for word in first.words if not set(word.sources) & set(state.sources))
    name = "reportingOwner[1]/reportingOwnerAddress/rptOwner"
    for words, asked_for in ((lost, {f"{name}City", f"{name}State"}), (first.words, {f"{name}State"})):
        unread = BoundingBox(city.box.x1 + 3, city.box.top, city.box.x1 + 8, city.box.bottom)
        page = replace(first, words=words, unread=(unread if words is lost else state.box,))
        _, findings, *_ = read_filing(stack((page, *source.pages[1:])), "form")
        assert {x for finding in findings if finding.rule == "EYE107" for x in finding.xpaths} == asked_for
