"""Makes a Field of a cell's words: its value, exactly what was read, its place, and how surely it is the right cell."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.model.doubts import INK_DOUBTS, Doubt, sureness
from extractor.model.ownership import BoolField, StrField
from extractor.model.page import BoundingBox, Origin, Provenance, Reading, Word
from extractor.model.strip import Cell, Strip
from extractor.model.values import UnparsableTextError, print_marks
from extractor.parsing.grid.labels import is_tick_text
from extractor.parsing.grid.layout_doubts import layout_doubts
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.legibility import legibility_doubts
from extractor.parsing.tables.footnote_marks import MarkStyle, split_marks

Parser = Callable[[str], Any]

_DITTO = re.compile(r"[\"'”“〃″’]{1,2}|-?\s*(?:do\.?|ditto|idem|same(?: as above)?)\s*-?", re.IGNORECASE)
_RAISED_FIGURE = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]\Z")
_LOOSE_ACCENT = re.compile(r"[\u00a8\u00b4\u02c6\u02dc\u00b8\u02d9\u02da\u02c7]|(?<=\w)`(?!\w*')")
_HYPHENATION = "\u2010"
"""The hyphen that browsers print where they divide a word; nobody types it."""
TOUCHING = 0.1
"""Share of the type size: words with a narrower gap are printed as one word."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Makes fields of the cells of one filing."""

    strip: Strip
    style: MarkStyle

    def field(
        self, model: type[Any], cell: Cell | None, parse: Parser, *, is_text: bool = False, likeness: float = 1.0
    ) -> Any:
        """The cell's field; `likeness` (0 to 1) is how surely the cell is the right one.

        A blank cell gives a field without text whose box is the cell, so that a reviewer can be shown the blank place.
        """
        if cell is None:
            return model()
        if not cell.words:
            return model(**self.place(cell), placement=likeness)
        words, footnotes = split_marks(cell.words, self.style, is_text=is_text)
        doubts = frozenset(layout_doubts(words, is_text=is_text))
        text = join_words(words, spaced=is_text)
        try:
            value = parse(text) if text and not _is_garbled(text) else None
        except UnparsableTextError:
            value = None
        marks = [word for word in cell.words if word not in words and any(map(str.isdigit, word.text))]
        return model(
            value=value,
            text=text + print_marks(footnotes),
            footnotes=footnotes,
            **self.place(cell, around_words=True)
            | {
                "doubts": cell.doubts
                | doubts
                | _doubts((*words, *marks))
                | frozenset(_spelling_doubts(text, is_text=is_text))
                | frozenset(_bracket_doubts(words, text))
            },
            readings=_with_marks(_readings(words), marks),
            placement=min(likeness, _inside(cell)),
        )

    def text(
        self,
        cell: Cell | None,
        parse: Parser = str,
        *,
        marks: bool = False,
        is_running: bool = False,
        is_known: Callable[[str], bool] | None = None,
    ) -> StrField:
        """A field of text outside the tables; only with `marks` are footnote marks looked for in it.

        `is_running` is for an explanation or remark: many words, of which those with figures matter most. `is_known`
        tells which texts can stand there; readings of a scan that cannot are counted for the likeliest one that can.
        """
        if cell is None:
            return StrField()
        if marks:
            field: StrField = self.field(StrField, cell, parse, is_text=True)
            return field
        text = join_words(cell.words)
        value = parse(text) if text and not _is_garbled(text) else None
        readings = _readings(cell.words, is_running=is_running)
        if is_known is not None:
            readings = _known_ones(readings, is_known)
        doubts = cell.doubts | _doubts(cell.words, is_running=is_running)
        if is_running:
            doubts |= frozenset(legibility_doubts(cell.words, self.strip))
        else:
            doubts |= frozenset(_spelling_doubts(text, is_text=False))
            doubts |= frozenset(layout_doubts(cell.words, is_text=True))
            doubts |= frozenset(_bracket_doubts(cell.words, text))
        place = self.place(cell, around_words=True) | {"doubts": doubts}
        return StrField(value=value, text=text, **place, readings=readings)

    def tick(self, cell: Cell, *, ticked: bool) -> BoolField:
        """The field of a check box that the form prints, ticked or not."""
        text = join_words(cell.words)
        readings = _one_mark(_readings(cell.words)) if ticked else _readings(cell.words)
        return BoolField(value=ticked, text=text, **self.place(cell), readings=readings)

    def place(self, cell: Cell, *, around_words: bool = False) -> dict[str, Any]:
        """The page and box of the cell, or of its words (`around_words`), and the origin and doubts of its words."""
        box = BoundingBox.around(word.box for word in cell.words) if around_words and cell.words else cell.box
        page, local = self.strip.locate(box)
        provenance = Provenance.of(cell.words, otherwise=self.strip.page_at(box.top).origin)
        known = {"page": page, "box": local, **provenance._asdict()}
        return known | {"doubts": cell.doubts | provenance.doubts}


def _spelling_doubts(text: str, *, is_text: bool) -> Iterator[Doubt]:
    """Doubts because of a value's characters; `is_text` if it is a text in a table."""
    if is_text and _DITTO.fullmatch(text):
        yield Doubt.DITTO
    if is_text and _RAISED_FIGURE.search(text):
        yield Doubt.RAISED_FIGURE
    if _LOOSE_ACCENT.search(text):
        yield Doubt.LOOSE_ACCENT


def _bracket_doubts(words: Sequence[Word], text: str) -> Iterator[Doubt]:
    """A doubt about a value of a scan with half a pair of brackets: the other half was lost, or read as a letter."""
    is_half = any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]", "{}"))
    if is_half and any(word.origin is Origin.RECOGNISED for word in words):
        yield Doubt.BRACKET


def _is_garbled(text: str) -> bool:
    """Whether a character of the text is unknown; then the whole text counts as unreadable."""
    return "\ufffd" in text


def join_words(words: Sequence[Word], *, spaced: bool = True) -> str:
    """The words as running text; a word divided at the end of a line is joined.

    In numbers, dates and codes (`spaced` false) two lines are joined without a space if there is a sign at the break
    that cannot end or begin a value. Otherwise a space stays: two values on two lines must not be made into a third.
    """
    joined = ""
    for line in text_lines(words):
        text = _line_text(line)
        if not joined:
            joined = text
        elif joined.endswith(_HYPHENATION) and text[0].islower():
            joined = joined[:-1] + text
        elif (joined.endswith("-") and not joined.endswith(" -")) or (
            not spaced and (joined[-1] in ",./$" or text[0] in ",./")
        ):
            joined += text
        else:
            joined += " " + text
    return joined


def _line_text(line: Sequence[Word]) -> str:
    text = line[0].text
    for before, word in itertools.pairwise(line):
        touching = word.box.x0 - before.box.x1 < TOUCHING * max(word.size, before.size)
        text += word.text if touching else " " + word.text
    return text


def _inside(cell: Cell) -> float:
    """The share of its width that lies inside the cell, of the word for which it is smallest; 1 if there are none."""
    return min(
        (
            (min(word.box.x1, cell.box.x1 + 1) - max(word.box.x0, cell.box.x0 - 1)) / max(word.box.width, 0.1)
            for word in cell.words
        ),
        default=1.0,
    )


def _readings(words: Sequence[Word], *, is_running: bool = False) -> tuple[Reading, ...]:
    """The readings of the whole value: the n-th is made of the n-th readings of its words.

    Its score is the least of theirs, or for running text that of `_running_score`.
    """
    depth = max((len(word.readings) for word in words), default=0)
    found = []
    for index in range(depth):
        read = [(word, word.readings[min(index, len(word.readings) - 1)]) for word in words if word.readings]
        text = " ".join(part.text for _, part in read)
        score = _running_score(read) if is_running else _least(part.score for _, part in read)
        found.append(Reading(read[0][1].reader, text, score))
    return tuple(found)


def _doubts(words: Sequence[Word], *, is_running: bool = False) -> frozenset[Doubt]:
    """The doubts about the value of these words; of running text only those of words with figures or hidden by ink."""
    telling = [
        word
        for word in words
        if not is_running or any(map(str.isdigit, word.text)) or not INK_DOUBTS.isdisjoint(word.doubts)
    ]
    return Provenance.of(telling).doubts


def _with_marks(readings: tuple[Reading, ...], marks: Sequence[Word]) -> tuple[Reading, ...]:
    """The value's readings, the first with a score no higher than those of its marks: a field includes its marks."""
    seen = [word.readings[0] for word in marks if word.readings]
    score = _least(reading.score for reading in seen)
    if score is None:
        return readings
    if not readings:
        return (Reading(seen[0].reader, "", score),)
    first, *others = readings
    return (first._replace(score=_least((first.score, score))), *others)


def _least(scores: Iterable[float | None]) -> float | None:
    return min((score for score in scores if score is not None), default=None)


def _running_score(read: Sequence[tuple[Word, Reading]]) -> float | None:
    """The score of a running text: the lowest of its words with figures, or the mean of all words if that is lower.

    A misread letter does not change what an explanation says, but a misread figure does. Doubts lower the scores.
    """
    sure = [(part.text, sureness(part.score, word.doubts)) for word, part in read]
    scores = [score for _, score in sure if score is not None]
    numbers = [score for text, score in sure if score is not None and any(map(str.isdigit, text))]
    return min([*numbers, sum(scores) / len(scores)]) if scores else None


def _known_ones(readings: Sequence[Reading], is_known: Callable[[str], bool]) -> tuple[Reading, ...]:
    """The readings that can stand there, the first with the scores of those that cannot added; all if it cannot."""
    return _added_up(readings, is_known, lambda text: not is_known(text))


def _added_up(
    readings: Sequence[Reading], is_first: Callable[[str], bool], is_part: Callable[[str], bool]
) -> tuple[Reading, ...]:
    """The readings, with the scores of its reader's others that are a part of it added to the first, if it is one."""
    first, *others = readings or (None,)
    if first is None or first.score is None or not is_first(first.text):
        return tuple(readings)
    parts = [other for other in others if other.reader == first.reader and is_part(other.text)]
    score = min(first.score + sum(other.score or 0.0 for other in parts), 1.0)
    return (Reading(first.reader, first.text, score), *(other for other in others if other not in parts))


def _one_mark(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a tick, with different kinds of X (x, X, a tick) added up into one reading."""
    return _added_up(readings, is_tick_text, is_tick_text)
