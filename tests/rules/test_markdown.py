"""docs/rules.md is up to date with the rules."""

import json
from pathlib import Path

from extractor.rules import RULES
from extractor.rules.markdown import FAMILIES, rules_as_markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_current() -> None:
    measured = json.loads((DOCS / "mutations.json").read_text(encoding="utf-8"))
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_as_markdown(measured)


def test_every_rule_has_a_family() -> None:
    assert {rule.id[:3] for rule in RULES} == set(FAMILIES)
