"""How much damage the rules notice: filings are damaged in the ways in which readers damage them, and checked.

    python benchmarks/mutations.py FOLDER... [-o docs/mutations.json]

Every *.xml in the folders is an ownershipDocument. Each damage is applied to each filing several times, each time at
one place drawn at random. It is caught if `check` then finds something that it does not find in the undamaged filing.
Findings of severity INFO do not count.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from damages import DAMAGES, Damage

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.rules import check

SEED = 20140106
TIMES_A_FILING = 25


def main(arguments: list[str]) -> int:
    """Print the share of each damage that is caught, and write the figures if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    paths = sorted(path for folder in options.folders for path in folder.glob("*.xml"))
    filings = [read_ownership_xml(path) for path in paths]
    figures = {"filings": len(filings), "seed": SEED, "damages": [_measured(filings, *damage) for damage in DAMAGES]}
    for figure in figures["damages"]:
        print(f"{figure['caught']:6.1%} of {figure['tried']:5,}  {figure['damage']}  {figure['by']}")
    if options.output:
        options.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _measured(filings: list[OwnershipDocument], name: str, damage: Damage) -> dict[str, Any]:
    chance = random.Random(f"{SEED} {name}")  # noqa: S311 - not a secret
    tried, rules = 0, Counter[str]()
    caught = 0
    for filing in filings:
        before = _findings(filing)
        for _ in range(TIMES_A_FILING):
            damaged = damage(filing, chance)
            if damaged is None or damaged == filing:
                continue
            new = _findings(damaged) - before
            tried, caught = tried + 1, caught + bool(new)
            rules.update(set(new))
    by = [rule for rule, _ in rules.most_common(3)]
    return {"damage": name, "tried": tried, "caught": round(caught / max(tried, 1), 4), "by": by}


def _findings(document: OwnershipDocument) -> Counter[str]:
    return Counter(finding.rule for finding in check(document) if finding.severity is not Severity.INFO)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
