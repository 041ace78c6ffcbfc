"""How right, and how honest, the program is on files for which the printed values are known.

    python benchmarks/accuracy.py [FOLDER] [--truth FOLDER] [--verify auto] [--jobs 2] [--wrong]

FOLDER (default: samples/) holds PDFs and pictures, and `NAME.xml` for every `NAME.….pdf`: the filing as an
ownershipDocument. `--truth` says where the XML files are if elsewhere. One part of the file's name between dots may
be the layout (edgar, issuer, typed). A manifest.csv with the columns file, layout and truth overrides both.

A field counts if the page or the reading has something there, or if it is asked about. It is *asked* if a person is
sent to it: it is marked for review, or, if it was lost, an error finding names it or the row or table that holds it.
It is *silent* if it is wrong and not asked; there must be none. Running text of a scan counts as right if it is so
like the printed text that only misread letters can differ (`LONG_TEXT_ALIKE`).

    false approval rate  = silent / fields not asked
    review load          = asked / fields
    review precision     = asked and wrong / asked

The three figures belong together: asking less raises review precision, and may raise the false approval rate.
"""

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extractor.batch.job import read_file
from extractor.batch.pool import extract_all
from extractor.model.field_paths import fields, is_running
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import Origin
from extractor.model.results import Extraction, Failure, Severity
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.readers.suffixes import SUFFIXES
from extractor.verification.mode import Verify
from samples.differences import NOTHING, Entry, both
from samples.print_form import LAYOUTS

SAMPLES = Path(__file__).parent.parent / "samples"
LONG_TEXT_ALIKE = 0.97
"""The likeness, 0 to 1, from which a running text of a scan counts as right, as in fit_confidence.py."""
USUAL_LAYOUT = "edgar"
"""The layout of a file whose name says none."""
TENTHS = 10


class Task(NamedTuple):
    """A file, the XML of the filing that it shows, and the layout in which it is printed."""

    path: Path
    truth: Path
    layout: str


class Judged(NamedTuple):
    """One field of one filing: what was printed, what was read, and whether a person is asked."""

    xpath: str
    printed: Entry
    read: Entry
    is_right: bool
    is_asked: bool
    confidence: float | None
    """None for a field that the reading does not have."""

    @property
    def name(self) -> str:
        """The field's element, the same for every row and owner."""
        return re.sub(r"\[[^]]*\]", "", self.xpath).replace("/*", "/row")


class Filing(NamedTuple):
    """One file, judged; `is_scan` if any value was read from a picture."""

    path: Path
    is_scan: bool
    fields: tuple[Judged, ...]


class Refused(NamedTuple):
    """A file that gave no filing; its sender is told, so it has no silent values."""

    path: Path
    reason: str


def tasks(folder: Path, truths: Path | None = None) -> Iterator[Task]:
    """Every file in the folder for which the truth is known."""
    manifest = folder / "manifest.csv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield Task(folder / row["file"], folder / row["truth"], _layout(row["layout"].split("-")))
        return
    known = {path.stem: path for path in (truths or folder).rglob("*.xml")}
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        stem = max((stem for stem in known if path.name.startswith(f"{stem}.")), key=len, default=None)
        if stem is not None:
            yield Task(path, known[stem], _layout(path.name.split(".")))


def _layout(parts: Iterable[str]) -> str:
    return next((part for part in parts if part in LAYOUTS), USUAL_LAYOUT)


def judge(truth: OwnershipDocument, extraction: Extraction, layout: str) -> tuple[Judged, ...]:
    """Every field that the page or the reading has, or that is asked about."""
    known = {entry.xpath: entry for entry in extraction.assessment.fields}
    origins = {xpath: field.origin for xpath, field in fields(extraction.document)}
    named = [x for finding in extraction.findings if finding.severity is Severity.ERROR for x in finding.xpaths]
    judged = []
    for xpath, printed, read in both(truth, extraction.document, layout):
        if xpath in known:
            is_asked, confidence = known[xpath].review, known[xpath].confidence
        else:
            is_asked, confidence = any(f"{xpath}/".startswith(f"{place}/") for place in named), None
        if printed == read == NOTHING and not is_asked:
            continue
        is_scan = origins.get(xpath) is Origin.RECOGNISED
        is_right = printed == read or (is_scan and is_running(xpath) and is_alike(str(printed[0]), str(read[0])))
        judged.append(Judged(xpath, printed, read, is_right, is_asked, confidence))
    return tuple(judged)


def is_alike(printed: str, read: str) -> bool:
    """Whether a running text read from a picture counts as right."""
    return SequenceMatcher(None, printed, read, autojunk=False).ratio() >= LONG_TEXT_ALIKE


def judged_filings(todo: Sequence[Task], verify: Verify, jobs: int) -> Iterator[Filing | Refused]:
    """Read the files and judge them, in the order in which they are finished."""
    of = {task.path: task for task in todo}
    for outcome in extract_all(of, jobs, partial(read_file, verify=verify)):
        if isinstance(outcome, Failure):
            yield Refused(Path(outcome.path), outcome.message)
            continue
        task = of[Path(outcome.source.path)]
        is_scan = any(field.origin is Origin.RECOGNISED for _, field in fields(outcome.document))
        yield Filing(task.path, is_scan, judge(read_ownership_xml(task.truth), outcome, task.layout))


class Figures(NamedTuple):
    """The counts over a set of fields."""

    fields: int
    right: int
    asked: int
    asked_wrong: int
    silent: int
    invented: int
    lost: int

    @property
    def false_approval(self) -> float:
        return self.silent / max(self.fields - self.asked, 1)

    @property
    def load(self) -> float:
        return self.asked / max(self.fields, 1)

    @property
    def precision(self) -> float:
        return self.asked_wrong / max(self.asked, 1)


def figures(judged: Sequence[Judged]) -> Figures:
    """Count the fields; invented and lost fields are also among the wrong ones, asked or silent."""
    wrong = [field for field in judged if not field.is_right]
    return Figures(
        fields=len(judged),
        right=len(judged) - len(wrong),
        asked=sum(field.is_asked for field in judged),
        asked_wrong=sum(field.is_asked for field in wrong),
        silent=sum(not field.is_asked for field in wrong),
        invented=sum(field.printed == NOTHING for field in wrong),
        lost=sum(field.read == NOTHING for field in wrong),
    )


def is_straight(filing: Filing) -> bool:
    """Whether the filing needs no person and is completely right."""
    return all(field.is_right and not field.is_asked for field in filing.fields)


def calibration(judged: Iterable[Judged]) -> list[tuple[float, float, int]]:
    """For each tenth of confidence: the mean confidence of its fields, the share that is right, and their number."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for field in judged:
        if field.confidence is not None:
            tenths[min(int(field.confidence * TENTHS), TENTHS - 1)].append((field.confidence, field.is_right))
    return [
        (sum(sure for sure, _ in values) / len(values), sum(right for _, right in values) / len(values), len(values))
        for _, values in sorted(tenths.items())
    ]


def calibration_error(tenths: Sequence[tuple[float, float, int]]) -> float:
    """The mean distance between confidence and share of right fields, weighted by the number of fields."""
    total = sum(count for *_, count in tenths)
    return sum(abs(sure - right) * count for sure, right, count in tenths) / max(total, 1)


def report(title: str, filings: Sequence[Filing], *, shows_wrong: bool) -> Iterator[str]:
    """The lines of one table."""
    judged = [field for filing in filings for field in filing.fields]
    names = Counter(field.name for field in judged)
    width = max(map(len, names), default=0)
    yield f"## {title}: {len(filings)} filings"
    yield f"{'field':{width}}  fields    right  asked  silent  invented  lost"
    for name in sorted(names):
        yield _row(name, width, figures([field for field in judged if field.name == name]))
    total = figures(judged)
    yield _row("all", width, total)
    yield f"straight through: {sum(map(is_straight, filings))} of {len(filings)} filings"
    yield (
        f"false approval rate {total.false_approval:.3%}, review load {total.load:.2%}, "
        f"review precision {total.precision:.1%}"
    )
    tenths = calibration(judged)
    yield f"calibration error {calibration_error(tenths):.4f} over {sum(count for *_, count in tenths)} values"
    yield from (f"  sure {sure:7.2%}  right {right:7.2%}  of {count}" for sure, right, count in tenths)
    if shows_wrong:
        yield from (wrong_line(filing, field) for filing in filings for field in filing.fields if not field.is_right)


def _row(name: str, width: int, of: Figures) -> str:
    share = of.right / max(of.fields, 1)
    return (
        f"{name:{width}}  {of.fields:6d}  {share:6.2%}  {of.asked:5d}  {of.silent:6d}  {of.invented:8d}  {of.lost:4d}"
    )


def wrong_line(filing: Filing, field: Judged) -> str:
    """Where a wrong field is, what was printed and what was read, and whether a person is asked."""
    told = "asked" if field.is_asked else "SILENT"
    return f"{told}\t{filing.path.name}\t{field.xpath}\tprinted {field.printed}\tread {field.read}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for text and one for scans; returns 1 if any wrong value passes as sure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--truth", type=Path, help="where the filings' XML lies, if not in the folder")
    parser.add_argument("--verify", type=Verify, default=Verify.AUTO, choices=list(Verify))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--wrong", action="store_true", help="name every wrong field")
    options = parser.parse_args(arguments)
    found = list(judged_filings(list(tasks(options.folder, options.truth)), options.verify, options.jobs))
    filings = [each for each in found if isinstance(each, Filing)]
    for title, is_scan in (("text", False), ("scans", True)):
        own = [filing for filing in filings if filing.is_scan is is_scan]
        if own:
            print(*report(title, own, shows_wrong=options.wrong), "", sep="\n")
    for each in found:
        if isinstance(each, Refused):
            print(f"refused: {each.path.name}: {each.reason}")
    return int(any(not field.is_right and not field.is_asked for filing in filings for field in filing.fields))


if __name__ == "__main__":
    sys.exit(main())
