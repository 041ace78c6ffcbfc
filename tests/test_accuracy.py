"""The samples are read right, and no wrong value passes as sure; and the counting notices both kinds of error."""

from pathlib import Path

import pytest

from benchmarks.accuracy import (
    Filing,
    Refused,
    calibration,
    calibration_error,
    figures,
    is_straight,
    judge,
    judged_filings,
    main,
    tasks,
)
from extractor.model.field_paths import with_fields
from extractor.model.finding_codes import HEAD_NOT_FOUND
from extractor.model.ownership import OwnershipDocument, StrField
from extractor.model.results import Extraction
from extractor.pipeline import extract_filings
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.verification.mode import Verify
from samples import make
from tests.support.readings import filings_in

QUALYS = make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf"
NAME, TITLE = "issuer/issuerName", "nonDerivativeTable/*[1]/securityTitle"


@pytest.fixture(scope="module")
def truth() -> OwnershipDocument:
    return read_ownership_xml(make.FOLDER / "filings" / "qualys-2014-01-06.xml")


@pytest.fixture(scope="module")
def reading() -> Extraction:
    (read,) = extract_filings(QUALYS)
    return read


def with_review(reading: Extraction, xpath: str) -> Extraction:
    """The reading with one field marked for review."""
    fields = tuple(
        entry.model_copy(update={"review": entry.review or entry.xpath == xpath}) for entry in reading.assessment.fields
    )
    return reading.model_copy(update={"assessment": reading.assessment.model_copy(update={"fields": fields})})


def test_a_right_field_is_neither_asked_nor_silent(truth: OwnershipDocument, reading: Extraction) -> None:
    judged = judge(truth, reading, "edgar")
    found = figures(judged)
    assert found.fields == found.right > 40
    assert (found.asked, found.silent, found.invented, found.lost) == (0, 0, 0, 0)
    assert is_straight(Filing(QUALYS, is_scan=False, fields=judged))


@pytest.mark.parametrize("is_asked", [False, True])
def test_a_wrong_field_is_silent_unless_asked(truth: OwnershipDocument, reading: Extraction, *, is_asked: bool) -> None:
    otherwise = with_fields(truth, {NAME: StrField(value="Another, Inc.")})
    judged = judge(otherwise, with_review(reading, NAME) if is_asked else reading, "edgar")
    found = figures(judged)
    assert (found.fields - found.right, found.silent, found.asked_wrong) == (1, int(not is_asked), int(is_asked))
    assert found.false_approval == pytest.approx(0 if is_asked else 1 / found.fields)
    assert (found.load > 0, found.precision) == (is_asked, float(is_asked))
    assert not is_straight(Filing(QUALYS, is_scan=False, fields=judged))


def test_what_only_one_side_has_is_invented_or_lost(truth: OwnershipDocument, reading: Extraction) -> None:
    invented = figures(judge(with_fields(truth, {NAME: StrField()}), reading, "edgar"))
    assert (invented.invented, invented.lost) == (1, 0)
    unread = reading.model_copy(update={"document": with_fields(reading.document, {NAME: StrField()})})
    lost = figures(judge(truth, unread, "edgar"))
    assert (lost.invented, lost.lost) == (0, 1)


@pytest.mark.parametrize("is_named", [False, True])
def test_a_lost_row_is_silent_unless_a_finding_names_its_table(
    truth: OwnershipDocument, reading: Extraction, *, is_named: bool
) -> None:
    empty = reading.document.model_copy(update={"non_derivative_table": ()})
    kept = tuple(entry for entry in reading.assessment.fields if not entry.xpath.startswith("nonDerivativeTable"))
    unread = reading.model_copy(
        update={
            "document": empty,
            "assessment": reading.assessment.model_copy(update={"fields": kept}),
            "findings": (HEAD_NOT_FOUND.found("nonDerivativeTable", message="no head"),) if is_named else (),
        }
    )
    found = figures(judge(truth, unread, "edgar"))
    assert found.lost > 10
    assert (found.silent, found.asked_wrong) == ((0, found.lost) if is_named else (found.lost, 0))


def test_calibration_compares_how_sure_with_how_right(truth: OwnershipDocument, reading: Extraction) -> None:
    judged = judge(with_fields(truth, {TITLE: StrField(value="Preferred Stock")}), reading, "edgar")
    ((sure, right, count),) = calibration(judged)
    assert (sure, right) == pytest.approx((0.9995, 1 - 1 / count))
    assert calibration_error([(1.0, 0.5, 10), (0.5, 0.5, 30)]) == pytest.approx(0.125)


def test_every_sample_has_its_truth_and_its_layout() -> None:
    found = {task.path: (task.truth.stem, task.layout) for task in tasks(make.FOLDER)}
    printed = {each.path: (each.slug, each.layout) for each in make.PRINTS}
    browsed = {each.path: (each.slug, "edgar") for each in make.BROWSER_PRINTS}
    scanned = {each.path: (each.of.slug, each.of.layout) for each in make.SCANS}
    assert found == printed | browsed | scanned


def test_a_manifest_says_what_belongs_together(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,layout,truth\na/b.pdf,issuer-scan,t/c.xml\n")
    (task,) = tasks(tmp_path)
    assert task == (tmp_path / "a" / "b.pdf", tmp_path / "t" / "c.xml", "issuer")


def test_a_wrong_value_that_passes_ends_the_run_with_1(
    truth: OwnershipDocument, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.edgar.pdf").write_bytes(QUALYS.read_bytes())
    (tmp_path / "two.edgar.pdf").write_bytes(b"no PDF")
    right = (make.FOLDER / "filings" / "qualys-2014-01-06.xml").read_text(encoding="utf-8")
    (tmp_path / "two.xml").write_text(right, encoding="utf-8")
    (tmp_path / "one.xml").write_text(right, encoding="utf-8")
    assert main([str(tmp_path), "--jobs", "1"]) == 0
    (tmp_path / "one.xml").write_text(right.replace(str(truth.issuer.issuer_name.value), "Other"), encoding="utf-8")
    assert main([str(tmp_path), "--jobs", "1", "--wrong"]) == 1
    said = capsys.readouterr().out
    assert "refused: two.edgar.pdf" in said
    assert f"SILENT\tone.edgar.pdf\t{NAME}" in said


def read_samples(samples: tuple[make.Print, ...]) -> list[Filing]:
    """The samples, read and judged; none may be refused."""
    paths = {sample.path for sample in samples}
    found = list(judged_filings([task for task in tasks(make.FOLDER) if task.path in paths], Verify.AUTO, jobs=2))
    assert [each for each in found if isinstance(each, Refused)] == []
    assert len(found) == len(samples)
    return [each for each in found if isinstance(each, Filing)]


def test_text_is_read_without_a_fault_or_a_question() -> None:
    filings = read_samples(make.PRINTS)
    found = figures([field for filing in filings for field in filing.fields])
    assert found.fields == found.right > 1000
    assert (found.asked, found.silent) == (0, 0)
    assert all(map(is_straight, filings))


@pytest.mark.ocr
@pytest.mark.slow
def test_scans_are_read_nearly_without_fault_and_never_wrong_in_silence() -> None:
    of = {task.path: task for task in tasks(make.FOLDER)}
    judged = [
        field
        for scan in make.SCANS
        for read in filings_in(scan.path)
        for field in judge(read_ownership_xml(of[scan.path].truth), read, of[scan.path].layout)
    ]
    found = figures(judged)
    assert [field for field in judged if not field.is_right and not field.is_asked] == []
    assert found.right / found.fields >= 0.97
    assert found.load <= 0.2
