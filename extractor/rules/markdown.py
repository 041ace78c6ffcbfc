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
    "PAG": "The page: what was not understood",
    "COV": "Text that belongs to no field",
    "BOX": "Boxes 1 and 5: what they do not make clear",
    "KEY": "The second reading",
    "SRC": "The file: accession numbers",
    "EYE": "What can be seen on the page, and what its file says",
    "RER": "Read again by another version",
    "POL": "Asked because an option says so",
    "SMP": "Drawn at random for review",
}
INTRODUCTION = """\
# Rules

Every rule says in one sentence what holds in a consistent Form 4. A filing in which it does not hold gets a finding
with the rule's code. This page is made from the rules by `python -m extractor.rules.markdown docs`; `form4 rules CODE`
prints the same text for one rule, and `form4 check FILE.xml` runs all rules on a filing's XML.

- An **error** means that EDGAR would have suspended the filing, so the page must have been misread.
- A **warning** means that something is unusual but lawful, for filers make mistakes too.
- An **info** notes a difference that the filing itself explains.

"Measured" says how many real filings break a rule. They were read from EDGAR's own XML, so none of them was misread:
17,951 filings of 2023, or 79 if the rule is newer or needs something that the XML does not contain. No real filing
breaks an error. If at most 3 of 1,000 real filings break a warning, it more likely means a misreading, and the fields
that it names are sent to review. Any other warning lowers their confidence; on a page with a text layer, it sends
nothing to review.

A finding names the fields in doubt, the one that is most likely wrong first. It may suggest values that were not read
but follow from the rest of the filing, each with the reason.

The examples change one consistent filing: row 1 of Table I exercises an option on 10,000 shares (M), row 2 sells
them (S), and in row 1 of Table II the option is disposed of. `I.2` is row 2 of Table I, `II.1` is row 1 of Table II,
`F.3` is explanation 3, and each example says what it changes. A broken example gives exactly one finding of its rule,
a consistent one gives no finding of any rule; the tests run all of them.
"""
OTHER_INTRODUCTION = """\
# Other codes

Not every doubt comes from a rule. These codes say what was not understood on the page, what a box does not make
clear, and where two readings differ. They occur in the same places as the codes of rules, and `form4 rules CODE`
explains them too.
"""
DAMAGE_INTRODUCTION = """\
## How much damage the rules notice

`benchmarks/mutations.py` damaged {filings} real filings, each up to 25 times in each of the ways below, at places drawn
at random (seed {seed}). "Caught" means that the rules have a finding on the damaged filing that they do not have on
the undamaged one. Most of these filings have a single transaction, whose amount, balance and price occur nowhere else
on the page; there no rule can help, only a second reading can. Damage that leaves no trace in the filing (a mark moved
to another cell that may have one, a holding left out) is counted too.

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
