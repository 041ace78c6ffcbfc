"""A pattern → texts of its own parts for which a badly written pattern takes far too long."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]  # there is no public parser of patterns
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 10_000
"""The length in characters of the longest text tried."""
SHORTEST = 8
"""The length of the first text; each further one is a quarter longer, so that exponential work shows early."""
MANY = 200
"""From so many repetitions on, only polynomial growth is left to find, so texts may grow faster."""
SOON = 0.05
"""Seconds that no text may take."""
NOTICED = 0.003
"""Seconds for the longest text below which growth cannot be told from noise; a linear search takes a tenth of it."""
STEEP = 3.0
"""How many times as long a text of twice the length may take: linear patterns need 2, quadratic ones 4."""
CERTAIN = 3
"""How often in a row the growth must look steep, because other work on the machine disturbs the measurement."""
TAILS = ("\x00", "\n!", "x", "")
ANY = " 1a,(A.)-/[$;:\t#é|_\n"
"""A character of every kind that the program's patterns mention."""
LETTERS = 8
"""How many characters of a pattern are tried in all pairs."""
SEEDS = 24
"""The most texts of one pattern that are repeated."""
CATEGORIES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdigit(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    codes.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    codes.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}
Run = Callable[[str], object]


def slow_text(pattern: str, flags: int, run: Run) -> str | None:
    """A description of a text on which `run` is slow; None if its time grows only linearly with the text."""
    for before, seed, tail in _shapes(parser.parse(pattern, flags)):
        if _is_slow(run, before, seed, tail):
            return f"{before!r} + {seed!r} * n + {tail!r}"
    return None


def _is_slow(run: Run, before: str, seed: str, tail: str) -> bool:
    most = LONGEST // len(seed)
    repeated = max(1, SHORTEST // len(seed))
    while repeated < most:
        text = before + seed * repeated + tail
        # More than fifty times the time of a linear pattern; measured again, because a busy machine may have paused.
        if _seconds(run, text) > SOON and _seconds(run, text, tries=CERTAIN) > SOON:
            return True
        repeated = max(repeated + 1, repeated * 5 // 4) if repeated < MANY else repeated * 3
    whole, half = before + seed * most + tail, before + seed * (most // 2) + tail
    if _seconds(run, whole) < NOTICED:
        return False
    return all(_seconds(run, whole, tries=5) > STEEP * _seconds(run, half, tries=5) for _ in range(CERTAIN))


def _seconds(run: Run, text: str, tries: int = 1) -> float:
    """The shortest of several times, which other work on the machine disturbs least."""
    best = float("inf")
    for _ in range(tries):
        begun = time.thread_time()
        run(text)
        best = min(best, time.thread_time() - begun)
    return best


def _shapes(parsed: Any) -> Iterator[tuple[str, str, str]]:
    """(what leads to the repetition, what is repeated, what fails after it), each once."""
    letters = list(dict.fromkeys(_letters(parsed)))
    parts = list(dict.fromkeys(part for part in _repeated(parsed) if part))
    pairs = ["".join(pair) for pair in product(letters[:LETTERS], repeat=2)]
    leads = list(dict.fromkeys(["", *_leads(parsed)]))[:LETTERS]
    seeds = list(dict.fromkeys([*letters[: 2 * LETTERS], *parts]))[:SEEDS]
    shapes = [
        *product(leads, seeds, TAILS),
        *product([""], pairs, TAILS[:2]),
        *product(parts[:LETTERS], letters[:LETTERS], TAILS[:1]),
    ]
    yield from sorted(dict.fromkeys(shapes), key=lambda shape: len(shape[1]))  # long ones double much at each step


def _leads(parsed: Any) -> Iterator[str]:
    """The shortest text before each part of the whole pattern, with and without optional parts."""
    nodes = list(parsed)
    for end in range(1, len(nodes)):
        for times in (0, 1):
            yield _sample(nodes[:end], times)


def _sample(nodes: Sequence[Any], times: int) -> str:
    """A text that the nodes match, with every optional part repeated `times` times."""
    return "".join(_taken(op, argument, times) for op, argument in nodes)


def _taken(op: Any, argument: Any, times: int) -> str:
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = argument
        return _sample(inner, times) * max(least, min(times, most))
    if op is codes.BRANCH:
        return _sample(argument[1][0], times)
    if op is codes.SUBPATTERN:
        return _sample(argument[-1], times)
    if op is codes.ATOMIC_GROUP:
        return _sample(argument, times)
    return next(iter(_accepted(op, argument)), "")


def _accepted(op: Any, argument: Any) -> list[str]:
    """Characters that a one-character part of the pattern matches, the pattern's own first."""
    if op is codes.LITERAL:
        return [chr(argument)]
    if op is codes.NOT_LITERAL:
        return [letter for letter in ANY if letter != chr(argument)]
    if op is codes.ANY:
        return list(ANY)
    return _of_class(argument) if op is codes.IN else []


def _of_class(items: Sequence[Any]) -> list[str]:
    negated = items[0][0] is codes.NEGATE
    own = [chr(value) for kind, value in items if kind is codes.LITERAL]
    own += [chr(value[0]) for kind, value in items if kind is codes.RANGE]
    return [letter for letter in [*own, *ANY] if any(_holds(item, letter) for item in items) is not negated]


def _holds(item: Any, letter: str) -> bool:
    kind, value = item
    if kind is codes.LITERAL:
        return bool(letter == chr(value))
    if kind is codes.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    return kind is codes.CATEGORY and CATEGORIES[value](letter)


def _inner(op: Any, argument: Any) -> list[Any]:
    """The sequences of parts inside a part."""
    if op is codes.BRANCH:
        return list(argument[1])
    if op in (codes.ASSERT, codes.ASSERT_NOT) or op is codes.SUBPATTERN:
        return [argument[-1]]
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [argument[2]]
    return [argument] if op is codes.ATOMIC_GROUP else []


def _letters(parsed: Any) -> Iterator[str]:
    """Characters of the pattern: first those of its repetitions, where time is lost, then all others."""
    nodes = list(_all_nodes(parsed))
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT)
    inside = [node for op, argument in nodes if op in repeats for node in _all_nodes(argument[2])]
    for op, argument in [*inside, *nodes]:
        yield from _accepted(op, argument)[:3]
    for op, argument in [*inside, *nodes]:
        yield from _accepted(op, argument)[3:6]


def _repeated(parsed: Any) -> Iterator[str]:
    """Texts that match the sequences inside the pattern, with and without optional parts."""
    for times in (0, 1, 2):
        yield _sample(parsed, times)
    for op, argument in _all_nodes(parsed):
        for inner in _inner(op, argument):
            yield from (_sample(inner, times) for times in (0, 1))


def _all_nodes(parsed: Any) -> Iterator[Any]:
    for op, argument in parsed:
        yield op, argument
        for inner in _inner(op, argument):
            yield from _all_nodes(inner)
