"""docs/rules.md, made from the rules, the other codes, and how much damage the rules notice.

    python -m extractor.rules.markdown docs

reads docs/mutations.json, which benchmarks/mutations.py writes, and writes docs/rules.md.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.model.finding_code import FindingCode
from extractor.model.finding_codes import FINDING_CODES
from extractor.rules import RULES
from extractor.rules.base import Rule

FAMILIES = {
    "HDR": "Header: boxes, owners and signatures",
    "COD": "Transaction codes",
    "AMT": "Amounts and prices",
    "OWN": "Ownership",
    "DRV": "Derivative securities",
    "FTN": "Footnotes",
    "TOT": "Totals: the running balance, and both tables against each other",
    "DAT": "Dates",
}
OTHER_FAMILIES = {
    "PAG": "The page: what of it was not understood",
    "COV": "Where every word ended",
    "BOX": "Boxes 1 and 5: what they leave open",
    "KEY": "The second reading",
    "SRC": "The file: where the filing is from",
    "EYE": "What the page shows and what its file holds",
    "RER": "Read again by another version",
    "POL": "Asked because somebody wants it so",
    "SMP": "Drawn for review",
}
INTRODUCTION = """\
# Rules

What a consistent Form 4 keeps, and what `check` says where a filing does not. This page is made from the rules by
`python -m extractor.rules.markdown docs`; `form4 rules ID` prints the same text.

An **error** means that EDGAR would have suspended the filing, so the page was misread. A **warning** is unusual but
lawful: filers do err. "Measured" counts the real filings that break a rule although they were read from EDGAR's own
XML, without any doubt: 17,951 of 2023, or 79 where a rule is younger or asks what XML does not hold. No real filing
breaks an error. A warning that at most 3 of 1,000 of them give is rather a misreading, and the fields it names are
asked; any other lowers their confidence, and asks of a text layer nothing. An **info** notes a difference that the
filing itself explains.

A finding names the fields in doubt, the likeliest first, and may suggest values that nobody read, each with its reason.

The examples start from one consistent filing: row 1 of Table I exercises an option on 10,000 shares (M), row 2 sells
them (S), and row 1 of Table II gives the option up. `I.2` is row 2 of Table I, `II.1` row 1 of Table II, `F.3` an
explanation, and an example names what it changes. The broken ones give exactly one finding of their rule, the
consistent ones none of any rule; the tests run them all.
"""
OTHER_INTRODUCTION = """\
# Other codes

Not every doubt comes from a rule. These codes say what of the page was not understood, what a box leaves open, and
where two readings differ. They stand in the same places as the rules' codes, and `form4 rules CODE` explains them.
"""
DAMAGE_INTRODUCTION = """\
## What the rules notice of a damaged filing

{filings} real filings, each damaged up to 25 times in each of these ways, at a place drawn at random (seed {seed}), by
`benchmarks/mutations.py`. Caught means that the rules say something they did not say of the undamaged filing. Most of
these filings have a single transaction, whose amount, balance and price stand nowhere else on the page: there no rule
can help, and a second reading must. Damage that leaves no trace in the filing at all (a mark moved to a cell that may
have one, a holding left out) is counted too.

| damage | tried | caught | mostly by |
|---|---:|---:|---|
"""


def rules_as_markdown(measured: dict[str, Any]) -> str:
    """The whole page; `measured` is the content of docs/mutations.json."""
    return "\n".join([INTRODUCTION, _damages(measured), *_families(), OTHER_INTRODUCTION, *_other_families()])


def _damages(measured: dict[str, Any]) -> str:
    rows = (
        f"| {figure['damage']} | {figure['tried']:,} | {figure['caught']:.1%} | {', '.join(figure['by'])} |\n"
        for figure in measured["damages"]
    )
    return DAMAGE_INTRODUCTION.format(**measured) + "".join(rows)


def _families() -> Iterator[str]:
    for letters, title in FAMILIES.items():
        yield f"## {title}\n"
        for rule in sorted((rule for rule in RULES if rule.id.startswith(letters)), key=lambda rule: rule.id):
            yield _section(rule)


def _other_families() -> Iterator[str]:
    for letters, title in OTHER_FAMILIES.items():
        yield f"## {title}\n"
        yield from (_other_section(code) for code in FINDING_CODES if code.id.startswith(letters))


def _other_section(code: FindingCode) -> str:
    return f"### {code.id} {code.name}\n\n{code.severity.capitalize()}. {code.explanation}\n"


def _section(rule: Rule) -> str:
    summary, _, rest = rule.explanation.partition("\n\n")
    prose, examples = (
        _without_examples(rest),
        [*_listed("Broken", rule.broken), *_listed("Consistent", rule.consistent)],
    )
    head = f"### {rule.id} {rule.name}\n\n{rule.severity.capitalize()}. {summary}\n"
    body = f"{prose}\n" if prose else ""
    return "\n".join(filter(None, [head, body, f"Source: {rule.source}.\n", "\n".join(examples) + "\n"]))


def _without_examples(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(part for part in paragraphs if not part.startswith(("Broken:", "Consistent:")))


def _listed(label: str, examples: tuple[str, ...]) -> Iterator[str]:
    return (f"- {label}: `{example}`" for example in examples)


def main(folder: Path) -> None:
    """Write `rules.md` in `folder` from its `mutations.json`."""
    measured = json.loads((folder / "mutations.json").read_text(encoding="utf-8"))
    (folder / "rules.md").write_text(rules_as_markdown(measured), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
