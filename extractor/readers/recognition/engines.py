"""What every reading engine does: pictures of text lines in, characters with scores and alternatives out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extractor.model.page import Doubt
from extractor.readers.image.images import Pixels


class Character(NamedTuple):
    """One character an engine saw; `x0` and `x1` are shares of the picture's width, 0 left, 1 right.

    `others` are what it might be instead, likeliest first, each with the engine's own score. `doubts` say what
    the engine could not know; the score stays the engine's.
    """

    text: str
    score: float
    x0: float
    x1: float
    others: tuple[tuple[str, float], ...] = ()
    doubts: frozenset[Doubt] = frozenset()

    @property
    def sureness(self) -> float:
        """The score as far as the doubts let it count."""
        return min((self.score, *(doubt.most for doubt in self.doubts)))

    def doubted(self, doubt: Doubt) -> "Character":
        """The character with one doubt more."""
        return self._replace(doubts=self.doubts | {doubt})


def inserted(text: str, x: float, doubt: Doubt) -> Character:
    """A character at `x` that no engine saw, so that none has a score for it: `doubt` alone says how sure it is."""
    return Character(text, 1.0, x, x, doubts=frozenset({doubt}))


class LineReading(NamedTuple):
    """What an engine made of one picture of a text line; empty if it saw nothing."""

    characters: tuple[Character, ...] = ()

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def score(self) -> float:
        """The engine's score of its least sure character: a chain of characters is as sure as its weakest."""
        return min((character.score for character in self.characters), default=0.0)

    @property
    def doubts(self) -> frozenset[Doubt]:
        """Those of all characters."""
        return frozenset().union(*(character.doubts for character in self.characters))

    @property
    def sureness(self) -> float:
        """That of the least sure character, with its doubts."""
        return min((character.sureness for character in self.characters), default=0.0)


class Engine(Protocol):
    """A reader of single text lines. It loads its model when first asked and keeps it for the process."""

    @property
    def name(self) -> str: ...

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        """One reading for each picture, in the same order; black print on white, any height.

        `alphabets`, if given, says for each picture what characters its cell can hold; an engine
        prefers them, and reports what it sees where it sees nothing of them.
        """
        ...


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What `form4 doctor` says of an engine; `remedy` is the command that installs what is missing.

    `network` names the file with the engine's network and its SHA-256; empty where there is none to name.
    """

    name: str
    role: str
    version: str | None
    remedy: str
    network: str = ""

    @property
    def is_installed(self) -> bool:
        return self.version is not None
