"""Divides the part below the tables into explanations, remarks and signatures, and finds where the form ends.

Sections begin at the form's printed headings, in any order. The form ends with its own closing note, so that an exhibit
behind it is left out.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import ASIDES, CLOSING_NOTE, SECTION_LABELS
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length
from extractor.parsing.notes.continued import find_continued
from extractor.parsing.notes.numbers import Line
from extractor.parsing.notes.paragraphs import cell_of, read_explanations
from extractor.parsing.notes.signatures import read_signatures, signature_label
from extractor.parsing.notes.wrapped_labels import lines_with_labels

TELLING_LENGTH = 20
"""Letters from which a line of a printed note is recognised without its asterisk, which a scan may lose."""
PAGE_NUMBER = re.compile(r"page\d+of\d+")
TITLE_GOES_ON = ("acquired", "beneficially")
"""The possible next words of a table's title. Any other word continues a sentence that mentions the table."""
COLUMN_GAP = 20.0
"""Points: the white between a note at the left and a signature at the right is wider."""
BEGINNING = 60.0
"""Points left and right of the heading's left edge within which the lines of explanations begin."""
INDENT = 24.0
"""Points by which a signature may begin left of its label, at most."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The cells of the part below the tables; `explanations` are pairs of a number and its cell."""

    explanations: tuple[tuple[int, Cell], ...]
    remarks: Cell | None
    signatures: tuple[tuple[Cell, Cell], ...]
    astray: tuple[Word, ...]
    """Words of the explanations that belong to no number."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, in no particular order."""
        remarks = () if self.remarks is None else (self.remarks,)
        return (
            *(cell for _, cell in self.explanations),
            *remarks,
            *(cell for pair in self.signatures for cell in pair),
        )


def form_end(words: Sequence[Word], start: float) -> float:
    """The y where the form ends: at its closing note or, without one, at the last signature's label.

    `start` is the y of the last table's head; the same note may also stand above it.
    """
    for index, word in enumerate(words):
        if plain(word.text) == "note" and word.box.top > start and label_length(words[index:], CLOSING_NOTE):
            return word.box.bottom
    lines = [line for line in lines_with_labels(words) if line[0].box.top > start]
    labels = [line for line in lines if signature_label(line) is not None]
    return max(word.box.bottom for word in labels[-1]) if labels else float("inf")


def section_starts(words: Sequence[Word]) -> list[float]:
    """The y of each heading of a section other than a table, and of each signature's label."""
    return [
        min(word.box.top for word in line)
        for line in lines_with_labels(words)
        if _heading(line)[0] not in (None, "table") or signature_label(line)
    ]


def explanation_places(words: Sequence[Word]) -> list[BoundingBox]:
    """Where lines of explanations begin: from each of their headings down to the next heading, near its left edge."""
    places: list[BoundingBox] = []
    begun: Line | None = None
    for line in lines_with_labels(words):
        name = "signatures" if signature_label(line) else _heading(line)[0]
        if name is None:
            continue
        if begun is not None:
            left, bottom = begun[0].box.x0, max(word.box.bottom for word in begun)
            places.append(BoundingBox(left - BEGINNING, bottom, left + BEGINNING, min(word.box.top for word in line)))
        begun = line if name == "explanations" else None
    return places


def read_sections(words: Sequence[Word], page_tops: Sequence[float] = (0.0,), behind: Sequence[Word] = ()) -> Sections:
    """The sections in `words`, those below the head of the last table; `page_tops` are the y where pages begin.

    `behind` are the words behind the form, where a section may go on.
    """
    lines = list(_without_asides(lines_with_labels(words)))
    parts = list(_parts(lines))
    labels = [word for line in lines for word in signature_label(line) or ()]
    edge = min((word.box.x0 for word in labels), default=0.0) - INDENT
    indented = edge > min((line[0].box.x0 for line in lines), default=0.0) + 100
    explanations: list[Line] = []
    remarks: list[Line] | None = None
    signing: list[Line] = []
    for name, part in parts:
        if name in ("explanations", "remarks"):
            # On EDGAR's page the signatures follow without a heading, set to the right.
            own = [line for line in part if not (indented and _is_signing(line, edge))]
            signing += [line for line in part if indented and _is_signing(line, edge)]
            if name == "explanations":
                explanations += own
            else:
                remarks = (remarks or []) + own
        elif name == "signatures" or any(signature_label(line) for line in part):
            signing += part
    numbered, astray = read_explanations(explanations, page_tops)
    last = max((number for number, _ in numbered), default=0)
    continued = find_continued(behind, last, has_remarks=remarks is not None)
    if continued.explanations:
        numbered, astray = read_explanations([*explanations, *continued.explanations], page_tops)
    if continued.remarks:
        remarks = [*(remarks or []), *continued.remarks]
    below = {id(word) for line in (*continued.explanations, *continued.remarks) for word in line}
    return Sections(
        explanations=tuple((number, _doubted_behind(cell, below)) for number, cell in numbered),
        remarks=_doubted_behind(cell_of(remarks), below) if remarks else None,
        signatures=tuple(read_signatures(signing, page_tops)),
        astray=astray,
    )


def _doubted_behind(cell: Cell, behind: Container[int]) -> Cell:
    """The cell, doubted if some but not all of its words are `behind` the form (ids of words)."""
    places = {id(word) in behind for word in cell.words}
    return replace(cell, doubts=cell.doubts | {Doubt.GOES_ON_BEHIND}) if len(places) > 1 else cell


def _without_asides(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without page numbers, and without the form's printed notes, which may take several lines."""
    rest = ""
    for line in lines:
        run = _left_run(line)
        text = plain("".join(word.text for word in run))
        if line[0].text.startswith("*") or len(text) >= TELLING_LENGTH:
            rest = next((aside for aside in map(plain, ASIDES) if _begins(aside, text)), rest)
        if rest and _begins(rest, text):
            rest = rest[len(text) :]
            line = line[len(run) :]  # noqa: PLW2901
        if line and not PAGE_NUMBER.fullmatch(text):
            yield line


def _begins(known: str, text: str) -> bool:
    return bool(text) and fuzz.ratio(known[: len(text)], text) >= likeness.ASIDE


def _left_run(line: Line) -> Line:
    """The line's words up to the first gap as wide as that between two columns."""
    for index, (before, after) in enumerate(pairwise(line), 1):
        if after.box.x0 - before.box.x1 > COLUMN_GAP:
            return line[:index]
    return line


def _parts(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines from each heading to the next, with the name of the heading and without its words."""
    name, part = "", []
    for line in lines:
        heading, after = _heading(line)
        if heading is None:
            part.append(line)
            continue
        yield name, part
        name, part = heading, [line[after:]] if line[after:] else []
    yield name, part


def _heading(line: Line) -> tuple[str | None, int]:
    """The name of the heading with which `line` begins, and its number of words; None and 0 if there is none."""
    if len(line[0].text) > 14 or plain(line[0].text)[:3] not in _HEADING_STARTS:  # noqa: PLR2004 - longest: Explanation
        return None, 0
    for label in SECTION_LABELS:
        if label.name == "continued" and not line[0].text[:1].isalpha():
            continue  # the line begins with the number of an explanation, and not with this heading
        length = label_length(line, label.wordings)
        if length and _stands_alone(label.name, line, length):
            return label.name, length
    return None, 0


def _stands_alone(name: str, line: Line, length: int) -> bool:
    """Whether the first `length` words are really the heading `name`, and not the beginning of a line of text."""
    if name in ("signatures", "owners"):
        return length == len(line)
    if name == "table":
        return length == len(line) or plain(line[length].text) in TITLE_GOES_ON
    return True


_HEADING_STARTS = frozenset(
    plain(wording.split()[index])[:3]
    for label in SECTION_LABELS
    for wording in label.wordings
    for index in (0, 1)
    if len(wording.split()) > index
) | {""}


def _is_signing(line: Line, edge: float) -> bool:
    return line[0].box.x0 >= edge
