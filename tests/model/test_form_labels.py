"""The form's own words are in one module, and no other module contains a label."""

import ast
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from extractor.model import form_labels, likeness
from extractor.model.form_labels import HEADER_LABELS, RELATIONSHIP_LABELS, SECTION_LABELS
from extractor.model.texts import plain

PACKAGE = Path(__file__).parents[2] / "extractor"
HOMES = {"model/form_labels.py", "model/form.py"}
NOT_THE_PARSERS = ("review/", "exports/", "rules/", "cli/")
"""Packages that show the form's words to people, in wordings of their own."""
SHORTEST = 12
"""Letters and figures; a text at least this long cannot equal a label by chance."""


def strings(path: Path) -> Iterator[str]:
    """All literal texts of the module, except docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_no_other_module_spells_a_label() -> None:
    known = {plain(text) for text in strings(PACKAGE / "model" / "form_labels.py") if " " in text}
    long = {text for text in known if len(text) >= SHORTEST}
    assert len(long) > 50
    elsewhere = {
        (name, text)
        for path in PACKAGE.rglob("*.py")
        if (name := path.relative_to(PACKAGE).as_posix()) not in HOMES and not name.startswith(NOT_THE_PARSERS)
        for text in strings(path)
        if " " in text and plain(text) in long  # names of attributes and elements have no space
    }
    assert elsewhere == set()


def test_labels_of_one_place_are_less_alike_than_what_is_taken_for_the_same() -> None:
    for labels, most in (
        (HEADER_LABELS, likeness.LABEL),
        (SECTION_LABELS, likeness.LABEL),
        ([label for row in RELATIONSHIP_LABELS for label in row], likeness.TICK_LABEL),
    ):
        pairs = [
            (one, two)
            for first in labels
            for second in labels
            if first.name != second.name
            for one in first.wordings
            for two in second.wordings
        ]
        assert max(fuzz.ratio(plain(one), plain(two)) for one, two in pairs) < most


def test_every_label_is_an_own_constant_that_is_used() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "form_labels.py"
    )
    assert [name for name in vars(form_labels) if name.isupper() and name not in sources] == []
