"""Styled text and a width → the lines into which a browser would break it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

BREAK = "\u200b"
"""A place where a line may break without a space, as between two footnote marks."""
TIE = "\u00a0"
"""A space at which no line breaks; it is printed like a normal one."""
TOKEN = re.compile(rf"\n| +|{BREAK}|[^ \n{BREAK}]*?-(?=[A-Za-z])|[^ \n{BREAK}]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters looks; `size` is in points, and `rise` lifts it above its line by so many points."""

    font: str
    size: float
    color: str = "#000000"
    rise: float = 0.0
    is_underlined: bool = False

    def scaled(self, factor: float) -> "Style":
        """The same style in another size."""
        return replace(self, size=self.size * factor, rise=self.rise * factor)


class Span(NamedTuple):
    """A run of text in one style; `uri` makes it a link."""

    text: str
    style: Style
    uri: str = ""

    @property
    def width(self) -> float:
        return _width(self.text, self.style.font) * self.style.size


@cache
def _width(text: str, font: str) -> float:
    return float(stringWidth(text, font, 1))


Spans = tuple[Span, ...]


class Atom(NamedTuple):
    """Text that no line break may divide; `lead` is the gap before it."""

    lead: str
    spans: Spans

    @property
    def width(self) -> float:
        return sum(span.width for span in self.spans)


def line_width(line: Spans) -> float:
    """The width of a line in points, from its first to its last character."""
    return sum(span.width for span in line)


def longest_atom(spans: Spans) -> float:
    """The width in points of the narrowest column that keeps every word of `spans` whole."""
    return max((atom.width for atom in _atoms(spans)), default=0.0)


def wrap(spans: Spans, width: float) -> tuple[Spans, ...]:
    """The lines of `spans` in a column of `width` points; a word wider than the column is cut."""
    lines: list[list[Span]] = [[]]
    used = 0.0
    for atom in _cut_to(width, _atoms(spans)):
        gap = atom.spans[0]._replace(text=" ") if atom.lead == " " and lines[-1] else None
        needed = atom.width + (gap.width if gap else 0.0)
        if lines[-1] and (atom.lead == "\n" or used + needed > width + 0.01):
            lines.append([])
            used, gap, needed = 0.0, None, atom.width
        if gap:
            lines[-1].append(gap)
        lines[-1].extend(atom.spans)
        used += needed
    return tuple(_joined(line) for line in lines if line)


def _atoms(spans: Spans) -> Iterator[Atom]:
    lead = ""
    held: list[Span] = []
    for span in spans:
        for token in TOKEN.findall(span.text):
            if token in ("\n", BREAK) or not token.strip(" "):
                if held:
                    yield Atom(lead, tuple(held))
                    held, lead = [], ""
                lead = token[:1] if lead != "\n" else lead
                continue
            held.append(span._replace(text=token.replace(TIE, " ")))
            if token.endswith("-") and len(token) > 1:
                yield Atom(lead, tuple(held))
                held, lead = [], BREAK
    if held:
        yield Atom(lead, tuple(held))


def _cut_to(width: float, atoms: Iterable[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        if atom.width <= width + 0.01:
            yield atom
            continue
        lead = atom.lead
        for span in atom.spans:
            for character in span.text:
                yield Atom(lead, (span._replace(text=character),))
                lead = BREAK


def _joined(line: list[Span]) -> Spans:
    """The line with neighbours of one style joined into one span, so that the page's text keeps its spaces."""
    joined: list[Span] = []
    for span in line:
        if joined and joined[-1].style == span.style and joined[-1].uri == span.uri:
            joined[-1] = span._replace(text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
