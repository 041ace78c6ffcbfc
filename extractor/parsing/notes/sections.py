"""What stands below the tables → explanations, remarks and signatures, and where the form ends.

Sections begin at headings the form prints, in whatever order a layout has them; the form ends
with its own closing note, so an exhibit behind it adds nothing.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import ASIDES, CLOSING_NOTE, SECTION_LABELS
from extractor.model.page import Doubt, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.continued import find_continued
from extractor.parsing.notes.numbers import Line
from extractor.parsing.notes.paragraphs import cell_of, read_explanations
from extractor.parsing.notes.signatures import read_signatures, signature_label

TELLING_LENGTH = 20
"""From so many letters on a printed note is known without its asterisk, which a scan may lose."""
PAGE_NUMBER = re.compile(r"page\d+of\d+")
TITLE_GOES_ON = ("acquired", "beneficially")
"""How the title of a table goes on; another word goes on a sentence that speaks of the table."""
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
    labels = [line for line in lines if signature_label(line) is not None]
    return max(word.box.bottom for word in labels[-1]) if labels else float("inf")


def section_starts(words: Sequence[Word]) -> list[float]:
    """The heights where a section other than a table begins, or a signature's label stands."""
    return [
        min(word.box.top for word in line)
        for line in text_lines(words)
        if _heading(line)[0] not in (None, "table") or signature_label(line)
    ]


def read_sections(words: Sequence[Word], page_tops: Sequence[float] = (0.0,), behind: Sequence[Word] = ()) -> Sections:
    """Sections among `words`, those below the head of the last table; pages begin at `page_tops`.

    `behind` are the words behind the form, where a section may go on.
    """
    lines = list(_without_asides(text_lines(words)))
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
    """The cell, doubted if some of its words, but not all, are among those `behind` the form."""
    places = {id(word) in behind for word in cell.words}
    return replace(cell, doubts=cell.doubts | {Doubt.GOES_ON_BEHIND}) if len(places) > 1 else cell


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


def _is_signing(line: Line, edge: float) -> bool:
    return line[0].box.x0 >= edge
