"""Where two readers of a scan differ, the second reads the value again, alone: it then agrees or still differs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.model.field_paths import fields, with_fields
from extractor.model.ownership import BoolField, DecimalField, OwnershipDocument, StrField
from extractor.model.page import BoundingBox, Page, Reading
from extractor.model.strip import stack
from extractor.parsing.filing import read_filing
from extractor.readers.documents import read_document
from extractor.readers.scan.scanned_again import read_values_again
from extractor.verification import second_key
from extractor.verification import values_again as asking_again
from extractor.verification.comparing import Difference, is_alike
from extractor.verification.values_again import _lacks_only_marks, settled

SCAN = Path(__file__).parents[2] / "samples/scans/qualys-2014-01-06.edgar.office200.pdf"
SHARES = "nonDerivativeTable/*[1]/transactionAmounts/transactionShares"
TITLE = "nonDerivativeTable/*[1]/securityTitle"


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return tuple(read_document(SCAN).pages)


@pytest.fixture(scope="module")
def first(pages: tuple[Page, ...]) -> OwnershipDocument:
    return read_filing(stack(pages), SCAN.name)[0]


def keyed(
    monkeypatch: pytest.MonkeyPatch,
    pages: tuple[Page, ...],
    first: OwnershipDocument,
    change: Callable[[str], str] = str,
) -> second_key.KeyedTwice:
    """`first` after a second reading that is the same as the first, with `change` applied to each word."""

    def read(_path: Path, seen: Sequence[Page]) -> list[Page]:
        altered = (tuple(word._replace(text=change(word.text), readings=()) for word in page.words) for page in seen)
        return [
            replace(page, words=tuple(word for word in words if word.text), read_by="other")
            for page, words in zip(seen, altered, strict=True)
        ]

    monkeypatch.setattr(second_key, "SECOND_READERS", {"ppocr": read})
    return second_key.key_again(SCAN, pages, first)


@pytest.mark.ocr
@pytest.mark.parametrize("misread", ["70,000", ""], ids=["another-digit", "nothing"])
def test_what_the_second_reader_reads_alone_confirms_the_first(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[Page, ...], first: OwnershipDocument, misread: str
) -> None:
    again = keyed(monkeypatch, pages, first, lambda text: misread if text == "10,000" else text)
    assert [finding for finding in again.findings if SHARES in finding.xpaths] == []
    assert [reading.reader for reading in dict(fields(again.document))[SHARES].readings][-1] == "tesseract"


@pytest.mark.ocr
def test_a_first_reader_that_misread_is_not_confirmed(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[Page, ...], first: OwnershipDocument
) -> None:
    field = dict(fields(first))[SHARES]
    wrong = with_fields(first, {SHARES: field.model_copy(update={"value": Decimal(70000), "text": "70,000"})})
    again = keyed(monkeypatch, pages, wrong)
    assert [finding.rule for finding in again.findings if SHARES in finding.xpaths] == ["KEY101"]


@pytest.mark.ocr
def test_a_value_the_first_reader_did_not_see_is_not_explained_away(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[Page, ...], first: OwnershipDocument
) -> None:
    field = dict(fields(first))[TITLE]
    blank = StrField(page=field.page, box=field.box, readings=field.readings)
    again = keyed(monkeypatch, pages, with_fields(first, {TITLE: blank}))
    assert [finding.rule for finding in again.findings if TITLE in finding.xpaths] == ["KEY101"]


@pytest.mark.ocr
def test_a_value_is_read_alone_and_blank_paper_is_blank(pages: tuple[Page, ...], first: OwnershipDocument) -> None:
    field = dict(fields(first))[SHARES]
    assert field.page is not None
    assert field.box is not None
    number, blank, outside = read_values_again(
        SCAN, pages, [(field.page, field.box), (1, BoundingBox(300, 2, 320, 12)), (1, BoundingBox(900, 900, 950, 950))]
    )
    assert number.text == "10,000"
    assert (number.score or 0) > 0.5
    assert (blank.text, blank.score) == (outside.text, outside.score) == ("", None)


@pytest.mark.parametrize(
    ("misread", "differs"),
    [("INC,", False), ("INC:", True), ("INC", True), ("1NC.", True)],
    ids=["a-comma", "a-colon", "no-stop", "a-figure"],
)
@pytest.mark.ocr
def test_no_comma_ends_an_abbreviation(
    monkeypatch: pytest.MonkeyPatch,
    pages: tuple[Page, ...],
    first: OwnershipDocument,
    misread: str,
    differs: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(
        asking_again, "_ask", lambda _path, _pages, places: [Reading("other", misread, 0.9)] * len(places)
    )
    again = keyed(monkeypatch, pages, first, lambda text: misread if text == "INC." else text)
    differing = {xpath for finding in again.findings for xpath in finding.xpaths}
    assert ("reportingOwner[1]/reportingOwnerAddress/rptOwnerStreet1" in differing) is differs


@pytest.mark.parametrize(
    ("score", "seen", "marks", "stands"),
    [
        (0.99, "10,000", (), False),
        (0.99, "10,000°)", (), False),
        (0.99, "10,0001", (), True),
        (0.99, "10,000(2)", ("F2",), True),
        (0.8, "10,000", (), True),
        (0.99, "70,000", (), True),
    ],
    ids=["lost", "a-stroke-left", "a-figure-left", "another-mark", "first-unsure", "another-value"],
)
def test_a_lost_mark_is_no_other_mark(score: float, seen: str, marks: tuple[str, ...], stands: bool) -> None:  # noqa: FBT001
    box = BoundingBox(100, 100, 140, 110)
    readings = (Reading("ppocr", "10,000", score),)
    first = DecimalField(value=10000, text="10,000(1)", footnotes=("F1",), page=1, box=box, readings=readings)
    second = DecimalField(value=10000, text=seen, footnotes=marks, page=1, box=box)
    assert (not _lacks_only_marks(Difference(SHARES, first, second))) is stands


def test_an_empty_box_and_no_box_say_the_same() -> None:
    empty, none, ticked = BoolField(value=False), BoolField(), BoolField(value=True)
    assert settled(SCAN, (), [Difference("aff10b5One", empty, none)]) == ([], {})
    assert settled(SCAN, (), [Difference("aff10b5One", ticked, none)])[0]


SOLD = "The shares were sold in multiple transactions at prices ranging from $16.30 to $17.29, inclusive, in trust"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (SOLD.replace("multiple", "multip1e"), False),
        (SOLD.replace("multiple", "mulfiple"), True),
        (SOLD.replace("$17.29", "$17.20"), False),
        (SOLD.replace("$17.29", "$17,29"), False),
        (SOLD.replace("in multiple transactions ", ""), False),
        (SOLD.replace(" ", "  "), True),
    ],
    ids=["a-figure-for-a-letter", "a-letter", "a-figure", "a-comma-in-a-number", "three-words-less", "white-space"],
)
def test_of_an_explanation_its_numbers_must_be_the_same(other: str, alike: bool) -> None:  # noqa: FBT001
    assert is_alike(StrField(value=SOLD, text=SOLD), StrField(value=other, text=other)) is alike
