"""Finds the words that make up the form's own wordings.

A wording is followed from word to word, over as many lines as it takes. Words that stand in between and do not fit are
left over.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.model.page import Word
from extractor.model.texts import plain

TELLING = 20
"""Letters from which a wording is recognised even if its end is missing, as no other text begins like that."""
ON_LINE = 0.35
"""Share of the type's height by which the middles of two words of one line differ, at most."""
NEXT_LINE = 2.6
"""Heights of type between the middles of two successive lines of a wording, at most."""
GAP = 120.0
"""Points of white between two words of one line of a wording, at most; it is large because the last word of a line may
be set at the line's right end."""
NEXT_WORD = 0.6
"""Share of the type's height: the white between two words of one line is usually no wider."""
INDENT = 40.0
"""Points by which a word of the next line may lie left or right of what the wording has covered so far."""
FAR = ANYWHERE = float("inf")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Texts reduced by `plain` and sorted, to look up quickly whether one of them begins with given letters."""

    texts: tuple[str, ...]
    whole: frozenset[str]

    @staticmethod
    def of(texts: Iterable[str]) -> "Wordings":
        """The wordings of those `texts` that have letters or figures."""
        found = frozenset(map(plain, texts)) - {""}
        return Wordings(tuple(sorted(found)), found)

    def begins(self, text: str) -> bool:
        """Whether one of them begins with `text`."""
        place = bisect_left(self.texts, text)
        return place < len(self.texts) and self.texts[place].startswith(text)


@dataclass(slots=True)
class _Flow:
    """A wording that is being followed: its text and words so far.

    The first `whole` words are certainly the form's, as they make up a whole wording or the telling part of one.
    """

    text: str = ""
    words: list[Word] = field(default_factory=list)
    whole: int = 0
    left: float = FAR
    right: float = -FAR
    end: float = 0.0
    middle: float = 0.0
    """`end` is the right end of the last word, `middle` the y of its middle."""
    size: float = 0.0
    """The largest type size so far: small capitals, of which some fonts report only the ink, are lower."""

    def take(self, word: Word, text: str, wordings: Wordings) -> None:
        """Adds `word`; `text` is the text of the flow including it."""
        self.text = text
        x0, top, x1, bottom = word.box
        self.left, self.right = min(self.left, x0), max(self.right, x1)
        self.end, self.middle, self.size = x1, (top + bottom) / 2, max(self.size, word.size)
        self.words.append(word)
        if len(text) >= TELLING or text in wordings.whole:
            self.whole = len(self.words)

    def distance(self, word: Word) -> float:
        """Points from the expected place of the next word to `word`; infinite if it cannot be the next word."""
        x0, top, x1, bottom = word.box
        down = (top + bottom) / 2 - self.middle
        if abs(down) <= ON_LINE * word.size:
            right = x0 - self.end
            return max(right, 0.0) if -1 <= right <= GAP else FAR
        if down <= 0 or max(self.left - x1, x0 - self.right) > INDENT:
            return FAR
        return GAP + down + abs(x0 - self.left)


def form_words(words: Sequence[Word], wordings: Wordings, reach: float = NEXT_LINE) -> list[Word]:
    """The words that make up one of `wordings`, the whole of it or at least `TELLING` letters.

    A wording may go on in the next line, if that is at most `reach` heights of type below.
    """
    done: list[_Flow] = []
    flows: list[_Flow] = []
    last: _Flow | None = None
    for word in in_lines(words):
        text = plain(word.text)
        if not text:
            continue
        if last and 0 <= last.distance(word) <= NEXT_WORD * word.size and wordings.begins(last.text + text):
            last.take(word, last.text + text, wordings)  # the usual case; no other flow can be nearer
            continue
        y, size = word.box.y_center, word.size
        done += (flow for flow in flows if flow.middle < y - reach * max(size, flow.size))
        flows = [flow for flow in flows if flow.middle >= y - reach * max(size, flow.size)]
        last = _next(flows, word, text, wordings)
        if last is None and wordings.begins(text):
            last = _Flow()
            flows.append(last)
        if last is not None:
            last.take(word, last.text + text, wordings)
    return [word for flow in (*done, *flows) for word in flow.words[: flow.whole]]


def _next(flows: Sequence[_Flow], word: Word, text: str, wordings: Wordings) -> _Flow | None:
    """The nearest flow that can go on with `word`; None if there is none."""
    near = [(distance, flow) for flow in flows if (distance := flow.distance(word)) < FAR]
    goes_on = [option for option in near if wordings.begins(option[1].text + text)]
    return min(goes_on, key=lambda option: option[0])[1] if goes_on else None


def in_lines(words: Sequence[Word]) -> list[Word]:
    """The words line by line, each line from the left.

    Words are compared with the largest word of a line so far, so that a word of another type size between two lines
    does not join them. A raised mark may be the first word of a line, and of a word in small capitals some fonts report
    only the ink, which lies within the line.
    """
    lines: list[list[Word]] = []
    line_top = line_bottom = -FAR
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        _, top, _, bottom = word.box
        size = line_bottom - line_top
        is_level = bottom + top - line_bottom - line_top <= 2 * ON_LINE * min(word.size, size)
        if lines and (is_level or (line_top <= top and bottom <= line_bottom)):
            lines[-1].append(word)
            if bottom - top > size:
                line_top, line_bottom = top, bottom
        else:
            lines.append([word])
            line_top, line_bottom = top, bottom
    return [word for line in lines for word in sorted(line, key=lambda word: word.box[0])]
