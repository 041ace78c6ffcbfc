"""No regular expression of the program takes longer on a hostile text than on any other text of that length.

A page or a request can contain any text, so one slow pattern would let a text block the server forever.
"""

import ast
import re
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined] - nothing public parses a pattern
from types import ModuleType
from typing import Any

import pytest

import extractor
from tests.support.hostile_texts import slow_text

FOLDER = Path(extractor.__file__).parent
ANSWERS = {
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "search": lambda pattern, text: pattern.search(text),
    "findall": lambda pattern, text: pattern.findall(text),
    "finditer": lambda pattern, text: list(pattern.finditer(text)),
    "split": lambda pattern, text: pattern.split(text),
    "sub": lambda pattern, text: pattern.sub("", text),
    "subn": lambda pattern, text: pattern.subn("", text),
}
"""Method of a pattern → the same search applied to a text."""
UNKNOWN = "1"
"""Replaces, in a pattern, what is known only when the program runs."""


def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in FOLDER.rglob("*.py")
        if path.stem != "__main__"
    )


def used_patterns(source: str, module: ModuleType) -> Iterator[tuple[int, str, "re.Pattern[str]"]]:
    """(line, method, pattern) of every use of a regular expression in a module's source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked, owner = node.func.attr, value_of(node.func.value, module)
            if owner is re and (asked in ANSWERS or asked == "compile"):
                # What is asked of a compiled pattern stands elsewhere; where it does not, `unused` tells.
                yield node.lineno, asked, inline(node, module)
            elif asked in ANSWERS and isinstance(owner, re.Pattern):
                yield node.lineno, asked, owner


def value_of(node: ast.expr, module: ModuleType) -> Any:
    """The value of an expression of names and constants in the module; None if that does not suffice to know it."""
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module).copy())  # noqa: S307
    except Exception:  # noqa: BLE001 - a name inside a function, whatever it does
        return None


def inline(node: ast.Call, module: ModuleType) -> "re.Pattern[str]":
    """The pattern of a call like re.search(PATTERN, text, FLAGS)."""
    first, *rest = node.args
    pattern = value_of(first, module)
    if pattern is None and isinstance(first, ast.JoinedStr):
        parts = [value_of(part, module) if isinstance(part, ast.Constant) else UNKNOWN for part in first.values]
        known = [
            value_of(ast.JoinedStr([part]), module) if isinstance(part, ast.FormattedValue) else None
            for part in first.values
        ]
        pattern = "".join(part if one is None else one for part, one in zip(parts, known, strict=True))
    assert isinstance(pattern, str | re.Pattern), f"{module.__name__}:{node.lineno}: its pattern cannot be known"
    given = [*rest, *(keyword.value for keyword in node.keywords if keyword.arg == "flags")]
    flags = [value for value in (value_of(part, module) for part in given) if isinstance(value, re.RegexFlag)]
    return re.compile(pattern, flags[-1] if flags else 0)


def all_patterns() -> list[tuple[str, str, "re.Pattern[str]"]]:
    """(place, method, pattern); a compiled pattern without a visible use is tried with all methods."""
    found = []
    for name in modules():
        module = import_module(name)
        path = Path(str(module.__file__))
        for line, asked, pattern in used_patterns(path.read_text(encoding="utf-8"), module):
            found.append((f"{name.removeprefix('extractor.')}:{line}", asked, pattern))
    asked_somewhere = {pattern for _, asked, pattern in found if asked != "compile"}
    uses = [use for use in found if use[1] != "compile"]
    for place, asked, pattern in found:
        if asked == "compile" and pattern not in asked_somewhere:
            uses += [(place, how, pattern) for how in ANSWERS]
    distinct = {(asked, pattern): place for place, asked, pattern in reversed(uses)}
    uses = [(place, asked, pattern) for (asked, pattern), place in distinct.items()]
    return sorted(uses, key=lambda use: (use[0], use[1], use[2].pattern))


PATTERNS = all_patterns()


@pytest.mark.parametrize(
    ("asked", "pattern"), [pytest.param(asked, pattern, id=f"{place}-{asked}") for place, asked, pattern in PATTERNS]
)
def test_time_grows_no_faster_than_the_text(asked: str, pattern: "re.Pattern[str]") -> None:
    slow = slow_text(pattern.pattern, pattern.flags, partial(ANSWERS[asked], pattern))
    assert slow is None, f"{pattern.pattern} takes far too long to {asked} {slow}"


def test_patterns_of_every_kind_are_found() -> None:
    source = """
import re
_DIGITS = r"[0-9]+"
NAMED = re.compile(rf"{_DIGITS}x", re.IGNORECASE)
BOTH = (re.compile("in a tuple"),)
def inside(text, stem):
    return NAMED.fullmatch(text) or re.search("inline", text) or re.search(rf"{re.escape(stem)}-", text, flags=re.ASCII)
"""
    module = ModuleType("made")
    exec(source, vars(module))  # noqa: S102
    found = {
        (asked, pattern.pattern, bool(pattern.flags & re.ASCII)) for _, asked, pattern in used_patterns(source, module)
    }
    assert found == {
        ("compile", "[0-9]+x", False),
        ("fullmatch", "[0-9]+x", False),
        ("compile", "in a tuple", False),
        ("search", "inline", False),
        ("search", "1-", True),
    }


@pytest.mark.parametrize(
    ("asked", "pattern"),
    [
        ("search", r"(a+)+$"),
        ("fullmatch", r"(?:\(\d{1,2}\)\s*,?\s*)+"),
        ("fullmatch", r"(.*?)\s*((?:\(\d{1,2}\)\s*,?\s*)*)"),
        ("fullmatch", r"(.+?)((?:\(\d{1,2}\)[,;]?)+)"),
        ("fullmatch", r"(.*),\s*([A-Z][A-Z0-9])?\s*([0-9A-Za-z #-]*\d[0-9A-Za-z #-]*)?"),
        ("search", r"\s+$"),
        ("fullmatch", r"head(?:\w+ ?)*end"),
    ],
)
def test_a_slow_pattern_is_told(asked: str, pattern: str) -> None:
    assert slow_text(pattern, 0, partial(ANSWERS[asked], re.compile(pattern))) is not None


@pytest.mark.parametrize(("asked", "pattern"), [("fullmatch", r"(\w+) (\d+)"), ("sub", r"\d+"), ("search", r"a[^a]*b")])
def test_a_quick_pattern_passes(asked: str, pattern: str) -> None:
    assert slow_text(pattern, 0, partial(ANSWERS[asked], re.compile(pattern))) is None


def repeats_of_groups(parsed: Any) -> Iterator[Any]:
    """What possessive quantifiers repeat in a parsed pattern, where that is more than one character."""
    for operator, argument in parsed:
        for part in argument if isinstance(argument, tuple) else ():
            parts = part if isinstance(part, list) else [part]
            for inner in parts:
                if isinstance(inner, _parser.SubPattern):
                    if operator is _constants.POSSESSIVE_REPEAT and inner.getwidth() != (1, 1):
                        yield inner
                    yield from repeats_of_groups(inner)


@pytest.mark.parametrize("pattern", [pytest.param(pattern, id=place) for place, _, pattern in PATTERNS])
def test_no_group_is_repeated_possessively(pattern: "re.Pattern[str]") -> None:
    """Python up to 3.11.4, as in Debian 12, loses its place in them: (?:a[,;]?)++ then finds other texts, or none."""
    assert not list(repeats_of_groups(_parser.parse(pattern.pattern, pattern.flags)))


def test_groups_repeated_possessively_are_found() -> None:
    assert list(repeats_of_groups(_parser.parse(r"x(?:y(?:a[,;]?)++)?")))
    assert not list(repeats_of_groups(_parser.parse(r"(?:a\s*+)+[^b]++")))
