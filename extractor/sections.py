"""What stands below the tables → explanations, remarks and signatures, and where the form ends.

Sections begin at headings the form prints, in whatever order a layout has them; the form ends
with its own closing note, so an exhibit behind it adds nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from extractor.cell_text import UnparsableTextError, parse_date
from extractor.labels import Label, label_length, plain
from extractor.layout import BoundingBox, Cell, Word, text_lines

Line = tuple[Word, ...]

NOTE = ("Note: File three copies of this Form",)
HEADINGS = (
    Label("explanations", ("Explanation of Responses:",)),
    Label("remarks", ("Remarks:",)),
    Label("signatures", ("Signatures",)),
    Label("owners", ("Reporting Owners",)),
    Label("owner", ("1. Name and Address of Reporting Person*",)),
    Label("table", ("Table II - Derivative Securities", "Table I - Non-Derivative Securities")),
    Label("reminder", ("Reminder: Report on a separate line for each class",)),
    Label("note", NOTE),
    Label("response", ("Persons who respond to the collection of information",)),
    Label("response", ("Potential persons who are to respond to the collection",)),
    Label("continued", ("FORM 4 (continued)",)),
)
ASIDES = (
    "* If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
        "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
    ),
)
"""Printed notes that some layouts set among the explanations: they end no section."""
PAGE_NUMBER = re.compile(r"page\d+of\d+")
COLUMN_GAP = 20.0
"""Points of white that part a note at the left from a signature at the right."""
_NUMBER = re.compile(r"\(?(\d{1,2})(?:\)|\.\)?)", re.ASCII)
_GLUED_NUMBER = re.compile(r"(\(?\d{1,2}[.)]+)([^\d.)].*)", re.ASCII)
AT_LINE = 0.2
"""Of a line's height between the middles of two words of one line, at most: raised marks and other type included."""
GAP_DIFFERENCE = 0.12
"""Of a line's height by which the white between paragraphs exceeds that between their lines, at least."""
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


def form_end(words: Sequence[Word], start: float) -> float:
    """The height where the form's last printed note ends; words below it belong to something else.

    `start` is the height of the last table's head: the same note may stand above it.
    """
    for index, word in enumerate(words):
        if plain(word.text) == "note" and word.box.top > start and label_length(words[index:], NOTE):
            return word.box.bottom
    lines = [line for line in text_lines(words) if line[0].box.top > start]
    labels = [line for line in lines if _signature_label(line) is not None]
    return max(word.box.bottom for word in labels[-1]) if labels else float("inf")


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
    numbered, astray = _explanations(explanations, page_tops)
    return Sections(
        explanations=numbered,
        remarks=_cell(remarks) if remarks else None,
        signatures=tuple(_signatures(signing, page_tops)),
        astray=astray,
    )


def _without_asides(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines without page numbers and without the printed notes, followed over as many lines as they take."""
    rest = ""
    for line in lines:
        run = _left_run(line)
        text = plain("".join(word.text for word in run))
        if line[0].text.startswith("*"):
            rest = next((aside for aside in map(plain, ASIDES) if _begins(aside, text)), rest)
        if rest and _begins(rest, text):
            rest = rest[len(text) :]
            line = line[len(run) :]  # noqa: PLW2901
        if line and not PAGE_NUMBER.fullmatch(text):
            yield line


def _begins(known: str, text: str) -> bool:
    return bool(text) and fuzz.ratio(known[: len(text)], text) >= 85  # noqa: PLR2004 - per cent, as for labels


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
    for label in HEADINGS:
        length = label_length(line, label.wordings)
        if length and (label.name != "signatures" or length == len(line)):
            return label.name, length
    return None, 0


_HEADING_STARTS = frozenset(
    plain(wording.split()[index])[:3]
    for label in HEADINGS
    for wording in label.wordings
    for index in (0, 1)
    if len(wording.split()) > index
) | {""}


def _signature_label(line: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of the label under a signature, if `line` holds it."""
    for index, word in enumerate(line):
        if "ignature" in word.text or plain(word.text) == "signature":
            length = label_length(line[index:], ("Signature of Reporting Person",))
            if length:
                return tuple(
                    line[max(index - 1, 0) if line[index - 1].text.startswith("*") else index : index + length]
                )
    return None


def _is_signing(line: Line, edge: float) -> bool:
    return line[0].box.x0 >= edge


def _explanations(
    lines: Sequence[Line], page_tops: Sequence[float]
) -> tuple[tuple[tuple[int, Cell], ...], tuple[Word, ...]]:
    """Numbered paragraphs: numbers in the running text (`1. …`) or in a column of their own (`(1)`)."""
    lines = [_number_apart(line) for line in lines]
    numbers = list(_numbers(lines))
    if not numbers:
        return (), tuple(word for line in lines for word in line)
    own_column = _have_own_column(numbers, lines)
    marks = {id(word) for _, word in numbers}
    texts = [tuple(word for word in line if id(word) not in marks) for line in lines]
    anchors = [word.box.y_center for _, word in numbers]
    bare = [line for line in texts if line]
    blocks = _blocks(bare, anchors, page_tops) if own_column else _blocks_from(bare, [word.box for _, word in numbers])
    found = tuple((number, _cell(block)) for (number, _), block in zip(numbers, blocks[1:], strict=True))
    return found, tuple(word for line in blocks[0] for word in line)


def _number_apart(line: Line) -> Line:
    """The line with a number at its beginning as one word: a scan's `1 .Converts` becomes `1. Converts`."""
    first = line[0]
    if first.text.strip("(").isdigit() and len(line) > 1 and line[1].text[0] in ".)":
        first = first._replace(text=first.text + line[1].text, box=BoundingBox.around((first.box, line[1].box)))
        line = (first, *line[2:])
    glued = _GLUED_NUMBER.fullmatch(first.text)
    if glued is None:
        return line
    # Letters are about as wide as each other: near enough to say where the text begins.
    cut = first.box.x0 + first.box.width * len(glued.group(1)) / len(first.text)
    number = first._replace(text=glued.group(1), box=first.box._replace(x1=cut), readings=())
    return (number, first._replace(text=glued.group(2), box=first.box._replace(x0=cut)), *line[1:])


def _numbers(lines: Sequence[Line]) -> Iterator[tuple[int, Word]]:
    """The words that number the explanations: first of their lines, counting up by one from 1."""
    expected = 1
    left = min((line[0].box.x0 for line in lines), default=0.0)
    for line in lines:
        match = _NUMBER.fullmatch(line[0].text)
        if match and int(match.group(1)) == expected and line[0].box.x0 < left + 30:
            yield expected, line[0]
            expected += 1


def _have_own_column(numbers: Sequence[tuple[int, Word]], lines: Sequence[Line]) -> bool:
    """Whether no running text begins as far left as the numbers do."""
    edge = max(word.box.x1 for _, word in numbers)
    marks = {id(word) for _, word in numbers}
    first = numbers[0][1].box.top
    return all(
        line[0].box.x0 >= edge - 1 for line in lines if id(line[0]) not in marks and line[0].box.top > first - 40
    )


def _blocks_from(lines: Sequence[Line], starts: Sequence[BoundingBox]) -> list[list[Line]]:
    """Lines shared out to the numbers they follow; first those before any number."""
    blocks: list[list[Line]] = [[] for _ in range(len(starts) + 1)]
    for line in lines:
        middle = sum(word.box.y_center for word in line) / len(line)
        index = sum(middle > start.top - 1 for start in starts)
        blocks[index].append(line)
    return blocks


def _blocks(lines: Sequence[Line], anchors: Sequence[float], page_tops: Sequence[float]) -> list[list[Line]]:
    """Lines cut into one run for each anchor, which stands at its run's first line or its middle.

    Between two anchors the cut is made at the widest gap between lines; where all gaps are alike,
    just above the second anchor (numbers at the top of their paragraphs).
    """
    rest = sorted(lines, key=_middle)
    if not rest:
        return [[] for _ in range(len(anchors) + 1)]
    unit = median(word.box.height for line in rest for word in line)
    off_lines = any(all(abs(_middle(line) - anchor) > AT_LINE * unit for line in rest) for anchor in anchors)
    centered = off_lines or _middle(rest[0]) < anchors[0] - AT_LINE * unit
    around = _centered_blocks(rest, anchors, unit) if centered else None
    if around:
        return [[], *around]
    blocks: list[list[Line]] = [[]]
    for anchor, following in pairwise(anchors):
        cut = _cut(rest, anchor, following, page_tops, unit, centered=centered)
        blocks.append(rest[:cut])
        rest = rest[cut:]
    return [*blocks, rest]


def _centered_blocks(lines: Sequence[Line], anchors: Sequence[float], unit: float) -> list[list[Line]] | None:
    """All lines shared out so that every anchor stands at the middle of its own; None if that cannot be."""
    blocks: list[list[Line]] = []
    start = 0
    for anchor in anchors:
        off = {
            stop: abs((_middle(lines[start]) + _middle(lines[stop - 1])) / 2 - anchor)
            for stop in range(start + 1, len(lines) + 1)
        }
        stop = min(off, key=lambda stop: off[stop], default=start)
        if stop == start or off[stop] > 2 * AT_LINE * unit:
            return None
        blocks.append(list(lines[start:stop]))
        start = stop
    return blocks if start == len(lines) else None


def _cut(
    lines: Sequence[Line],
    anchor: float,
    following: float,
    page_tops: Sequence[float],
    unit: float,
    *,
    centered: bool,
) -> int:
    """How many of `lines` belong to `anchor` when the next run's anchor is `following`."""
    # A line belongs to the next run at the latest when it stands at or below that run's anchor.
    at_line = AT_LINE * unit
    candidates = [
        index
        for index in range(1, len(lines))
        if _middle(lines[index]) > anchor + at_line and _middle(lines[index - 1]) < following - at_line
    ]
    if not candidates:
        return sum(_middle(line) < following - at_line for line in lines)
    turned = [index for index in candidates if _page(lines[index], page_tops) != _page(lines[index - 1], page_tops)]
    gaps = {index: _middle(lines[index]) - _middle(lines[index - 1]) for index in candidates if index not in turned}
    least, widest = min(gaps.values(), default=0.0), max(gaps.values(), default=0.0)
    if widest - least > GAP_DIFFERENCE * unit:
        return max(index for index, gap in gaps.items() if gap >= widest - GAP_DIFFERENCE * unit)
    # No gap stands out: the white of a page's end hides it, or the paragraphs are set solid.
    return turned[0] if turned and centered else max(candidates)


def _page(line: Line, page_tops: Sequence[float]) -> int:
    return bisect_right(page_tops, _middle(line))


def _middle(line: Line) -> float:
    return max(line, key=lambda word: word.box.height).box.y_center


def _signatures(lines: Sequence[Line], page_tops: Sequence[float]) -> Iterator[tuple[Cell, Cell]]:
    """Signatures with their dates: one for each date that stands right of a name."""
    written = [line for line in (_without_label(line) for line in lines) if line]
    dates = sorted(
        (word for line in written for word in line[-1:] if _is_date(word) and len(word.text) >= 6),  # noqa: PLR2004
        key=lambda word: word.box.y_center,
    )
    if not dates:
        return
    column = min(word.box.x0 for word in dates) - 2
    names = [tuple(word for word in line if word.box.x1 <= column + 1) for line in written]
    names = [line for line in names if line]
    labels = sorted(label[0].box.y_center for label in map(_signature_label, lines) if label)
    if len(labels) == len(dates):
        runs = _between(names, labels)
    else:
        runs = _blocks(names, [word.box.y_center for word in dates], page_tops)[1:]
    for run, word in zip(runs, dates, strict=True):
        yield _cell(run), Cell(word.box, (word,))


def _between(lines: Sequence[Line], labels: Sequence[float]) -> list[list[Line]]:
    """Lines shared out to the label that follows them."""
    runs: list[list[Line]] = [[] for _ in labels]
    for line in lines:
        index = sum(label < _middle(line) for label in labels)
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


def _cell(lines: Sequence[Line] | None) -> Cell:
    words = tuple(word for line in lines or () for word in line)
    box = BoundingBox.around(word.box for word in words) if words else BoundingBox(0, 0, 0, 0)
    return Cell(box, words)
