"""What every reading engine does: pictures of text lines in, characters with scores and alternatives out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extractor.readers.image.images import Pixels


class Character(NamedTuple):
    """One character an engine saw; `x0` and `x1` are shares of the picture's width, 0 left, 1 right.

    `others` are what it might be instead, likeliest first, each with the engine's own score.
    """

    text: str
    score: float
    x0: float
    x1: float
    others: tuple[tuple[str, float], ...] = ()


class LineReading(NamedTuple):
    """What an engine made of one picture of a text line; empty if it saw nothing."""

    characters: tuple[Character, ...] = ()

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def score(self) -> float:
        """The score of the least sure character: a chain of characters is as sure as its weakest."""
        return min((character.score for character in self.characters), default=0.0)


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
