"""Every sample, and dozens of invented filings, are read exactly as printed, with nothing to ask."""

from pathlib import Path

import pytest

from extractor.errors import ExitCode
from extractor.model.ownership import ReportingOwner
from extractor.pipeline import extract_filings
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from samples.differences import differences
from samples.print_form import LAYOUTS, print_form
from samples.random_filing import random_filing
from tests.support.readings import filings_in, invented_filing, invented_print

SEEDS = range(14)


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_sample_is_read_as_it_was_printed(sample: make.Print) -> None:
    (read,) = filings_in(sample.path)
    assert differences(read_ownership_xml(make.FOLDER / "filings" / f"{sample.slug}.xml"), read, sample.layout) == []
    assert [entry for entry in read.assessment.fields if entry.review] == []
    assert (read.exit_code, read.assessment.reasons) == (ExitCode.OK, ())


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_every_value_of_a_sample_has_its_place_on_a_page(sample: make.Print) -> None:
    (read,) = filings_in(sample.path)
    placed = [field for _, row in read.document.rows() for _, field in row if not field.is_blank]
    assert placed
    assert all(field.page is not None and 1 <= field.page <= read.source.pages and field.box for field in placed)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_filing_is_read_as_it_was_printed(seed: int, layout: str) -> None:
    (read,) = filings_in(invented_print(seed, layout))
    wrong = differences(invented_filing(seed, layout), read, layout)
    # Only street lines that fill their box cannot be divided for sure; then a person is asked.
    assert [each for each in wrong if not (each.reviewed and "rptOwnerStreet" in each.xpath)] == []
    assert read.assessment.reasons == ()


def test_owners_on_a_sheet_behind_a_typed_form_are_asked_for(tmp_path: Path) -> None:
    truth = next(filing for filing in map(random_filing, range(40)) if len(filing.reporting_owners) > 1)
    path = tmp_path / "form.pdf"
    path.write_bytes(print_form(truth, "typed"))
    (read,) = extract_filings(path)
    assert [owner.rpt_owner_name.value for owner in read.document.reporting_owners] == [
        truth.reporting_owners[0].rpt_owner_name.value
    ]
    assert read.exit_code is ExitCode.NEEDS_REVIEW


def test_links_carry_the_ciks_of_issuer_and_owner() -> None:
    (read,) = filings_in(make.FOLDER / "pdf" / "amendment-4a.edgar.pdf")
    assert read.document.issuer.issuer_cik.value == "0009320817"
    assert [owner.rpt_owner_cik.value for owner in read.document.reporting_owners] == ["0009320900"]


def test_what_the_owners_table_says_of_each_owner() -> None:
    (read,) = filings_in(make.FOLDER / "pdf" / "joint-filing-of-three.issuer.pdf")
    ticks = ReportingOwner.model_fields.keys() & {"is_director", "is_officer", "is_ten_percent_owner", "is_other"}
    ticked = [{tick for tick in ticks if getattr(owner, tick).value} for owner in read.document.reporting_owners]
    assert ticked == [{"is_ten_percent_owner"}, {"is_ten_percent_owner"}, {"is_director", "is_ten_percent_owner"}]
