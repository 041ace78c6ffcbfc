"""Pages without rulings: boxes, columns and rows by where the words stand, and a doubt where that does not tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.model.results import Decision, Extraction
from extractor.readers.documents import read_document
from extractor.verification.mode import Verify
from samples.differences import Difference, differences
from samples.print_form import print_form
from samples.random_filing import random_filing


@pytest.fixture
def without_rulings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is read as if none of its rulings had been drawn."""

    def read(path: Path) -> object:
        source = read_document(path)
        return replace(source, pages=tuple(replace(page, rulings=()) for page in source.pages))

    monkeypatch.setattr(pipeline, "read_document", read)


def reading(seed: int, layout: str, folder: Path) -> tuple[Extraction, list[Difference]]:
    truth = random_filing(seed)
    if layout == "typed":
        truth = truth.model_copy(update={"reporting_owners": truth.reporting_owners[:1]})
    path = folder / "form.pdf"
    path.write_bytes(print_form(truth, layout))
    (read,) = pipeline.extract_filings(path, Verify.NEVER)
    return read, differences(truth, read, layout)


@pytest.mark.usefixtures("without_rulings")
@pytest.mark.parametrize("layout", ["edgar", "issuer", "typed"])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_right_is_asked(seed: int, layout: str, tmp_path: Path) -> None:
    read, wrong = reading(seed, layout, tmp_path)
    if read.assessment.decision is not Decision.DISTRUST:
        assert [each for each in wrong if not each.reviewed] == []


@pytest.mark.usefixtures("without_rulings")
@pytest.mark.parametrize("seed", [0, 2, 5, 6, 8, 9, 10, 11])
def test_edgars_page_is_read_as_with_its_rulings(seed: int, tmp_path: Path) -> None:
    read, wrong = reading(seed, "edgar", tmp_path)
    assert wrong == []
    assert read.assessment.decision is Decision.ACCEPT


@pytest.mark.usefixtures("without_rulings")
def test_a_table_of_owners_without_columns_is_asked(tmp_path: Path) -> None:
    seed = next(seed for seed in range(40) if len(random_filing(seed).reporting_owners) > 1)
    read, _ = reading(seed, "issuer", tmp_path)
    assert "PAG104" in {finding.rule for finding in read.findings}
