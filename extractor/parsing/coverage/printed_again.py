"""Finds words in no field that repeat what a field says: numbers of explanations, and the first owner."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractor.model.ownership import OwnershipDocument, ReportingOwner
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Strip
from extractor.model.texts import unspaced_in_any_case, without_punctuation
from extractor.parsing.grid.labels import is_mark

_NUMBERS = re.compile(r"[(\[]?F?\d{1,3}(?:(?:[)\].:,;-]+[(\[]?F?|[(\[]F?|F)\d{1,3})*[)\].:,;-]*", re.ASCII)
"""One number of an explanation, or several in one word. There must be a sign between two numbers, so that matching
takes linear time."""
_NAMES = frozenset({"footnote", "footnotes", "note", "notes", "fn", "and", "&"})
"""Words that filers write before or between these numbers."""
AT_TEXT = 4.0
"""Points by which an explanation's number may be right of the left edge of its text, or above or below the text."""
LEFT_OF_TEXT = 80.0
"""Points by which an explanation's number may begin left of its text, at most."""


def numbers_of_explanations(strip: Strip, document: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    """The words of `rest` that are the numbers of explanations: each number left of its own text, and only once.

    Several numbers may share a text, and stand before it one after the other.
    """
    numbers: dict[int, set[int]] = defaultdict(set)
    for note in document.footnotes:
        for source in note.text.sources[:1]:
            numbers[source].add(int(note.id.removeprefix("F")))
    edges = _edges(strip, document)
    for word in rest:
        said = set(map(int, re.findall(r"\d+", word.text))) if _NUMBERS.fullmatch(word.text) else set[int]()
        if said or word.text.strip(":.,").lower() in _NAMES:
            beside = [source for source, box in edges.items() if said <= numbers[source] and _is_before(word, box)]
            if beside:
                numbers[beside[0]] -= said
                yield word


def _edges(strip: Strip, document: OwnershipDocument) -> dict[int, BoundingBox]:
    """The box of each explanation's text, by the number of its first word (source)."""
    firsts = {source: note.text.sources[0] for note in document.footnotes for source in note.text.sources}
    boxes: dict[int, list[BoundingBox]] = defaultdict(list)
    for word in strip.words:
        for source in word.sources[:1]:
            if source in firsts:
                boxes[firsts[source]].append(word.box)
    return {source: BoundingBox.around(held) for source, held in boxes.items()}


def _is_before(word: Word, around: BoundingBox) -> bool:
    """Whether the word stands left of the text in the box `around`, or where the text begins."""
    beside = around.top - AT_TEXT <= word.box.y_center <= around.bottom + AT_TEXT
    return beside and around.x0 - LEFT_OF_TEXT <= word.box.x0 <= around.x0 + AT_TEXT


def owner_again(document: OwnershipDocument, rest: Sequence[Word]) -> Iterator[Word]:
    """The words of `rest` that repeat the first owner, whom the form prints in box 1 and again among all owners.

    Each word of the owner's fields, and each of its ticks, accounts for one word. `rest` are the words in these places.
    """
    if not document.reporting_owners:
        return
    owner = document.reporting_owners[0]
    boxes = (owner.is_director, owner.is_officer, owner.is_ten_percent_owner, owner.is_other)
    ticks = sum(bool(tick.value) for tick in boxes)
    left = Counter(_letters(part) for text in _texts(owner) for part in text.split())
    for word in rest:
        if is_mark(word):
            ticks -= 1
            if ticks >= 0:
                yield word
        elif left[letters := _letters(word.text)] > 0:
            left[letters] -= 1
            yield word


def _texts(owner: ReportingOwner) -> Iterator[str]:
    for field in (
        owner.rpt_owner_name, owner.rpt_owner_street1, owner.rpt_owner_street2, owner.rpt_owner_city,
        owner.rpt_owner_state, owner.rpt_owner_zip_code, owner.rpt_owner_country, owner.officer_title, owner.other_text,
    ):  # fmt: skip
        yield field.text


def _letters(text: str) -> str:
    return unspaced_in_any_case(without_punctuation(text))
