"""How often real filings break each rule, and how long checking a filing takes.

    python benchmarks/rules.py FOLDER...

Every *.xml in the folders is an ownershipDocument as EDGAR holds it, so nothing in it was misread. An ERROR here means
that the rule is wrong; the share of filings with a WARNING is the rule's rate of false alarms.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

from extractor.model.ownership import OwnershipDocument
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.rules import RULES, check

TIMES_OVER = 20


def main(folders: list[str]) -> int:
    """Print the table; returns 1 if a filing breaks a rule of severity ERROR."""
    paths = sorted(path for folder in folders for path in Path(folder).glob("*.xml"))
    filings = {path.stem: read_ownership_xml(path) for path in paths}
    broken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, document in filings.items():
        for rule, severity in dict.fromkeys((finding.rule, finding.severity) for finding in check(document)):
            broken[rule, severity].append(name)
    for rule in RULES:
        for severity in ("error", "warning", "info"):
            names = broken.get((rule.id, severity), [])
            if names or severity == rule.severity:
                print(f"{rule.id} {severity:8} {len(names):3} of {len(filings)}  {rule.name}  {' '.join(names[:6])}")
    each = milliseconds(filings)
    slowest = max(each, key=lambda name: each[name])
    mean = sum(each.values()) / len(each)
    print(f"{len(filings)} filings, {mean:.2f} ms each; the slowest is {slowest} with {each[slowest]:.2f} ms")
    return int(any(severity == "error" for _, severity in broken))


def milliseconds(filings: dict[str, OwnershipDocument]) -> dict[str, float]:
    """Milliseconds for all rules on each filing: the best of several rounds over all filings, so that none is warm."""
    best = dict.fromkeys(filings, float("inf"))
    for _ in range(TIMES_OVER):
        for name, document in filings.items():
            start = time.perf_counter()
            check(document)
            best[name] = min(best[name], (time.perf_counter() - start) * 1000)
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
