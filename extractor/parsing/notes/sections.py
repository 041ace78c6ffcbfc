"""What stands below the tables → explanations, remarks and signatures, and where the form ends.

Sections begin at headings the form prints, in whatever order a layout has them; the form ends
with its own closing note, so an exhibit behind it adds nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import ASIDES, CLOSING_NOTE, SECTION_LABELS, SIGNATURE_LABEL
from extractor.model.page import Doubt, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.model.values import UnparsableTextError, parse_date
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.paragraphs import DIRT_SCORE, Line, cell_of, middle, read_explanations, share_out

TELLING_LENGTH = 20
"""From so many letters on a printed note is known without its asterisk, which a scan may lose."""
PAGE_NUMBER = re.compile(r"page\d+of\d+")
_GLUED_DATE = re.compile(r"(.*?)(\d{1,2}/\d{1,2}/\d{4})\W?", re.ASCII)
TITLE_GOES_ON = ("acquired", "beneficially")
"""How the title of a table goes on; another word goes on a sentence that speaks of the table."""
AMID_TEXT = 0.5
"""Of the type's height: less white lies between two words of a sentence."""
COLUMN_GAP = 20.0
"""Points of white that part a note at the left from a signature at the right."""
INDENT = 24.0
"""Points by which a signature's first word may stand left of its label: the line begins before the label."""


@dataclass(frozen=True, slots=True)
class Sections:
    """Cells of the part below the tables; `explanations` by number, as printed."""

    explanations: tuple[tuple[int, Cell], ...]
    remarks: Cell | None
    signatures: tuple[tuple[Cell, Cell], ...]
    astray: tuple[Word, ...]
    """Words of the explanations that belong to no number."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All that was found, in no order."""
        remarks = () if self.remarks is None else (self.remarks,)
        return (
            *(cell for _, cell in self.explanations),
            *remarks,
            *(cell for pair in self.signatures for cell in pair),
        )


def form_end(words: Sequence[Word], start: float) -> float:
    """The height where the form's last printed note ends; words below it belong to something else.

    `start` is the height of the last table's head: the same note may stand above it.
    """
    for index, word in enumerate(words):
        if plain(word.text) == "note" and word.box.top > start and label_length(words[index:], CLOSING_NOTE):
            return word.box.bottom
    lines = [line for line in text_lines(words) if line[0].box.top > start]
    labels = [line for line in lines if _signature_label(line) is not None]
    return max(word.box.bottom for word in labels[-1]) if labels else float("inf")


def section_starts(words: Sequence[Word]) -> list[float]:
    """The heights where a section other than a table begins, or a signature's label stands."""
    return [
        min(word.box.top for word in line)
        for line in text_lines(words)
        if _heading(line)[0] not in (None, "table") or _signature_label(line)
    ]


def read_sections(words: Sequence[Word], page_tops: Sequence[float] = (0.0,)) -> Sections:
    """Sections among `words`, those below the head of the last table; pages begin at `page_tops`."""
    lines = list(_without_asides(text_lines(words)))
    parts = list(_parts(lines))
    labels = [word for line in lines for word in _signature_label(line) or ()]
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
        elif name == "signatures" or any(_signature_label(line) for line in part):
            signing += part
    numbered, astray = read_explanations(explanations, page_tops)
    return Sections(
        explanations=numbered,
        remarks=cell_of(remarks) if remarks else None,
        signatures=tuple(_signatures(signing, page_tops)),
        astray=astray,
    )


def _without_asides(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines without page numbers and without the printed notes, followed over as many lines as they take."""
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
    """The line's words up to the first gap as wide as between two columns."""
    for index, (before, after) in enumerate(pairwise(line), 1):
        if after.box.x0 - before.box.x1 > COLUMN_GAP:
            return line[:index]
    return line


def _parts(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Lines from one heading to the next, with the heading's name; its own words are left out."""
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
    """The name of the heading that begins `line`, and where its words end."""
    if len(line[0].text) > 14 or plain(line[0].text)[:3] not in _HEADING_STARTS:  # noqa: PLR2004 - longest: Explanation
        return None, 0
    for label in SECTION_LABELS:
        if label.name == "continued" and not line[0].text[:1].isalpha():
            continue  # the number of an explanation, and its text
        length = label_length(line, label.wordings)
        if length and _stands_alone(label.name, line, length):
            return label.name, length
    return None, 0


def _stands_alone(name: str, line: Line, length: int) -> bool:
    """Whether what looks like a heading is one, and not the beginning of a line of running text."""
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


def _signature_label(line: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of the label under a signature, if `line` holds it."""
    for index, word in enumerate(line):
        if "ignature" in word.text or plain(word.text)[:3] == plain(SIGNATURE_LABEL)[:3]:
            length = label_length(line[index:], (SIGNATURE_LABEL,)) or _copied_label(line[index:])
            if length and not _is_amid_text(line, index):
                return tuple(
                    line[max(index - 1, 0) if line[index - 1].text.startswith("*") else index : index + length]
                )
    return None


def _is_amid_text(line: Sequence[Word], index: int) -> bool:
    """Whether the words from `index` on go on a text: a label begins its line, or stands apart behind asterisks."""
    before = [word for word in line[:index] if word.text.strip("*")]
    return bool(before) and line[index].box.x0 - before[-1].box.x1 < AMID_TEXT * line[index].box.height


def _copied_label(line: Sequence[Word]) -> int:
    """How many of the first words are the label of a signature, hardly legible; 0 if they are not."""
    length = len(SIGNATURE_LABEL.split())
    seen = plain("".join(word.text for word in line[:length]))
    return length if fuzz.ratio(seen, plain(SIGNATURE_LABEL)) >= likeness.SIGNATURE_COPIED else 0


def _is_signing(line: Line, edge: float) -> bool:
    return line[0].box.x0 >= edge


def _signatures(lines: Sequence[Line], page_tops: Sequence[float]) -> Iterator[tuple[Cell, Cell]]:
    """Signatures with their dates: one for each date that stands right of a name."""
    written = [_date_apart(line) for line in (_without_label(line) for line in lines) if line]
    dates = sorted(
        (word for line in written for word in line[-1:] if _is_date(word) and len(word.text) >= 6),  # noqa: PLR2004
        key=lambda word: word.box.y_center,
    )
    if not dates:
        return
    column = min(word.box.x0 for word in dates) - 2
    names = [tuple(word for word in line if word.box.x_center < column and word not in dates) for line in written]
    names = [_without_dirt(line) for line in names if line and not _is_dirt(line)]
    labels = sorted(label[0].box.y_center for label in map(_signature_label, lines) if label)
    if len(labels) == len(dates):
        runs = _between(names, labels)
    else:
        runs = share_out(names, [word.box.y_center for word in dates], page_tops)[1:]
    for run, word in zip(runs, dates, strict=True):
        yield cell_of(run), Cell(word.box, (word,))


def _date_apart(line: Line) -> Line:
    """The line with the date at its end as a word: without a stop, and cut from the name it is one word with."""
    *before, last = line
    glued = _GLUED_DATE.fullmatch(last.text)
    if glued is None or _is_date(last):
        return line
    last = last._replace(doubts=last.doubts | {Doubt.LENIENT})
    parts = [(glued.start(group), glued.end(group)) for group in (1, 2)]
    return (*before, *(_part(last, start, stop) for start, stop in parts if start < stop))


def _part(word: Word, start: int, stop: int) -> Word:
    """Characters of a word, which are about as wide as each other; its other readings if they are as long."""
    step = word.box.width / len(word.text)
    box = word.box._replace(x0=word.box.x0 + start * step, x1=word.box.x0 + stop * step)
    readings = tuple(r._replace(text=r.text[start:stop]) for r in word.readings if len(r.text) == len(word.text))
    return word._replace(text=word.text[start:stop], box=box, readings=readings)


def _is_dirt(line: Line) -> bool:
    """Whether the line is one sign that was hardly read: no name is."""
    sure = line[0].sureness
    return len(line) == 1 and len(line[0].text) == 1 and sure is not None and sure < DIRT_SCORE


def _without_dirt(line: Line) -> Line:
    """The line without a lone sign before its /s/: that comes first, and the sign is the end of a ruling."""
    is_dirt = len(line) > 1 and line[1].text.startswith(("/s/", "/S/")) and len(line[0].text) == 1
    return line[1:] if is_dirt else line


def _between(lines: Sequence[Line], labels: Sequence[float]) -> list[list[Line]]:
    """Lines shared out to the label that follows them."""
    runs: list[list[Line]] = [[] for _ in labels]
    for line in lines:
        index = sum(label < middle(line) for label in labels)
        if index < len(runs):
            runs[index].append(line)
    return runs


def _without_label(line: Line) -> Line:
    """The line without the words printed under a signature's line."""
    label = _signature_label(line)
    if label is None:
        return tuple(word for word in line if word.text.strip("*_") and plain(word.text) != "date")
    return tuple(word for word in line if word not in label and plain(word.text) not in ("date", ""))


def _is_date(word: Word) -> bool:
    try:
        parse_date(word.text)
    except UnparsableTextError:
        return False
    return True
