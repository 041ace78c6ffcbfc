"""A set of fresh scans is made from its number alone, and is then read and counted without being made anew."""

import shutil
from pathlib import Path

import pytest

from benchmarks.accuracy import Filing, Judged, Refused, tasks
from benchmarks.fresh_scans import WAYS, main, plan, report, wilson
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from samples.degrade import HARSH, ORDINARY
from samples.differences import NOTHING


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(out: Path, of_set: int, *more: str) -> dict[str, bytes]:
    assert main(["--set", str(of_set), "--out", str(out), "--only-make", *more]) == 0
    return written(out)


def test_each_ordinary_damage_meets_each_way_of_printing_once() -> None:
    pairs = {(each.preset, each.way) for each in plan(48, ORDINARY, WAYS)}
    assert len(pairs) == 48 == len(ORDINARY) * len(WAYS)


def test_each_harsh_damage_comes_in_a_set() -> None:
    assert {each.preset for each in plan(48, HARSH, WAYS)} == set(HARSH)


def test_a_set_depends_on_its_number_alone(tmp_path: Path) -> None:
    first = made(tmp_path / "a", 1, "--count", "2")
    assert sorted(first) == [
        "00.edgar.scan300.pdf", "01.issuer.office200.pdf", "manifest.csv", "truth/00.xml", "truth/01.xml"
    ]  # fmt: skip
    assert made(tmp_path / "b", 1, "--count", "2") == first
    other = made(tmp_path / "c", 2, "--count", "2")
    assert [name for name in first if other[name] == first[name]] == ["manifest.csv"]
    assert [task.layout for task in tasks(tmp_path / "a")] == ["edgar", "issuer"]


def test_a_set_that_was_made_is_left_as_it_is(tmp_path: Path) -> None:
    first = made(tmp_path / "a", 1, "--count", "1")
    assert made(tmp_path / "a", 2, "--count", "1") == first


def test_a_set_without_a_number_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path)])
    assert "--set K makes one" in capsys.readouterr().err


@pytest.fixture
def short_filings(tmp_path: Path) -> Path:
    """A folder with one filing of one page."""
    folder = tmp_path / "filings"
    folder.mkdir()
    shutil.copy(make.FOLDER / "filings" / "amendment-4a.xml", folder)
    return folder


@pytest.mark.ocr
def test_a_set_of_real_filings_is_read_and_counted(
    short_filings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "set", 1, "--count", "1", "--filings", str(short_filings))
    truth = read_ownership_xml(tmp_path / "set" / "truth" / "00.xml")
    assert truth.issuer.issuer_name == read_ownership_xml(short_filings / "amendment-4a.xml").issuer.issuer_name
    assert main(["--out", str(tmp_path / "set"), "--verify", "never", "--jobs", "1", "--wrong"]) == 0
    said = capsys.readouterr().out.splitlines()
    (head, *rows) = said[said.index(next(line for line in said if "refused" in line)) :]
    assert [row.split()[:3] for row in rows[:3]] == [["scan300", "1", "0"], ["edgar", "1", "0"], ["all", "1", "0"]]
    assert head.split() == ["files", "refused", "fields", "right", "silent", "asked", "precision"]


def test_the_table_counts_by_damage_and_by_way() -> None:
    right = Judged("a", ("1", ()), ("1", ()), is_right=True, is_asked=False, confidence=1.0)
    silent = right._replace(read=NOTHING, is_right=False)
    asked = silent._replace(is_asked=True)
    found = [
        Filing(Path("00.edgar.fax.tif"), is_scan=True, fields=(right, right, right, asked)),
        Filing(Path("01.typed.fax.tif"), is_scan=True, fields=(right, silent)),
        Refused(Path("02.typed.phone.pdf"), "no"),
    ]
    rows = {line.split()[0]: line.split()[1:] for line in list(report(found))[1:]}
    assert {name: row[:3] for name, row in rows.items()} == {
        "fax": ["2", "0", "6"],
        "phone": ["1", "1", "0"],
        "edgar": ["1", "0", "4"],
        "typed": ["2", "1", "2"],
        "all": ["3", "1", "6"],
    }
    assert rows["fax"][3::2] == ["66.67%", "16.67%", "16.67%", "100.00%"]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 100, 0, 0.0370), (50, 100, 0.4038, 0.5962), (100, 100, 0.9630, 1)]
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)
    assert wilson(0, 0) == (0, 1)
