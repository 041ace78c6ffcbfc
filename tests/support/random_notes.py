"""Explanations of random words, laid out in lines as in a filing, for tests of their numbering."""

from collections.abc import Sequence
from random import Random

from tests.support.typed_words import TypedLine

WORDS = tuple(
    "shares sold under the plan adopted price weighted average units vest annually trust held spouse option "  # noqa: SIM905
    "exercised reported disclaims interest partnership issuer grant prices inclusive range commission staff".split()
)
LEADING = 11.0
LINE = 60
"""Characters in a line of an explanation."""


def seeded(*seed: object) -> Random:
    """A source of random choices that are the same for the same seed."""
    return Random(" ".join(map(str, seed)))  # noqa: S311


def sentence(random: Random, least: int = 3, most: int = 30) -> str:
    """A sentence of random words."""
    text = " ".join(random.choice(WORDS) for _ in range(random.randint(least, most)))
    return f"{text.capitalize()}."


def wrapped(text: str, width: int = LINE) -> list[str]:
    """The text in lines of at most `width` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def typed(paragraphs: Sequence[str], *, left: float = 30.0, top: float = 91.0, width: int = LINE) -> list[TypedLine]:
    """The paragraphs one below the other, each wrapped."""
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, width)]
    return [(left, top + LEADING * place, line) for place, line in enumerate(lines)]
