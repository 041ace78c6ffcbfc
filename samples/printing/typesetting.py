"""Styled text and a width → the lines a browser would break it into."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

BREAK = "\u200b"
"""A place where a line may break although no space stands there, as between two footnote marks."""
TIE = "\u00a0"
"""A space that no line is broken at; it is printed as a plain one."""
TOKEN = re.compile(rf"\n| +|{BREAK}|[^ \n{BREAK}]*?-(?=[A-Za-z])|[^ \n{BREAK}]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters looks; `rise` lifts it above its line."""

    font: str
    size: float
    color: str = "#000000"
    rise: float = 0.0
    is_underlined: bool = False

    def scaled(self, factor: float) -> "Style":
        """The same style in another size."""
        return replace(self, size=self.size * factor, rise=self.rise * factor)


class Span(NamedTuple):
    """A run of text in one style; `uri` makes a link of it."""

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
    """What no line break may part; `lead` is the gap before it."""

    lead: str
    spans: Spans

    @property
    def width(self) -> float:
        return sum(span.width for span in self.spans)


def line_width(line: Spans) -> float:
    """How wide a line is, from its first to its last character."""
    return sum(span.width for span in line)


def longest_atom(spans: Spans) -> float:
    """The narrowest column that holds `spans` with every word whole."""
    return max((atom.width for atom in _atoms(spans)), default=0.0)


def wrap(spans: Spans, width: float) -> tuple[Spans, ...]:
    """The lines of `spans` in a column of `width`; a word wider than the column is cut."""
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
    """Neighbours of one style as one span, so that the page's text keeps its spaces."""
    joined: list[Span] = []
    for span in line:
        if joined and joined[-1].style == span.style and joined[-1].uri == span.uri:
            joined[-1] = span._replace(text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
