"""A set of scans that nobody has looked at: print filings, damage the prints, read them, count.

    python benchmarks/fresh_scans.py --set 7 --out DIR --only-make [--filings FOLDER] [--harsh] [--count 48]
    python benchmarks/fresh_scans.py --out DIR [--verify never] [--jobs 2] [--wrong]

The first command makes a set, the second reads one; without `--only-make` the first does both, and without `--out` in
a temporary folder. A folder that has a manifest.csv is never made anew. So a set can be made, read once, and only then
be looked at: figures of scans for which the program was changed say nothing about others.

The set's number gives the seeds of its filings and of their damage. The filings are invented, or drawn from a folder
of EDGAR's ownershipDocuments, other ones for each number. Ways of printing and kinds of damage come in turn; in a set
of 48 each of the six ordinary kinds meets each of the eight ways. With `--harsh` the harsh kinds come in turn, on
full-size print only, because people could not read small print either.

Each rate stands with its 95 % interval (Wilson). It takes fields as independent, but wrong fields come in clusters: a
lost table is one fault, and counts as many. So true intervals are wider. Refused files are counted apart, and their
fields in no rate.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks.accuracy import Filing, Refused, figures, judged_filings, tasks, wrong_line
from extractor.exports.sec_xml import to_sec_xml
from extractor.model.ownership import OwnershipDocument
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.verification.mode import Verify
from samples.degrade import HARSH, ORDINARY, saved, scanned, usual_suffix
from samples.print_form import print_form
from samples.printing.afterwards import two_up, without_rulings
from samples.printing.chromium import Dialogue, chromium, print_html
from samples.printing.edgar_html import edgar_html
from samples.random_filing import random_filing

SEEDS_OF_A_SET = 1_000_000
"""Far more than a set needs, so that no two sets share a seed, and none has one of the tests'."""
Z_95 = 1.959964
"""A normal variable is between minus and plus this with a chance of 95 %."""


class Way(NamedTuple):
    """A way of printing; the browser is only for those that need one."""

    print: Callable[[OwnershipDocument, Browser | None], bytes]
    needs_browser: bool = False
    is_small: bool = False


def _own(layout: str) -> Way:
    return Way(lambda document, _: print_form(document, layout))


def _by_browser(dialogue: Dialogue, afterwards: Callable[[bytes], bytes] = bytes, *, is_small: bool = False) -> Way:
    def printed(document: OwnershipDocument, browser: Browser | None) -> bytes:
        if browser is None:
            raise ValueError("this way of printing needs a browser")
        return afterwards(print_html(browser, edgar_html(document), dialogue))

    return Way(printed, needs_browser=True, is_small=is_small)


WAYS = {
    "edgar": _own("edgar"),
    "issuer": _own("issuer"),
    "typed": _own("typed"),
    "browser-letter": _by_browser(Dialogue(has_head_and_foot=True)),
    "browser-a4-landscape": _by_browser(Dialogue(paper="A4", is_landscape=True)),
    "browser-small": _by_browser(Dialogue(paper="A4", percent=70), is_small=True),
    "browser-without-rulings": _by_browser(Dialogue(paper="A4"), without_rulings),
    "browser-two-up": _by_browser(Dialogue(), two_up, is_small=True),
}


class Planned(NamedTuple):
    """One scan of a set."""

    number: int
    way: str
    preset: str

    @property
    def stem(self) -> str:
        return f"{self.number:02}.{self.way}.{self.preset}"


def plan(count: int, presets: Iterable[str], ways: Mapping[str, Way]) -> list[Planned]:
    """Every kind of damage in turn; from round to round each kind moves on to the next way of printing."""
    kinds, prints = tuple(presets), tuple(ways)
    return [
        Planned(number, prints[(kind + rounds) % len(prints)], kinds[kind])
        for number in range(count)
        for rounds, kind in [divmod(number, len(kinds))]
    ]


def filing_of(folder: Path | None, number: int, of_set: int, count: int) -> OwnershipDocument:
    """An invented filing, or one of the folder's; sets do not share any until all are used."""
    if folder is None:
        return random_filing(of_set * SEEDS_OF_A_SET + number)
    paths = sorted(folder.glob("*.xml"))
    Random(0).shuffle(paths)  # noqa: S311 - any fixed order but that of the names
    return read_ownership_xml(paths[(of_set * count + number) % len(paths)])


def make(out: Path, of_set: int, filings: Path | None, count: int, *, is_harsh: bool) -> None:
    """Write the set: scans, truth/ and, as the last file, manifest.csv."""
    ways = {name: way for name, way in WAYS.items() if not (is_harsh and way.is_small)}
    planned = plan(count, HARSH if is_harsh else ORDINARY, ways)
    (out / "truth").mkdir(parents=True, exist_ok=True)
    needs_browser = any(ways[each.way].needs_browser for each in planned)
    running: AbstractContextManager[Browser | None] = chromium() if needs_browser else nullcontext()
    rows = []
    with running as browser:
        for each in planned:
            truth = filing_of(filings, each.number, of_set, count)
            if each.way == "typed":  # the blank form has room for one owner
                truth = truth.model_copy(update={"reporting_owners": truth.reporting_owners[:1]})
            pages = scanned(ways[each.way].print(truth, browser), each.preset, of_set * SEEDS_OF_A_SET + each.number)
            name = f"{each.stem}{usual_suffix(pages, each.preset)}"
            (out / name).write_bytes(saved(pages, Path(name).suffix, each.preset))
            (out / "truth" / f"{each.number:02}.xml").write_text(to_sec_xml(truth), encoding="utf-8")
            rows.append((name, f"{each.way}-scan-{each.preset}", f"truth/{each.number:02}.xml"))
            print(name, flush=True)
    with (out / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "layout", "truth"), *rows])


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1, after Wilson; nothing is known of a part of nothing."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, Z_95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = Z_95 / (1 + spread) * (share * (1 - share) / whole + spread / (4 * whole)) ** 0.5
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def report(found: Sequence[Filing | Refused]) -> Iterator[str]:
    """A table: each kind of damage, each way of printing, and all together."""
    groups = {preset: partial(_is_part, 2, preset) for preset in sorted({_parts(each)[2] for each in found})}
    groups |= {way: partial(_is_part, 1, way) for way in sorted({_parts(each)[1] for each in found})}
    width = max(map(len, groups), default=0)
    heads = ("right", "silent", "asked", "precision")
    yield f"{'':{width}}  files  refused  fields  {'  '.join(f'{head:24}' for head in heads)}".rstrip()
    for name, is_in in (*groups.items(), ("all", lambda _: True)):
        yield _row(name, width, [each for each in found if is_in(each)])


def _parts(found: Filing | Refused) -> list[str]:
    """Number, way of printing and kind of damage, as the file's name has them."""
    return found.path.name.split(".")


def _is_part(place: int, name: str, found: Filing | Refused) -> bool:
    return _parts(found)[place] == name


def _row(name: str, width: int, found: Sequence[Filing | Refused]) -> str:
    kinds = Counter(type(each) for each in found)
    of = figures([field for each in found if isinstance(each, Filing) for field in each.fields])
    rates = ((of.right, of.fields), (of.silent, of.fields), (of.asked, of.fields), (of.asked_wrong, of.asked))
    counts = f"{name:{width}}  {len(found):5}  {kinds[Refused]:7}  {of.fields:6}"
    return "  ".join((counts, *(_rate(*rate) for rate in rates))).rstrip()


def _rate(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    share = f"{part / whole:.2%}" if whole else "–"
    return f"{f'{share} ({low:.2%}–{high:.2%})':24}"


def read(out: Path, verify: Verify, jobs: int, *, shows_wrong: bool) -> int:
    """Print the table of the set in the folder; returns 1 if any wrong value passes as sure."""
    found = sorted(judged_filings(list(tasks(out)), verify, jobs), key=lambda each: each.path.name)
    print(*report(found), sep="\n")
    filings = [each for each in found if isinstance(each, Filing)]
    wrong = [(filing, field) for filing in filings for field in filing.fields if not field.is_right]
    if shows_wrong:
        print(*(wrong_line(*each) for each in wrong), sep="\n")
    print(*(f"refused: {each.path.name}: {each.reason}" for each in found if isinstance(each, Refused)), sep="\n")
    return int(any(not field.is_asked for _, field in wrong))


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a set, unless the folder has one, and read it, unless it is only to be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=int, metavar="K", help="1 or more; needed to make a set")
    parser.add_argument("--filings", type=Path, metavar="FOLDER", help="ownershipDocuments of Forms 4, as XML")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the set is, or shall be")
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--harsh", action="store_true", help="the harsh kinds of damage instead of the ordinary ones")
    parser.add_argument("--only-make", action="store_true", help="make the set and do not read it")
    parser.add_argument("--verify", type=Verify, default=Verify.AUTO, choices=list(Verify))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--wrong", action="store_true", help="name every wrong field")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder)
        if not (out / "manifest.csv").exists():
            if options.set is None:
                parser.error(f"there is no set in {out}; --set K makes one")
            make(out, options.set, options.filings, options.count, is_harsh=options.harsh)
        return 0 if options.only_make else read(out, options.verify, options.jobs, shows_wrong=options.wrong)


if __name__ == "__main__":
    sys.exit(main())
