"""Files that hold more than one filing, and pages that only look like another filing."""

from pathlib import Path

import pypdf
import pytest

from extractor.errors import SeveralFilingsError
from extractor.model.results import Decision
from extractor.pipeline import extract, extract_filings
from tests.support.damage import written

PDF = Path(__file__).parents[2] / "samples" / "pdf"
QUALYS, AMENDMENT = PDF / "qualys-2014-01-06.edgar.pdf", PDF / "amendment-4a.edgar.pdf"
TYPED = PDF / "qualys-2014-01-06.typed.pdf"


def joined(tmp_path: Path, *parts: tuple[Path, int | None]) -> Path:
    """A PDF of these files' pages one after the other; a number says how many pages of a file are used."""
    writer = pypdf.PdfWriter()
    for path, count in parts:
        for page in pypdf.PdfReader(path).pages[:count]:
            writer.add_page(page)
    target = tmp_path / "joined.pdf"
    target.write_bytes(written(writer))
    return target


def test_two_filings_in_one_file_are_two(tmp_path: Path) -> None:
    filings = extract_filings(joined(tmp_path, (QUALYS, None), (AMENDMENT, None)))
    assert [filing.document.document_type.value for filing in filings] == ["4", "4/A"]
    assert all(filing.assessment.decision is Decision.ACCEPT for filing in filings)


def test_one_filing_is_not_taken_for_the_file(tmp_path: Path) -> None:
    with pytest.raises(SeveralFilingsError, match="extract_filings"):
        extract(joined(tmp_path, (QUALYS, None), (AMENDMENT, None)))


def test_a_first_page_without_tables_behind_a_filing_is_never_lost_in_silence(tmp_path: Path) -> None:
    (filing,) = extract_filings(joined(tmp_path, (QUALYS, None), (TYPED, 1)))
    assert filing.document.issuer.issuer_name.value == "QUALYS, INC."
    assert filing.assessment.decision is Decision.DISTRUST
    assert "begins like another form" in filing.assessment.reasons[0]
