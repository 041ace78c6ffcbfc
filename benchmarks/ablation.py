"""Switches off each repair of the scan reader in turn: what the repair wins, what it spoils, what it costs.

    python benchmarks/ablation.py [--filings 6] [--first-seed 9000] [--only NAME ...]

Invented filings are printed, damaged by the presets in turn, and read by the first reader alone: once with all repairs,
then once without each of `REPAIRS`. What an engine reads of a picture is remembered, so only pictures that a repair
changes are read again, and the seconds are those of everything else. A repair is useless if without it as many fields
are right, no more are silent and no more are asked about.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from benchmarks.accuracy import Figures, figures, judge
from extractor import pipeline
from extractor.errors import ExtractorError
from extractor.model.ownership import OwnershipDocument
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition import ppocr_engine
from extractor.readers.recognition.engines import Engine, LineReading
from extractor.readers.scan import page_from_picture, scanned_pages, words_from_runs
from extractor.readers.scan.segmentation import text_runs
from extractor.verification.mode import Verify
from samples.degrade import ORDINARY, saved, scanned
from samples.print_form import LAYOUTS, print_form
from samples.random_filing import random_filing


def _first(first: Any, *_: Any, **__: Any) -> Any:
    return first


def _none(*_: Any, **__: Any) -> None:
    return None


def _nothing(*_: Any, **__: Any) -> tuple[()]:
    return ()


class Repair(NamedTuple):
    """A step of the reader: the module and name where it is called, and what replaces it when it is switched off."""

    place: ModuleType
    name: str
    without: Any


REPAIRS = {
    "full stops by ink": Repair(words_from_runs, "with_stops", _first),
    "doubled commas": Repair(words_from_runs, "with_doubled_commas", _first),
    "letter case": Repair(words_from_runs, "in_case", _first),
    "brackets": Repair(words_from_runs, "with_brackets", _first),
    "signs as the form writes them": Repair(words_from_runs, "as_written", _first),
    "signs as filers write them": Repair(words_from_runs, "as_signed", _first),
    "signs that a cell holds": Repair(words_from_runs, "as_held", _first),
    "dollar signs": Repair(words_from_runs, "with_dollar", _first),
    "more white beside": Repair(words_from_runs, "MORE_WHITE", ()),
    "unread ink": Repair(words_from_runs, "unread_beside", _none),
    "ticks before labels": Repair(words_from_runs, "ticked_words", _nothing),
    "known lines": Repair(words_from_runs, "whole_line", _none),
    "known wording by its shapes": Repair(page_from_picture, "known_wording", _none),
    "known heads": Repair(page_from_picture, "known_heads", _nothing),
    "rulings as drawn": Repair(
        page_from_picture, "as_drawn", lambda _, mask, across, down: (list(across), list(down), mask)
    ),
    "streaks": Repair(page_from_picture, "find_streaks", _nothing),
    "drawn boxes": Repair(page_from_picture, "with_drawn_ticks", lambda _, words, __: list(words)),
    "pale boxes": Repair(page_from_picture, "pale_ticks", _nothing),
    "unread ticks": Repair(page_from_picture, "unread_ticks", _nothing),
    "ledger of ink": Repair(page_from_picture, "unread_places", _nothing),
    "clumps of grain": Repair(text_runs, "clumps", lambda _, __, stats: np.zeros(len(stats), dtype=np.bool_)),
    "second looks": Repair(ppocr_engine, "OTHER_VIEWS", ()),
    "choosing between readings": Repair(pipeline, "choose_readings", _first),
}


class Remembering:
    """An engine that is shown each picture only once; see `Engine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[bytes, tuple[int, ...], str | None], LineReading] = {}
        self.name = engine.name

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        keys = [
            (line.tobytes(), line.shape, allowed)
            for line, allowed in zip(lines, alphabets or [None] * len(lines), strict=True)
        ]
        new = [place for place, key in enumerate(keys) if key not in self._known]
        found = self._engine.read([lines[place] for place in new], [keys[place][2] for place in new]) if new else []
        self._known |= {keys[place]: reading for place, reading in zip(new, found, strict=True)}
        return [self._known[key] for key in keys]


class Scan(NamedTuple):
    """A damaged print on disk, the filing that it shows, and its layout."""

    path: Path
    truth: OwnershipDocument
    layout: str


def scans(folder: Path, count: int, first_seed: int) -> Iterator[Scan]:
    """`count` invented filings, with the layouts and kinds of damage in turn."""
    for number in range(count):
        truth, layout = random_filing(first_seed + number), tuple(LAYOUTS)[number % len(LAYOUTS)]
        preset = tuple(ORDINARY)[number % len(ORDINARY)]
        path = folder / f"{number}.{'tif' if ORDINARY[preset].is_bilevel else 'pdf'}"
        path.write_bytes(saved(scanned(print_form(truth, layout), preset, first_seed + number), path.suffix, preset))
        yield Scan(path, truth, layout)


@contextmanager
def replaced(repair: Repair) -> Iterator[None]:
    """The program with the repair switched off, within the context."""
    before = getattr(repair.place, repair.name)
    setattr(repair.place, repair.name, repair.without)
    try:
        yield
    finally:
        setattr(repair.place, repair.name, before)


def _read_by(engine: Engine) -> Repair:
    """A replacement of the program's own engine by this one."""
    return Repair(scanned_pages, "_engine", lambda: engine)


def measured(todo: Sequence[Scan]) -> tuple[Figures, float]:
    """The figures over all scans, and the seconds that reading them took."""
    start, judged = time.perf_counter(), []
    for scan in todo:
        try:
            (extraction, *_) = pipeline.extract_filings(scan.path, Verify.NEVER)
        except ExtractorError:
            continue  # a refused file has no right field
        judged += judge(scan.truth, extraction, scan.layout)
    return figures(judged), time.perf_counter() - start


def main() -> None:
    """Measure, and print a table of differences from the program with all repairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filings", type=int, default=6)
    parser.add_argument("--first-seed", type=int, default=9000)
    parser.add_argument("--only", nargs="*", choices=REPAIRS, default=tuple(REPAIRS))
    arguments = parser.parse_args()
    engine = scanned_pages._engine()  # noqa: SLF001 - the one that the program reads with
    with tempfile.TemporaryDirectory() as folder:
        todo = list(scans(Path(folder), arguments.filings, arguments.first_seed))
        remembering = _read_by(Remembering(engine))
        with replaced(remembering):
            measured(todo)
            whole, spent = measured(todo)
            print(
                f"as it stands: {whole.fields} fields, {whole.right} right, {whole.silent} silent, {whole.asked} asked"
            )
            print(f"{'without':32} {'right':>6} {'silent':>6} {'asked':>6} {'seconds':>8}")
            for name in arguments.only:
                repair = REPAIRS[name]
                # A repair inside the engine changes its answers, so nothing remembered can be used.
                reader = _read_by(Remembering(engine)) if repair.place is ppocr_engine else remembering
                with replaced(reader), replaced(repair):
                    found, seconds = measured(todo)
                changes = (found.right - whole.right, found.silent - whole.silent, found.asked - whole.asked)
                print(f"{name:32} {''.join(f'{change:+7}' for change in changes)} {seconds - spent:+8.1f}", flush=True)


if __name__ == "__main__":
    main()
