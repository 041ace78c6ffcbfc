"""Words that are in no field → those that the form prints by itself, told by their letters in their order.

A wording is followed from word to word over as many lines as it takes; what stands in between belongs to nobody.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.model.page import Word
from extractor.model.texts import plain

TELLING = 20
"""Letters of a wording that are the form's own though its end is missing: nobody else's text begins so."""
ON_LINE = 0.35
"""Of the type's height between the middles of two words of one line, at most."""
NEXT_LINE = 2.6
"""Of the type's height between a line's middle and that of the next line of the same text, at most."""
GAP = 120.0
"""Points of white between two words of one line of a wording, at most: a figure may stand at its line's end."""
NEXT_WORD = 0.6
"""Of the type's height: no more white lies between two words of one line of a text, usually."""
INDENT = 40.0
"""Points by which the next line may begin beside what a wording has covered so far."""
FAR = ANYWHERE = float("inf")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Texts as `plain` has them, sorted, to ask what begins like one of them."""

    texts: tuple[str, ...]
    whole: frozenset[str]

    @staticmethod
    def of(texts: Iterable[str]) -> "Wordings":
        """Those of `texts` that have letters or figures."""
        found = frozenset(map(plain, texts)) - {""}
        return Wordings(tuple(sorted(found)), found)

    def begins(self, text: str) -> bool:
        """Whether one of them begins with `text`."""
        place = bisect_left(self.texts, text)
        return place < len(self.texts) and self.texts[place].startswith(text)


@dataclass(slots=True)
class _Flow:
    """A wording that is being followed: its text and words so far, and how many of them make it whole."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    whole: int = 0
    left: float = FAR
    right: float = -FAR
    end: float = 0.0
    middle: float = 0.0
    """Right end and height of its last word."""

    def take(self, word: Word, text: str, wordings: Wordings) -> None:
        """Go on with `word`, after which the flow says `text`."""
        self.text = text
        x0, top, x1, bottom = word.box
        self.left, self.right = min(self.left, x0), max(self.right, x1)
        self.end, self.middle = x1, (top + bottom) / 2
        self.words.append(word)
        if len(text) >= TELLING or text in wordings.whole:
            self.whole = len(self.words)

    def distance(self, word: Word) -> float:
        """How far `word` stands from where the flow's next word would, in points; infinite if it cannot be it."""
        x0, top, x1, bottom = word.box
        down = (top + bottom) / 2 - self.middle
        if abs(down) <= ON_LINE * word.size:
            right = x0 - self.end
            return max(right, 0.0) if -1 <= right <= GAP else FAR
        if down <= 0 or max(self.left - x1, x0 - self.right) > INDENT:
            return FAR
        return GAP + down + abs(x0 - self.left)


def form_words(words: Sequence[Word], wordings: Wordings, reach: float = NEXT_LINE) -> list[Word]:
    """Those of `words` that make up `wordings`, whole or so far that nothing else begins so.

    A line goes on on the next, which is no further below than `reach` times the type's height.
    """
    done: list[_Flow] = []
    flows: list[_Flow] = []
    last: _Flow | None = None
    for word in in_lines(words):
        text = plain(word.text)
        if not text:
            continue
        if last and 0 <= last.distance(word) <= NEXT_WORD * word.size and wordings.begins(last.text + text):
            last.take(word, last.text + text, wordings)  # so it is with most words, and no other flow is as near
            continue
        highest = word.box.y_center - reach * word.size
        done += (flow for flow in flows if flow.middle < highest)
        flows = [flow for flow in flows if flow.middle >= highest]
        last = _next(flows, word, text, wordings)
        if last is None and wordings.begins(text):
            last = _Flow()
            flows.append(last)
        if last is not None:
            last.take(word, last.text + text, wordings)
    return [word for flow in (*done, *flows) for word in flow.words[: flow.whole]]


def _next(flows: Sequence[_Flow], word: Word, text: str, wordings: Wordings) -> _Flow | None:
    """The flow that goes on with `word`; None if there is none."""
    near = [(distance, flow) for flow in flows if (distance := flow.distance(word)) < FAR]
    goes_on = [option for option in near if wordings.begins(option[1].text + text)]
    return min(goes_on, key=lambda option: option[0])[1] if goes_on else None


def in_lines(words: Sequence[Word]) -> list[Word]:
    """Words line by line, from the left; lines of other type between them do not join two lines to one."""
    lines: list[list[Word]] = []
    middle = size = -FAR
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        own = word.box.y_center
        if lines and own - middle <= ON_LINE * min(word.size, size):
            lines[-1].append(word)
        else:
            lines.append([word])
            middle, size = own, word.size
    return [word for line in lines for word in sorted(line, key=lambda word: word.box[0])]
