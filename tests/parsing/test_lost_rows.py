"""Rows beside which the table's columns do not run are reported."""

import io
from pathlib import Path

import pypdf
import pytest

from extractor.model.results import Decision
from extractor.pipeline import extract
from tests.support.readings import filings_in

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
LONG = SAMPLES / "many-rows-with-holdings.edgar.pdf"


def shifted(pdf: bytes, points: float) -> bytes:
    """The file with every page after the first moved to the right by so many points."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages[1:]:
        page.add_transformation(pypdf.Transformation().translate(points, 0))
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("points", [6.0, 14.0])
def test_rows_of_a_page_that_lies_aside_are_named(points: float, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(shifted(LONG.read_bytes(), points))
    found, (whole,) = extract(path), filings_in(LONG)
    lost = sum(1 for _ in whole.document.rows()) - sum(1 for _ in found.document.rows())
    named = [finding for finding in found.findings if finding.rule == "PAG202"]
    assert lost == 0 or (named and found.assessment.decision is Decision.DISTRUST)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_no_line_of_a_whole_form_is_taken_for_a_lost_row(path: Path) -> None:
    assert "PAG202" not in {finding.rule for filing in filings_in(path) for finding in filing.findings}
