"""Divides the lines of an address that hold city, state and zip into these three."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.text_lines import reading_order

ALIGNED = 4.0
"""Points: the left edges of a value and of its column's label differ by no more, as both are printed flush."""
PARTS = ("city", "state", "zip")
_NAMES = {"city": "city", "state": "state", "street": "state"}
_CITY_LINE = re.compile(r"(?P<city>.*),\s*+(?P<state>[A-Z][A-Z0-9])?\s*+(?P<zip>[A-Za-z #-]*+[0-9][0-9A-Za-z #-]*+)?")
_MISREAD_COMMA = re.compile(r"(?P<city>.*\w)[.:;]\s+(?P<state>[A-Z][A-Z0-9])\s+(?P<zip>\d{5}(?:-\d{4})?)", re.ASCII)
"""The same with another sign in place of the comma, as in a scan; such parts are doubted."""


def city_labels(lines: Sequence[Sequence[Word]]) -> dict[str, float]:
    """The x where the columns city, state and zip begin, by their labels in `lines`; a label may wrap onto two lines.

    A "(Street)" among these labels is a misread "(State)", as the label (Street) stands higher.
    """
    starts: dict[str, float] = {}
    for word in (word for line in lines for word in line):
        text = plain(word.text)
        name = "zip" if text.startswith("zip") else _NAMES.get(text)
        if name:
            starts.setdefault(name, word.box.x0)
    return starts


def city_parts(
    lines: Sequence[Sequence[Word]], labels: dict[str, float], box: BoundingBox
) -> Iterator[tuple[str, Cell]]:
    """City, state and zip, from three columns or from one line like `CITY, ST 12345`."""
    words = [word for line in lines for word in line]
    match = run_on(lines, labels)
    if match:
        yield from cut_run_on(words, match, box)
        return
    held = _in_three(lines) or _under_labels(words, labels)
    yield "rpt_owner_city", Cell(box, reading_order(held["city"]))
    yield "rpt_owner_state", Cell(box, reading_order(held["state"]))
    yield "rpt_owner_zip_code", Cell(box, reading_order(held["zip"]))


def run_on(lines: Sequence[Sequence[Word]], labels: dict[str, float]) -> re.Match[str] | None:
    """The match of city, state and zip on one line, like `CITY, ST 12345`; None if they stand in columns."""
    words = [word for line in lines for word in line]
    in_columns = any(
        abs(word.box.x0 - labels[name]) <= ALIGNED for word in words for name in ("state", "zip") if name in labels
    )
    if in_columns:
        return None if _has_gap(lines) else _CITY_LINE.fullmatch(_text(words))
    return run_on_line(words)


def needs_labels(lines: Sequence[Sequence[Word]], labels: dict[str, float]) -> bool:
    """Whether only the labels tell city, state and zip apart, and a label is not among those that were found."""
    is_told = run_on(lines, labels) is not None or _in_three(lines) is not None
    return bool(lines) and len(labels) < len(PARTS) and not is_told


def run_on_line(line: Sequence[Word]) -> re.Match[str] | None:
    """The match of city, state and zip on a line without labels; another sign may stand for the comma."""
    text = _text(line)
    return _CITY_LINE.fullmatch(text) or _MISREAD_COMMA.fullmatch(text)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _in_three(lines: Sequence[Sequence[Word]]) -> dict[str, list[Word]] | None:
    """City, state and zip, if a single line has just three groups of words; a long city may pass the next label."""
    groups: list[list[Word]] = []
    for word in lines[0] if len(lines) == 1 else ():
        if groups and word.box.x0 - groups[-1][-1].box.x1 <= word.box.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return dict(zip(PARTS, groups, strict=True)) if len(groups) == len(PARTS) else None


def _under_labels(words: Sequence[Word], labels: dict[str, float]) -> dict[str, list[Word]]:
    """The words of city, state and zip: each word goes to the last label that begins no further right."""
    columns = sorted((start, name) for name, start in labels.items())
    held: dict[str, list[Word]] = {"city": [], "state": [], "zip": []}
    for word in words:
        name = next((name for start, name in reversed(columns) if word.box.x0 >= start - ALIGNED), "city")
        held[name].append(word)
    return held


def _has_gap(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether two words of a line are a column apart."""
    return any(after.box.x0 - before.box.x1 > before.box.height for line in lines for before, after in pairwise(line))


def cut_run_on(words: Sequence[Word], match: re.Match[str], box: BoundingBox) -> Iterator[tuple[str, Cell]]:
    """The words of city, state and zip in a line like `CITY, ST 12345`, according to `match`."""
    doubts = frozenset({Doubt.LENIENT}) if match.re is _MISREAD_COMMA else frozenset[Doubt]()
    position, starts = 0, []
    for word in words:
        starts.append(position)
        position += len(word.text) + 1
    for name, group in (("rpt_owner_city", "city"), ("rpt_owner_state", "state"), ("rpt_owner_zip_code", "zip")):
        begin, end = match.span(group)
        held = tuple(word for word, start in zip(words, starts, strict=True) if begin <= start < end)
        if group == "city" and held:
            # The comma behind the city belongs to the print and is cut off; a second comma is the city's own and stays.
            held = (*held[:-1], held[-1]._replace(text=held[-1].text[: end - starts[len(held) - 1]]))
        yield name, Cell(box, held, doubts)
