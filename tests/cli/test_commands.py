"""The small commands, rules, check and doctor, as a person runs them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli.main import app
from extractor.errors import ExitCode, UsageError
from extractor.exports.sec_xml import to_sec_xml
from extractor.model.finding_code import FindingCode
from extractor.model.finding_codes import FINDING_CODES
from extractor.readers.identities import identity
from extractor.rules import RULES
from extractor.store import open_store
from extractor.versions import confidence, program
from tests.support.builders import document


def run(*arguments: str) -> int:
    return int(app(list(arguments), standalone_mode=False) or 0)


def test_rules_lists_every_code_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules") == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [entry.id for entry in (*RULES, *FINDING_CODES)]


def test_a_rule_is_explained_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "tot701") == ExitCode.OK
    text = capsys.readouterr().out
    assert "Broken:" in text
    assert "Source: Form 4, column 5" in text


@pytest.mark.parametrize("code", FINDING_CODES, ids=lambda code: code.id)
def test_a_code_that_is_no_rule_is_explained_with_what_to_do(
    code: FindingCode, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("rules", code.id.lower()) == ExitCode.OK
    text = capsys.readouterr().out
    assert text.startswith(f"{code.id} {code.name} ({code.severity.value})")
    assert "What to do: " in text
    assert "Source:" not in text


def test_a_rule_that_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="form4 rules"):
        run("rules", "XYZ999")


def test_check_finds_nothing_in_a_consistent_filing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filing = tmp_path / "filing.xml"
    filing.write_text(to_sec_xml(document()))
    assert run("check", str(filing)) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_check_names_rule_place_and_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filing = tmp_path / "filing.xml"
    filing.write_text(to_sec_xml(document("I.2.transaction_shares = 10,008")))
    assert run("check", str(filing)) == ExitCode.NEEDS_REVIEW
    assert re.search(r"\twarning\tTOT701\tnonDerivativeTable/\*\[2\]/\S+\t.*10,008", capsys.readouterr().out)


def test_check_of_what_is_no_filing_costs_the_others_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text(to_sec_xml(document("I.2.transaction_shares = 10,008")))
    bad.write_text("<html/>")
    assert run("check", str(bad), str(tmp_path / "none.xml"), str(good)) == ExitCode.BAD_INPUT
    said = capsys.readouterr()
    assert "TOT701" in said.out
    assert len(said.err.splitlines()) == 2


def test_doctor_names_program_readers_networks_and_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor", "--store", str(tmp_path / "none.sqlite")) == ExitCode.OK
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert list(lines) == ["form4", "pdfium", "pdfplumber", "camelot", "ppocr", "tesseract", "eye", "store"]
    assert all(f" {identity(reader)}" in lines[reader] for reader in ("pdfium", "pdfplumber", "camelot"))
    assert lines["form4"].endswith(f"{program()}, confidence {confidence()[:12]}")
    assert lines["store"].endswith("none.sqlite, not created yet")
    with open_store(str(tmp_path / "own.sqlite")):
        pass
    run("doctor", "--store", str(tmp_path / "own.sqlite"))
    assert capsys.readouterr().out.splitlines()[-1].endswith("own.sqlite, undamaged")
    assert not (tmp_path / "none.sqlite").exists()
    run("doctor", "--store", "postgresql://ann:secret@nowhere.invalid/x")
    assert "secret" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "offered"),
    [("form4 rer", "reread"), ("form4 extract --always", "--always-ask"), ("form4 store ba", "backup")],
)
def test_the_shell_completes_commands_and_options(words: str, offered: str) -> None:
    completing = {"_FORM4_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'form4'; from extractor.cli.main import main; main()"]
    done = subprocess.run(command, env=os.environ | completing, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [offered], "")
