"""What the project says about itself is true: its version, changelog, types and worked examples."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.cli.main import app
from extractor.errors import ExitCode
from extractor.model import finding_codes
from extractor.rules import RULES, check, ownership
from extractor.rules.base import Rule
from tests.support.builders import document

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md")
PATH = re.compile(r"`((?:extractor|tests|samples|benchmarks|docs)/[\w./-]+)`")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extractor.__version__ == project["version"]
    assert int(app(["--version"], standalone_mode=False) or 0) == ExitCode.OK
    assert capsys.readouterr().out == f"form4 {project['version']}\n"


def test_the_changelog_begins_with_what_is_new_and_names_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == extractor.__version__
    assert all(newer >= older > "" for (_, newer), (_, older) in pairwise(heads[1:]))
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "extractor" / "py.typed").read_bytes() == b""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(name: str) -> None:
    named = set(PATH.findall((ROOT / name).read_text(encoding="utf-8")))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def worked(title: str) -> str:
    """The Python code in the section of CONTRIBUTING.md with this title."""
    section = GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return str(code)


def test_the_worked_rule_is_one() -> None:
    names: dict[str, Any] = dict(vars(ownership))
    exec(worked("Add a rule"), names)  # noqa: S102 - our own page
    (rule,) = (each for each in names.values() if isinstance(each, Rule) and each not in RULES)
    assert rule.id not in {known.id for known in RULES}
    for example in rule.broken:
        assert [finding.rule for finding in rule(document(example))] == [rule.id]
    for example in rule.consistent:
        assert check(document(example), (*RULES, rule)) == ()


def test_the_worked_finding_code_is_one() -> None:
    names: dict[str, Any] = dict(vars(finding_codes))
    exec(worked("Add a finding code"), names)  # noqa: S102 - our own page
    known = finding_codes.FINDING_CODES
    (code,) = (each for each in names.values() if isinstance(each, finding_codes.FindingCode) and each not in known)
    assert code.id not in {entry.id for entry in known}
    assert code.found(message="7 follows 5").rule == code.id
