"""Reads boxes 2 to 6 and the two check boxes at the top: the words of each, and which check boxes are ticked.

Box 1 is read with the other reporting owners, in `owners`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import CHECK_THIS_BOX, FILING_LABELS, HEADER_LABELS, TITLE_WORDS
from extractor.model.page import BoundingBox, Origin, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.labels import Segment, is_mark, label_length, segments
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import runs
from extractor.parsing.header.drawn_ticks import inside
from extractor.parsing.header.issuer import issuer_cells, without_brackets
from extractor.parsing.header.relationship import read_relationship
from extractor.parsing.header.ticks import NEAR_LABEL, Tick, read_ticks

RUN_TOGETHER = 4.0
"""Points by which a word begins left of its paragraph, at least, if a mark beside it was read as part of the word."""


@dataclass(frozen=True, slots=True)
class HeaderBoxes:
    """The contents of the boxes by attribute; a box that the layout does not print is missing."""

    cells: dict[str, Cell]
    ticks: dict[str, Tick]
    segments: tuple[Segment, ...]
    has_unsure_texts: bool = False
    """Whether the officer's title and the text for “other” may be divided in the wrong place."""


def read_boxes(cells: Sequence[Cell], words: Sequence[Word], drawn: Sequence[Word] = ()) -> HeaderBoxes:
    """The boxes of the first page; `words` are those above the first table, in reading order.

    `drawn` are crosses that are drawn on the page and not typed.
    """
    found = tuple(segments(cells, HEADER_LABELS))
    first = {segment.name: segment for segment in reversed(found)}
    held = {
        name: _date_cell(segment)
        for name, segment in first.items()
        if name in ("period_of_report", "date_of_original_submission")
    }
    first_box = min((segment.box.top for segment in found), default=float("inf"))
    unsure = False
    ticks = dict(_top_checks([word for word in words if word.box.y_center < first_box], drawn))
    if "issuer" in first:
        held |= issuer_cells(first["issuer"])
    if "issuer_foreign_trading_symbol" in first:
        symbol = first["issuer_foreign_trading_symbol"]
        held["issuer_foreign_trading_symbol"] = Cell(symbol.box, without_brackets(symbol.words))
    if "relationship" in first:
        relationship = read_relationship(first["relationship"], drawn)
        held |= relationship.texts
        ticks |= relationship.ticks
        unsure = relationship.has_unsure_texts
    if "filing" in first:
        ticks |= _joint_filing(first["filing"], drawn)
    return HeaderBoxes(held, ticks, found, has_unsure_texts=unsure)


def _date_cell(segment: Segment) -> Cell:
    """The cell of a date in the header, where a date has no footnote mark.

    Words in brackets, the rest of the label "(MM/DD/YYYY)", are left out. Beside a whole date, so are words without a
    figure: in a scan specks are read as X. The cell is then doubted.
    """
    held = [word for word in segment.words if not (word.text[0] in "([" and word.text[-1] in ")]")]
    if any(_WHOLE_DATE.fullmatch(word.text) for word in held):
        held = [word for word in held if any(map(str.isdigit, word.text))]
    return Cell(segment.box, tuple(held), _LENIENT if len(held) < len(segment.words) else frozenset())


_LENIENT = frozenset({Doubt.LENIENT})


_CHECKS = {
    "not_subject_to_section16": plain("if no longer subject to Section 16"),
    "aff10b5_one": plain("to indicate that a transaction was made pursuant to"),
}
"""How the texts of the two check boxes go on after “Check this box”."""
_WHOLE_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}", re.ASCII)
_TITLE = re.compile(r"form([345])(a)?")
_AMENDED = re.compile(r"amend(?:ed|ment)(?:no)?\d{0,2}")
_OTHER_TITLE = re.compile(r"(?:sec)?(amended)?form4(a|amendment(?:no)?\d{0,2}|amended)?")
"""Other wordings of the title, in capital or small letters."""


def read_document_type(words: Sequence[Word]) -> Cell | None:
    """The title `FORM 4` or `FORM 4/A` at the head of the form; None if there is none."""
    for line in text_lines(words):
        for start in range(len(line) - 1):
            if plain(line[start].text) == "form" and line[start].text.isupper():
                title = line[start : start + 2]
                if _TITLE.fullmatch(plain("".join(word.text for word in title))):
                    title = (*title, *_amended_beside(words, title))
                    return _amended_title(words) or Cell(BoundingBox.around(word.box for word in title), title)
    return _amended_title(words)


def _amended_beside(words: Sequence[Word], title: Sequence[Word]) -> tuple[Word, ...]:
    """The words AMENDED or AMENDMENT on a line of their own directly above or below the title."""
    box = BoundingBox.around(word.box for word in title)
    for run in (run for line in text_lines(words) for run in runs(line)):
        place = BoundingBox.around(word.box for word in run)
        away = max(place.top - box.bottom, box.top - place.bottom)
        is_beside = place.x0 < box.x1 and box.x0 < place.x1 and away < box.height
        if is_beside and _AMENDED.fullmatch(plain("".join(word.text for word in run))):
            return tuple(run)
    return ()


def _amended_title(words: Sequence[Word]) -> Cell | None:
    """The title of an amendment, if there is one: `Form 4/A`, `AMENDED FORM 4`, `FORM 4 (Amendment No. 1)`."""
    for run in (run for line in text_lines(words) for run in runs(line)):
        found = _OTHER_TITLE.fullmatch(plain("".join(word.text for word in run)))
        if found and any(found.groups()):
            return Cell(BoundingBox.around(word.box for word in run), tuple(run))
    return None


def is_amended(title: Cell | None, original: Cell | None) -> bool:
    """Whether the title is that of an amendment, or box 4 holds the date of an original filing, even a misread one.

    More than one figure counts as a date: specks in an empty box are read as a letter, never as several figures.
    """
    figures = sum(char.isdigit() for word in original.words for char in word.text) if original else 0
    said = plain(title.text) if title else ""
    return said.endswith("a") or "amend" in said or figures > 1


def _joint_filing(segment: Segment, drawn: Sequence[Word]) -> dict[str, Tick]:
    """Whether several persons file, from the check boxes of box 6; empty unless exactly one of them is ticked."""
    ticks = read_ticks(segment.words, FILING_LABELS, segment.box, inside(drawn, segment.box)).ticks
    ticked = [name for name, tick in ticks.items() if tick.ticked]
    if len(ticked) != 1:
        return {}
    doubts = frozenset[Doubt]().union(*(tick.doubts for tick in ticks.values()))
    chosen = ticks[ticked[0]]
    return {"is_joint_filing": Tick(ticked[0] == "several", chosen.box, chosen.words, doubts)}


def _top_checks(words: Sequence[Word], drawn: Sequence[Word]) -> Iterator[tuple[str, Tick]]:
    """The check boxes at the head of the form; ticked if a mark stands left of their text, “Check this box …”."""
    edge = _left_column(words)
    left = [word for word in words if word.box.x0 < edge]
    # Without the marks: one that is higher than a line, as in a tall cell, would run two lines into each other.
    lines = text_lines([word for word in left if not is_mark(word)])
    starts = [index for index, line in enumerate(lines) if _begins_check(line) is not None]
    for position, index in enumerate(starts):
        stop = starts[position + 1] if position + 1 < len(starts) else len(lines)
        paragraph = [word for line in lines[index:stop] for word in line]
        start = _begins_check(lines[index]) or 0
        name = _check_name(paragraph[start:])
        if name is None:
            continue
        text_left = paragraph[start].box.x0
        top, bottom = paragraph[start].box.top - 4, _paragraph_bottom(lines[index:stop])
        marks = tuple(
            word
            for word in left
            if is_mark(word) and word.box.x_center < text_left + 2 and top <= word.box.y_center <= bottom
        )
        column = BoundingBox(max(text_left - NEAR_LABEL, 0.0), top, text_left, bottom)
        marks = marks or inside(drawn, column) or tuple(_run_together(paragraph, text_left))
        box = BoundingBox(max(text_left - 14, 0), paragraph[start].box.top, text_left, paragraph[start].box.bottom)
        yield name, Tick(bool(marks), marks[0].box if marks else box, marks)


def _run_together(paragraph: Sequence[Word], left: float) -> Iterator[Word]:
    """An X that was read as one word with a line of the paragraph beside it: "XSection". It is doubted."""
    for word in paragraph:
        if word.origin is Origin.RECOGNISED and word.text[:1] in "Xx" and word.box.x0 < left - RUN_TOGETHER:
            yield word._replace(text=word.text[:1], doubts=word.doubts | {Doubt.TICK_UNREAD})


def _left_column(words: Sequence[Word]) -> float:
    """The x of the right edge of the column with the check boxes: where the form's title begins."""
    title = [word.box.x0 for word in words if plain(word.text) in TITLE_WORDS]
    return min(title, default=200.0) - 2


def _begins_check(line: Sequence[Word]) -> int | None:
    """The place of the word in the line with which “Check this box” begins; None if it does not occur."""
    starts = (index for index, word in enumerate(line) if not is_mark(word))
    return next((index for index in starts if label_length(line[index:], CHECK_THIS_BOX)), None)


def _check_name(words: Sequence[Word]) -> str | None:
    """The attribute of the check box, by the words after “Check this box”; None if they fit none."""
    text = " ".join(word.text for word in words[3:14]).lower()
    if re.search(r"longer|section\s*16\b", text):
        return "not_subject_to_section16"
    if re.search(r"indicate|transaction|pursuant", text):
        return "aff10b5_one"
    alike = {name: fuzz.ratio(plain(text)[: len(said)], said) for name, said in _CHECKS.items()}
    name = max(alike, key=lambda name: alike[name])
    return name if alike[name] >= likeness.CHECK_THIS_BOX_GOES_ON else None


def _paragraph_bottom(lines: Sequence[Sequence[Word]]) -> float:
    """The y where the paragraph ends: at the first gap higher than a line.

    The first line tells how high one is, as it begins with a capital; others may be in small letters or capitals only.
    """
    bottom, height = lines[0][0].box.bottom, max(word.box.height for word in lines[0])
    for line in lines[1:]:
        if min(word.box.top for word in line) - bottom > height:
            break
        bottom = max(word.box.bottom for word in line)
    return bottom
