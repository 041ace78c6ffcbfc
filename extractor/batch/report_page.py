"""The lines of a run's report → one self-contained HTML page: plots of the run, and the files to look at."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from extractor.batch.counts import STEPS
from extractor.batch.report import Status
from extractor.errors import OutputError
from extractor.exports.files import write_whole
from extractor.model.finding_code import FindingCode
from extractor.model.finding_codes import FINDING_CODES
from extractor.rules import RULES
from extractor.rules.base import Rule

SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""The bounds between the classes of seconds per page; the last class has no upper bound."""
MOST_REASONS = 15
MOST_TOLD = 3
MOST_FILES = 2_000
"""The most files that are listed; browsers are slow with more, and the report's lines hold all of them."""
_CODES: tuple[Rule | FindingCode, ...] = (*RULES, *FINDING_CODES)
_NAMES = {code.id: code.name.replace("-", " ") for code in _CODES}


class Bar(NamedTuple):
    """A bar of a plot."""

    label: str
    number: int
    length: float
    """Relative to the longest bar, 0 to 1."""


@dataclass
class Totals:
    """The sums over all lines of a report."""

    counts: Counter[Status] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)
    confidence: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    pace: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    mib: float = 0.0
    to_look_at: list[dict[str, Any]] = field(default_factory=list)

    def add(self, line: dict[str, Any]) -> None:
        """Add the line of one file."""
        self.counts[Status(line["status"])] += 1
        self.sums.update({name: line.get(name, 0) for name in ("pages", "filings", "fields", "asked")})
        self.confidence.update(dict(enumerate(line.get("confidence", ()))))
        self.reasons.update(line.get("reasons", {}))
        self.rules.update(line.get("rules", {}))
        if line.get("pages") and "seconds" in line:
            pace = line["seconds"] / line["pages"]
            self.pace[sum(pace >= bound for bound in SECONDS)] += 1
        self.seconds += line.get("seconds", 0.0)
        self.mib = max(self.mib, line.get("mib", 0.0))
        if line["code"]:
            self.to_look_at.append(line)


def write_page(lines: Path, page: Path) -> None:
    """Write the page of a run's report; raises OutputError."""
    try:
        with lines.open(encoding="utf-8") as file:
            content = page_of(json.loads(line) for line in file)
    except OSError as error:
        raise OutputError(f"{lines} cannot be read: {error.strerror or error}") from error
    write_whole(page, content)


def page_of(lines: Iterable[dict[str, Any]]) -> str:
    """The page as HTML, with everything in it that it needs."""
    totals = Totals()
    for line in lines:
        totals.add(line)
    files = sorted(totals.to_look_at, key=_worst_first)
    return (
        _environment()
        .get_template("report.html")
        .render(
            totals=totals,
            total=sum(totals.counts.values()),
            status=Status,
            confidence=list(
                _columns([f"{_per_cent(step)} to {_per_cent(step + 1)} %" for step in range(STEPS)], totals.confidence)
            ),
            confidence_ticks=[(step, f"{_per_cent(step)} %") for step in range(0, STEPS + 1, 5)],
            pace=list(
                _columns([*(f"below {bound:g} s" for bound in SECONDS), f"{SECONDS[-1]:g} s or more"], totals.pace)
            ),
            pace_ticks=[(number, f"{bound:g} s") for number, bound in enumerate(SECONDS, 1)],
            reasons=_bars(totals.reasons.most_common(MOST_REASONS)),
            rules=_bars(totals.rules.most_common()),
            names=_NAMES,
            duration=str(timedelta(seconds=round(totals.seconds))),
            files=[{**line, "why": _why(line)} for line in files[:MOST_FILES]],
            more=max(0, len(files) - MOST_FILES),
        )
    )


def _per_cent(step: int) -> int:
    return step * 100 // STEPS


def _worst_first(line: dict[str, Any]) -> tuple[int, int, str]:
    return (-line["code"], -line.get("asked", 0), line["path"])


def _why(line: dict[str, Any]) -> str:
    """What failed, or the codes and reasons that occur most often in the file."""
    if "message" in line:
        return str(line["message"])
    told = sorted(line["rules"] | line["reasons"], key=lambda name: -(line["rules"] | line["reasons"])[name])
    return "; ".join(f"{name} {_NAMES[name]}" if name in _NAMES else name for name in told[:MOST_TOLD])


def _columns(labels: Sequence[str], counts: Counter[int]) -> Iterator[Bar]:
    """Columns on a logarithmic scale, so that one doubtful field is visible beside a million sure ones."""
    most = log10(1 + max(counts.values(), default=0)) or 1.0
    for number, label in enumerate(labels):
        yield Bar(label, counts[number], log10(1 + counts[number]) / most)


def _bars(counted: Sequence[tuple[str, int]]) -> list[Bar]:
    most = max((count for _, count in counted), default=1)
    return [Bar(label, count, count / most) for label, count in counted]


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("extractor.batch", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
