"""Every code that can reach a user is explained; the test searches the sources for codes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.model.finding_code import FindingCode
from extractor.model.finding_codes import FINDING_CODES, READERS_DIFFER
from extractor.model.results import Severity
from extractor.rules import RULES
from extractor.rules.markdown import OTHER_FAMILIES

PACKAGE = Path(__file__).parents[2] / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))
CODE = re.compile(r"\b[A-Z]{3}[1-9]\d\d\b")
MAKERS_OF_FINDINGS = {"model/finding_code.py", "rules/base.py"}
"""The modules that may construct a `Finding` with its code: one from the table of codes, the other from a rule."""


def codes_named(source: str) -> set[str]:
    """All codes in the strings of a module: alone, within a longer text, or in a docstring."""
    strings = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {code for string in strings if isinstance(string, str) for code in CODE.findall(string)}


def findings_made(source: str) -> Iterator[int]:
    """The lines on which a `Finding` is constructed."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            yield node.lineno


def test_the_walk_sees_a_code_wherever_it_stands() -> None:
    assert codes_named('def f():\n    """As ABC101."""\n    g(f"x {1} DEF202: y", "GHI303")') == {
        "ABC101",
        "DEF202",
        "GHI303",
    }
    assert list(findings_made("x = 1\ny = Finding(rule='ABC101')")) == [2]


def test_every_code_that_the_program_names_is_explained() -> None:
    explained = {entry.id for entry in (*RULES, *FINDING_CODES)}
    named = {code: path.name for path in MODULES for code in codes_named(path.read_text(encoding="utf-8"))}
    assert len(named) >= len(explained)
    assert {code: module for code, module in named.items() if code not in explained} == {}


def test_no_finding_is_made_with_a_code_from_elsewhere() -> None:
    made = {
        path.relative_to(PACKAGE).as_posix() for path in MODULES if any(findings_made(path.read_text(encoding="utf-8")))
    }
    assert made == MAKERS_OF_FINDINGS


def test_no_code_or_name_is_used_twice() -> None:
    entries = (*RULES, *FINDING_CODES)
    assert len({entry.id for entry in entries}) == len({entry.name for entry in entries}) == len(entries)


@pytest.mark.parametrize("code", FINDING_CODES, ids=lambda code: code.id)
def test_a_code_says_what_it_means_and_what_to_do(code: FindingCode) -> None:
    assert CODE.fullmatch(code.id)
    assert code.id[:3] in OTHER_FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code.name)
    assert code.meaning.endswith(".")
    assert code.action.endswith(".")
    assert max(map(len, code.explanation.splitlines())) <= 100


def test_a_finding_carries_the_code_and_severity_of_its_entry() -> None:
    finding = READERS_DIFFER.found("issuer/issuerName", message="they differ")
    assert (finding.rule, finding.severity, finding.xpaths) == ("KEY101", Severity.ERROR, ("issuer/issuerName",))
