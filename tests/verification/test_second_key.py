"""Two readers of one page agree on every sample, and values on which readers differ are never sure."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.constants import UserAccessPermissions
from pypdf.generic import NameObject, StreamObject

from extractor.cli.extract import run_extract
from extractor.confidence.judging import DIFFERING
from extractor.confidence.printed import SURE
from extractor.errors import ExitCode, MissingDependencyError
from extractor.model.field_paths import fields, with_fields
from extractor.model.ownership import OwnershipDocument, StrField
from extractor.model.page import Page, Reading
from extractor.model.results import Decision, Extraction, Finding, Severity
from extractor.model.strip import stack
from extractor.parsing.filing import read_filing
from extractor.pipeline import extract_filings
from extractor.readers.documents import read_document
from extractor.readers.pdf import camelot_grid
from extractor.readers.pdf.pdfplumber_page import read_pages
from extractor.verification import second_key
from extractor.verification.comparing import compare
from extractor.verification.mode import Verify
from tests.support.builders import document
from tests.support.readings import filings_in

SAMPLES = sorted(Path(__file__).parents[2].joinpath("samples/pdf").glob("*.pdf"))
QUALYS = next(path for path in SAMPLES if path.name == "qualys-2014-01-06.edgar.pdf")
SHARES = "nonDerivativeTable/*[1]/transactionAmounts/transactionShares"


def keyed(path: Path) -> Extraction:
    """The first filing of the file, read twice."""
    return extract_filings(path, Verify.ALWAYS)[0]


def second_key_findings(filing: Extraction) -> list[Finding]:
    return [finding for finding in filing.findings if finding.rule.startswith(("KEY", "PAG4"))]


def in_review(filing: Extraction) -> set[str]:
    return {field.xpath for field in filing.assessment.fields if field.review}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_keys_agree_on_every_sample(path: Path) -> None:
    filings = filings_in(path, Verify.ALWAYS)
    assert [second_key_findings(filing) for filing in filings] == [[]] * len(filings)
    assert all("pdfplumber" in filing.source.read_by for filing in filings)


def test_the_second_key_is_a_whole_filing_of_its_own() -> None:
    pages = read_document(QUALYS).pages
    second = second_key.read_second_key(QUALYS, pages)
    first = read_filing(stack(pages), QUALYS.name).document
    assert second != first  # the boxes and everything else are its own
    assert compare(first, second) == ()
    assert len(dict(fields(second))) > 60


# Pages that two libraries read differently


def altered(path: Path, old: bytes, new: bytes, to: Path) -> Path:
    """A copy of the PDF whose first page draws `new` in place of the first `old`."""
    writer = PdfWriter(clone_from=path)
    content = writer.pages[0].get_contents().get_data()
    assert old in content
    stream = StreamObject()
    stream.set_data(content.replace(old, new, 1))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    writer.write(to)
    return to


def test_a_text_that_says_other_than_its_glyphs_is_reviewed(tmp_path: Path) -> None:
    """The glyphs show 10,000; the hidden replacement text, meant for screen readers, says 70,000."""
    page = altered(
        QUALYS, b"(10,000) Tj", b"/Span <</ActualText (70,000)>> BDC (10,000) Tj EMC", tmp_path / "altered.pdf"
    )
    filing = keyed(page)
    (finding,) = second_key_findings(filing)
    assert (finding.rule, finding.xpaths, finding.severity) == ("KEY101", (SHARES,), Severity.ERROR)
    assert "pdfium read “70,000”" in finding.message
    assert "pdfplumber “10,000”" in finding.message
    field = dict(fields(filing.document))[SHARES]
    assert set(field.readings) == {Reading("pdfium", "70,000"), Reading("pdfplumber", "10,000")}
    assert field.as_xml == "10000"  # the one of the two that the balance accepts
    assert SHARES in in_review(filing)


def test_a_text_drawn_twice_that_readers_put_in_another_order_is_never_sure(tmp_path: Path) -> None:
    """The second drawing extends into the next cell, and each library mixes the glyphs in its own way."""
    filing = keyed(altered(QUALYS, b"(10,000) Tj", b"(10,000) Tj (10,000) Tj", tmp_path / "altered.pdf"))
    doubted = {xpath for finding in second_key_findings(filing) for xpath in finding.xpaths}
    assert "nonDerivativeTable/*[1]/transactionAmounts/transactionAcquiredDisposedCode" in doubted
    assert SHARES in in_review(filing)


def on_its_side(source: Path, to: Path, *, rotate: int = 0, turn: int = 0) -> Path:
    """A copy of the PDF with pages turned by /Rotate, by text that itself is turned, or by both."""
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        if turn:
            page.add_transformation(Transformation().rotate(90).translate(height, 0))
            page.mediabox.upper_right = (height, width)
            page.cropbox.upper_right = (height, width)
        if rotate:
            page.rotate(rotate)
    writer.write(to)
    return to


@pytest.mark.parametrize(("rotate", "turn"), [(90, 0), (270, 0), (180, 0), (0, 90), (90, 90)])
def test_the_keys_agree_on_turned_pages(tmp_path: Path, rotate: int, turn: int) -> None:
    filing = keyed(on_its_side(QUALYS, tmp_path / "turned.pdf", rotate=rotate, turn=turn))
    assert second_key_findings(filing) == []
    assert dict(fields(filing.document))[SHARES].text == "10,000"


def test_the_keys_agree_on_a_page_locked_by_an_owner_password(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=QUALYS)
    writer.encrypt(
        user_password="",
        owner_password="owner",  # noqa: S106
        permissions_flag=UserAccessPermissions.PRINT,
        algorithm="AES-128",
    )
    writer.write(tmp_path / "locked.pdf")
    assert second_key_findings(keyed(tmp_path / "locked.pdf")) == []


# A second reader that reads something else


def other_reader(change: Callable[[str], str]) -> second_key.ReadAgain:
    """A second reader that reads what the first read, with `change` applied to each word."""

    def read(_path: Path, pages: Sequence[Page]) -> list[Page]:
        return [
            replace(page, words=tuple(word._replace(text=change(word.text)) for word in page.words), read_by="other")
            for page in pages
        ]

    return read


def with_second_reader(monkeypatch: pytest.MonkeyPatch, read: second_key.ReadAgain) -> None:
    monkeypatch.setattr(second_key, "SECOND_READERS", {"pdfium": read})


def test_another_digit_is_one_finding_on_that_field(monkeypatch: pytest.MonkeyPatch) -> None:
    with_second_reader(monkeypatch, other_reader(lambda text: text.replace("25.0338", "25.0388")))
    filing = keyed(QUALYS)
    (finding,) = second_key_findings(filing)
    price = "nonDerivativeTable/*[2]/transactionAmounts/transactionPricePerShare"
    assert finding.xpaths == (price,)
    assert [reading.text for reading in dict(fields(filing.document))[price].readings] == ["$25.0338", "$25.0388"]
    assert in_review(filing) == {price}
    sure = {entry.confidence for entry in filing.assessment.fields if entry.xpath != price}
    assert sure == {SURE}, "one differing field of a text layer makes no scan of the others"
    assert [entry.confidence for entry in filing.assessment.fields if entry.xpath == price] == [DIFFERING]
    assert dict(fields(filing.document))[price].as_xml == "25.0338"


def test_a_filing_without_a_difference_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with_second_reader(monkeypatch, other_reader(str))
    assert keyed(QUALYS).document == extract_filings(QUALYS, Verify.NEVER)[0].document


def test_hyphens_of_another_kind_and_spaces_are_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    with_second_reader(monkeypatch, other_reader(lambda text: text.replace("-", "\u2010")))
    assert second_key_findings(keyed(QUALYS)) == []
    spaced = with_fields(document(), {"remarks": StrField(value="Co- operative fund", text="Co- operative fund")})
    joined = with_fields(document(), {"remarks": StrField(value="Co-operative fund", text="Co-operative fund")})
    assert compare(spaced, joined) == ()


def test_a_second_reader_that_finds_no_form_sends_a_right_filing_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with_second_reader(monkeypatch, other_reader(lambda _: "?"))
    filing = keyed(QUALYS)
    (finding,) = second_key_findings(filing)
    assert (finding.rule, finding.severity, finding.xpaths) == ("KEY201", Severity.WARNING, ())
    assert "page 1" in finding.message
    assert filing.assessment == extract_filings(QUALYS, Verify.NEVER)[0].assessment
    assert filing.assessment.decision is Decision.ACCEPT


def test_a_second_reader_that_finds_no_form_leaves_another_doubt_as_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_second_reader(monkeypatch, other_reader(lambda _: "?"))
    doubtful = altered(QUALYS, b"(10,000) Tj", b"(10..000) Tj", tmp_path / "doubtful.pdf")
    (filing,) = extract_filings(doubtful)
    assert [finding.rule for finding in second_key_findings(filing)] == ["KEY201"]
    assert SHARES in in_review(filing)
    assert filing.assessment == extract_filings(doubtful, Verify.NEVER)[0].assessment


def test_a_second_reader_that_breaks_does_not_break_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path, _pages: Sequence[Page]) -> list[Page]:
        raise ZeroDivisionError

    with_second_reader(monkeypatch, broken)
    assert [finding.rule for finding in second_key_findings(keyed(QUALYS))] == ["KEY201"]


def test_a_second_reader_that_is_not_installed_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_path: Path, _pages: Sequence[Page]) -> list[Page]:
        raise MissingDependencyError("the reader is not installed")

    with_second_reader(monkeypatch, missing)
    (finding,) = second_key_findings(keyed(QUALYS))
    assert (finding.rule, finding.severity) == ("KEY202", Severity.WARNING)
    assert in_review(keyed(QUALYS)) == set()


def test_a_page_whose_reader_has_no_second_is_said_to_be_keyed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_key, "SECOND_READERS", {})
    (finding,) = second_key_findings(keyed(QUALYS))
    assert finding.message == "read by one reader only: pdfium has no second reader"


def test_where_camelot_finds_no_table_the_page_keeps_its_own_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(camelot_grid.camelot, "read_pdf", locked)
    filing = keyed(QUALYS)
    assert second_key_findings(filing) == []
    assert filing.source.read_by == ("pdfium", "pdfplumber")


def test_camelot_finds_the_grid_of_a_page() -> None:
    assert keyed(QUALYS).source.read_by == ("pdfium", "pdfplumber", "camelot")
    ((own, _),) = read_pages(QUALYS, [1])
    ruled = camelot_grid.ruled(QUALYS, own)
    assert ruled.words == own.words
    assert ruled.rulings != own.rulings


# Rows that one reader missed


def differing(first: OwnershipDocument, second: OwnershipDocument) -> set[str]:
    return {difference.xpath for difference in compare(first, second)}


def test_a_row_the_second_reader_missed_makes_that_row_differ_and_no_other() -> None:
    whole, short = document(), document("drop I.1")
    found = differing(whole, short)
    assert "nonDerivativeTable/*[1]" in found
    assert all(xpath.startswith("nonDerivativeTable/*[1]") for xpath in found)


def test_a_row_only_the_second_reader_saw_is_named_by_its_table() -> None:
    (found,) = compare(document("drop I.1"), document())
    assert found.xpath == "nonDerivativeTable"
    assert "10,000" in found.second.text


def test_a_row_only_the_second_reader_saw_sends_the_filing_to_review(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_filing(stack(read_document(QUALYS).pages), QUALYS.name).document
    short = first.model_copy(update={"non_derivative_table": first.non_derivative_table[1:]})
    with_second_reader(monkeypatch, other_reader(str))
    again = second_key.key_again(QUALYS, read_document(QUALYS).pages, short)
    assert [(finding.rule, finding.xpaths) for finding in again.findings] == [("PAG401", ("nonDerivativeTable",))]


def test_a_mark_or_an_explanation_that_one_reader_missed_differs() -> None:
    assert differing(document(), document("drop F.1")) == {"footnotes/footnote[@id='F1']"}
    assert differing(document("I.1.transaction_code = M"), document()) == {
        "nonDerivativeTable/*[1]/transactionCoding/transactionCode"
    }


def test_with_fields_is_the_inverse_of_fields() -> None:
    whole = document()
    marked = {xpath: field.model_copy(update={"page": 7}) for xpath, field in fields(whole)}
    assert dict(fields(with_fields(whole, marked))) == marked


# When there is a second reading


def loaded_after(*calls: str) -> list[bool]:
    """Whether pdfplumber is loaded after each of `calls` of `read(file, verify)`, in a fresh interpreter."""
    program = (
        "import sys; from pathlib import Path; from extractor.pipeline import extract_filings as read;"
        "from extractor.verification.mode import Verify;"
        + "".join(f"{call}; print('pdfplumber' in sys.modules or 'camelot' in sys.modules);" for call in calls)
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    return [line == "True" for line in done.stdout.split()]


def test_pdfplumber_and_camelot_are_loaded_only_where_a_filing_is_keyed_twice(tmp_path: Path) -> None:
    doubtful = altered(QUALYS, b"(10,000) Tj", b"(10..000) Tj", tmp_path / "doubtful.pdf")
    assert loaded_after(
        f"read(Path({str(doubtful)!r}), Verify.NEVER)",
        f"read(Path({str(QUALYS)!r}), Verify.AUTO)",
        f"read(Path({str(doubtful)!r}))",
    ) == [False, False, True]


def test_auto_keeps_a_doubtful_value_on_which_the_keys_agree(tmp_path: Path) -> None:
    doubtful = altered(QUALYS, b"(10,000) Tj", b"(10..000) Tj", tmp_path / "doubtful.pdf")
    (filing,) = extract_filings(doubtful)
    assert second_key_findings(filing) == []
    assert "pdfplumber" in filing.source.read_by
    assert dict(fields(filing.document))[SHARES].text == "10..000"
    assert SHARES in in_review(filing)


def test_the_command_passes_the_choice_to_its_workers(tmp_path: Path) -> None:
    code = run_extract([QUALYS], output=tmp_path, formats=("json",), jobs=1, quiet=True, verify=Verify.ALWAYS)
    assert code is ExitCode.OK
    record = json.loads((tmp_path / f"{QUALYS.stem}.json").read_text())
    assert record["source"]["read_by"] == ["pdfium", "pdfplumber", "camelot"]


def test_the_altered_copy_is_a_pdf_like_the_sample(tmp_path: Path) -> None:
    """If copying a page changed what is read from it, the tests above would prove nothing."""
    copy = altered(QUALYS, b"(10,000) Tj", b"(10,000) Tj", tmp_path / "copy.pdf")
    assert len(PdfReader(copy).pages) == len(PdfReader(QUALYS).pages)
    assert second_key_findings(keyed(copy)) == []
