"""In filings with raised marks, a number in brackets at the end of a value belongs to the value."""

from pathlib import Path

import pytest

from extractor.pipeline import extract_filings
from extractor.verification.mode import Verify
from samples.print_form import print_form
from tests.support.builders import document


@pytest.mark.parametrize("layout", ["edgar", "issuer"])
def test_a_title_keeps_the_number_in_brackets_it_ends_in(layout: str, tmp_path: Path) -> None:
    filing = document()
    titled = {"value": "Series (2)", "text": "Series (2)"}
    rows = tuple(
        row.model_copy(update={"security_title": row.security_title.model_copy(update=titled)})
        for row in filing.non_derivative_table
    )
    path = tmp_path / "form.pdf"
    path.write_bytes(print_form(filing.model_copy(update={"non_derivative_table": rows}), layout))
    (read,) = extract_filings(path, Verify.NEVER)
    titles = [(row.security_title.value, row.security_title.footnotes) for row in read.document.non_derivative_table]
    assert titles == [("Series (2)", ())] * 2
    assert [row.transaction_code.footnotes for row in read.document.non_derivative_table] == [("F1",)] * 2
