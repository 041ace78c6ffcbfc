"""Pages that are part picture, part text: typed text is exact, text in the picture recognised, each read once."""

import random
from pathlib import Path

import pytest

from benchmarks.accuracy import is_alike
from extractor.model.doubts import Doubt
from extractor.model.field_paths import fields, is_running
from extractor.model.geometry import Geometry, whole
from extractor.model.ownership import AnyField
from extractor.model.page import BoundingBox, Origin, Page, Reading, Unseen, Word
from extractor.model.results import Extraction
from extractor.pipeline import extract_filings
from extractor.readers.typed_over import joined, typed_over
from extractor.verification.mode import Verify
from samples import make
from tests.support.mixed_pages import over_other_text, stamped, typed_over_scan

PDFS = make.FOLDER / "pdf"
FORM, OTHER = PDFS / "price-in-a-footnote.edgar.pdf", PDFS / "qualys-2014-01-06.edgar.pdf"
SLACK = 1.5
"""In points: how far a text's bounds may lie outside its field's box."""
SEEDS = range(50)


def read(path: Path, verify: Verify = Verify.NEVER) -> Extraction:
    (found,) = extract_filings(path, verify)
    return found


def wrong_and_sure(before: Extraction, after: Extraction) -> list[str]:
    """The fields that are wrong and not asked; a running text may lack what only misread letters can."""
    now = dict(fields(after.document))
    asked = {entry.xpath for entry in after.assessment.fields if entry.review}
    return [
        f"{xpath}: {field.as_xml!r} → {now[xpath].as_xml if xpath in now else None!r}"
        for xpath, field in fields(before.document)
        if not xpath.endswith("Cik")
        and xpath not in asked
        and not (xpath in now and is_right(xpath, field, now[xpath]))
    ]


def is_right(xpath: str, printed: AnyField, read: AnyField) -> bool:
    is_running_text = is_running(xpath) and read.origin is Origin.RECOGNISED
    return printed.as_xml == read.as_xml or (is_running_text and is_alike(str(printed.as_xml), str(read.as_xml)))


@pytest.mark.parametrize(("angle", "share"), [(0.0, 1.0), (0.25, 0.6)])
def test_values_typed_over_a_scanned_form_are_read_as_they_are_typed(
    tmp_path: Path, angle: float, share: float
) -> None:
    printed = read(FORM)
    chance = random.Random(angle)  # noqa: S311 - places, not secrets
    values = {
        xpath: (field.page, field.box)
        for xpath, field in fields(printed.document)
        if field.page and field.box and not field.is_blank and chance.random() < share
    }

    def is_typed(number: int, box: BoundingBox) -> bool:
        return any(
            number == page and around.x0 - SLACK <= box.x0 and box.x1 <= around.x1 + SLACK
            and around.top - SLACK <= box.top and box.bottom <= around.bottom + SLACK
            for page, around in values.values()
        )  # fmt: skip

    path = tmp_path / "form.pdf"
    path.write_bytes(typed_over_scan(FORM.read_bytes(), is_typed, angle))
    found = read(path)
    assert wrong_and_sure(printed, found) == []
    origins = [field.origin for xpath, field in fields(found.document) if xpath in values]
    assert origins.count(Origin.PRINTED) > 0.8 * len(values)
    assert sum(entry.review for entry in found.assessment.fields) <= 0.03 * len(found.assessment.fields)


def test_a_stamped_scan_over_another_filing_s_text_is_what_it_shows(tmp_path: Path) -> None:
    printed = read(FORM)
    path = tmp_path / "form.pdf"
    lines = [(150, 6, "BLC-0000017"), (90, 780, "Case 2:25-cv-04417 Document 61-7 Filed 04/22/25 Page 1 of 2")]
    path.write_bytes(stamped(over_other_text(FORM.read_bytes(), OTHER.read_bytes()), lines))
    found = read(path)
    assert wrong_and_sure(printed, found) == []
    assert sum(entry.review for entry in found.assessment.fields) <= 0.03 * len(found.assessment.fields)
    assert not any("61-7" in field.text or "BLC" in field.text for _, field in fields(found.document))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_typed_word_lies_where_its_page_shows_it(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    shown = chance.randrange(400, 900), chance.randrange(400, 900)
    turns = chance.randrange(4)
    upright = whole(shown, shown, turns) if turns else None
    width, height = upright.page if upright else shown
    dots, points = chance.uniform(1, 4), chance.uniform(0.5, 2)
    picture = round(shown[0] * dots), round(shown[1] * dots)
    size = shown[0] * points, shown[1] * points
    seen = Geometry(picture, whole(picture, size).corners, size, (4 - turns) % 4, chance.uniform(-3, 3))
    # The same turn, seen from the picture: a page that was turned anticlockwise is turned clockwise to be upright.
    box = BoundingBox(100, 200, 150, 212)
    scanned = Page(1, *seen.page, origin=Origin.RECOGNISED, geometry=seen)
    printed = Page(1, float(width), float(height), (Word("10,000", box, 12.0),), geometry=upright)
    (word,) = typed_over(scanned, printed).words
    place = upright.to_picture(box.x_center, box.y_center) if upright else (box.x_center, box.y_center)
    expected = tuple(side * picture[0] / shown[0] for side in place)
    assert seen.to_picture(word.box.x_center, word.box.y_center) == pytest.approx(expected, abs=2)
    assert (word.box.width, word.box.height, word.size) == pytest.approx(
        (50 * points, 12 * points, 12 * points), rel=0.02
    )


def recognised(text: str, box: BoundingBox, origin: Origin = Origin.RECOGNISED) -> Word:
    return Word(text, box, box.height, readings=(Reading("engine", text, 0.99),), origin=origin)


PLACE = BoundingBox(100, 100, 140, 110)
TYPED = Word("10,000", PLACE, 10.0)


@pytest.mark.parametrize(
    ("under", "kept", "doubts"),
    [
        (recognised("10,000", PLACE), 1, frozenset()),
        (recognised("10,300", PLACE), 1, frozenset({Doubt.OVER_PRINT})),
        (recognised("…", PLACE), 1, frozenset()),
        (recognised("10,300", PLACE._replace(x0=125, x1=190)), 2, frozenset()),
        (recognised("(Last)", PLACE, Origin.FORM), 2, frozenset()),
    ],
    ids=["the same", "another value", "a speck", "beside it", "the form's own"],
)
def test_what_stands_under_a_typed_word_is_not_read_beside_it(under: Word, kept: int, doubts: frozenset[Doubt]) -> None:
    page = joined(Page(1, 612, 792, (under,), origin=Origin.RECOGNISED), [TYPED])
    assert len(page.words) == kept
    assert [word.doubts for word in page.words if word.text == TYPED.text and not word.readings] == [doubts]
    assert sorted(number for word in page.words for number in word.sources) == list(range(kept))


def test_hidden_text_is_kept_where_most_text_is_seen_and_is_an_engine_s_where_most_is_not() -> None:
    scanned = Page(1, 612, 792, origin=Origin.RECOGNISED)
    few, many = Unseen("9", PLACE), Unseen("A whole page of the text that an engine read", PLACE)
    assert typed_over(scanned, Page(1, 612, 792, (TYPED,), unseen=(few,))).unseen == (few,)
    assert typed_over(scanned, Page(1, 612, 792, (TYPED,), unseen=(many,))).unseen == ()
