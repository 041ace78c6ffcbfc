"""The interface of all engines: they turn pictures of text lines into characters with scores and alternatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extractor.model.doubts import Doubt
from extractor.readers.image.pixels import Pixels


class Character(NamedTuple):
    """One character that an engine read; `x0` and `x1` are its sides as shares of the picture's width, from the left.

    `others` are the characters that it might be instead, likeliest first, each with the engine's score. `doubts` are
    reasons for doubt that the engine could not know; they leave the score unchanged.
    """

    text: str
    score: float
    x0: float
    x1: float
    others: tuple[tuple[str, float], ...] = ()
    doubts: frozenset[Doubt] = frozenset()

    @property
    def sureness(self) -> float:
        """The score, limited to the most that each doubt allows."""
        return min((self.score, *(doubt.most for doubt in self.doubts)))

    def doubted(self, doubt: Doubt) -> "Character":
        """The character with `doubt` added."""
        return self._replace(doubts=self.doubts | {doubt})


def inserted(text: str, x: float, doubt: Doubt) -> Character:
    """A character at `x` that no engine read. It has score 1, so that only `doubt` decides how sure it is."""
    return Character(text, 1.0, x, x, doubts=frozenset({doubt}))


class LineReading(NamedTuple):
    """An engine's reading of one picture of a text line; empty if it saw nothing."""

    characters: tuple[Character, ...] = ()

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def score(self) -> float:
        """The lowest score of its characters, as a single wrong character makes the text wrong; 0 if it is empty."""
        return min((character.score for character in self.characters), default=0.0)

    @property
    def doubts(self) -> frozenset[Doubt]:
        """The doubts of all characters."""
        return frozenset().union(*(character.doubts for character in self.characters))

    @property
    def sureness(self) -> float:
        """The lowest sureness of its characters; 0 if it is empty."""
        return min((character.sureness for character in self.characters), default=0.0)


class Engine(Protocol):
    """Reads pictures of single text lines. An engine loads its model at the first call and keeps it for the process."""

    @property
    def name(self) -> str: ...

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        """One reading for each picture, in the same order. The pictures are black on white and of any height.

        `alphabets`, if given, has for each picture the characters that its cell can hold, or None. An engine prefers
        these, but reports others if it sees something else.
        """
        ...


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What `form4 doctor` reports of an engine; `remedy` is the command that installs it if it is missing.

    `network` is the file with the engine's network and its SHA-256; empty if the engine has none.
    """

    name: str
    role: str
    version: str | None
    remedy: str
    network: str = ""

    @property
    def is_installed(self) -> bool:
        return self.version is not None
