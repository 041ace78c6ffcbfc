"""How often a value that passes as sure is wrong: fields drawn at random and typed blind, with a 95 % interval.

Fields are drawn that have a place on a page and were not asked about. A person types what the picture shows, without
seeing what was read. If the two differ, the field is typed again later, because people err too. A field counts as wrong
only if both typings differ from what was read, even if they also differ from each other.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from math import exp, lgamma, log

from extractor.model.field_paths import fields
from extractor.model.ownership import BoolField, OwnershipDocument
from extractor.model.results import Correction, Extraction
from extractor.model.standing import MEMBER
from extractor.model.texts import as_typeset_anyhow
from extractor.review.decisions.typed_value import as_read_back, split_typed
from extractor.store import Audited, Value

LEFT_OUT = "equitySwapInvolved"
"""Not drawn: it is printed inside the cell of another field, and typed with that."""
OUTSIDE = 0.025
"""The chance that a 95 % interval lies wholly above the true rate; the same holds for below."""
HALVINGS = 60


class Outcome(StrEnum):
    """The result for a drawn field so far."""

    OPEN = "not typed yet"
    AGAIN = "to be typed once more"
    RIGHT = "right"
    WRONG = "wrong"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the typed fields are wrong, and the 95 % interval, `low` to `high` (0 to 1), of the true share."""

    wrong: int
    typed: int
    low: float
    high: float

    def __str__(self) -> str:
        if not self.typed:
            return "nothing is typed yet"
        share = self.wrong / self.typed
        return f"{self.wrong:,} of {self.typed:,} wrong: {share:.2%}, 95 % interval {self.low:.2%} to {self.high:.2%}"


def not_asked(document_id: str, read: Extraction) -> Iterator[tuple[str, str, Value]]:
    """The fields of a filing, as read, that have a place on the page and passed as sure."""
    asked = {field.xpath for field in read.assessment.fields if field.review}
    for xpath, field in fields(read.document):
        member = MEMBER.fullmatch(xpath)
        is_kind = member is not None and member["element"] is None  # a row's kind is not printed
        if field.page is None or field.box is None or xpath in asked or is_kind or xpath.endswith(LEFT_OUT):
            continue
        yield document_id, xpath, Value(field.as_xml, field.footnotes)


def drawn(population: Iterable[tuple[str, str, Value]], number: int, seed: int) -> list[tuple[str, str, Value]]:
    """`number` fields of the population, each as likely as any other; the same for the same `seed`."""
    every = sorted(population, key=lambda each: each[:2])
    return random.Random(seed).sample(every, min(number, len(every)))  # noqa: S311 - a sample, not a secret


def as_value(document: OwnershipDocument, xpath: str, text: str) -> Value:
    """The typed text, parsed as the cell is; raises CorrectionError or UnparsableTextError if it is no value there."""
    value, footnotes = split_typed(xpath, text)
    known = dict(fields(document))
    if value is None and type(known.get(xpath)) is BoolField:
        value = "0"
    old = known[xpath].as_xml
    said = Correction(
        xpath=xpath, old=old, new=value, footnotes=footnotes, reviewer="", at=datetime.min.replace(tzinfo=UTC)
    )
    field = as_read_back(document, said)[xpath]
    return Value(field.as_xml, field.footnotes)


def outcome(field: Audited) -> Outcome:
    """The result for the field after what was typed."""
    answers = field.typed[:2]
    if any(answer.unreadable for answer in answers):
        return Outcome.UNREADABLE
    if any(_is_same(answer, field.held) for answer in answers):
        return Outcome.RIGHT
    return (Outcome.OPEN, Outcome.AGAIN, Outcome.WRONG)[len(answers)]


def following(every: Sequence[Audited]) -> Audited | None:
    """The field to type next: first those not typed yet; those to type again come last, long after their first time."""
    for wanted in (Outcome.OPEN, Outcome.AGAIN):
        found = next((field for field in every if outcome(field) is wanted), None)
        if found is not None:
            return found
    return None


def rate(every: Iterable[Audited]) -> Rate:
    """The rate of silent errors among the fields with a result, with its interval after Clopper and Pearson."""
    known = [outcome(field) for field in every]
    wrong, typed = known.count(Outcome.WRONG), known.count(Outcome.WRONG) + known.count(Outcome.RIGHT)
    return Rate(wrong, typed, *interval(wrong, typed))


def interval(wrong: int, typed: int) -> tuple[float, float]:
    """The exact 95 % interval of a share when `wrong` of `typed` were wrong; each side misses with chance 2.5 %."""
    low = 0.0 if wrong == 0 else _where(lambda p: 1 - _at_most(wrong - 1, typed, p) < OUTSIDE)
    high = 1.0 if wrong == typed else _where(lambda p: _at_most(wrong, typed, p) > OUTSIDE)
    return low, high


def _where(is_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2


def _at_most(wrong: int, typed: int, p: float) -> float:
    """The chance that at most `wrong` of `typed` are wrong if each is wrong with chance `p`, 0 < p < 1."""
    ways = lgamma(typed + 1)
    terms = (
        ways - lgamma(k + 1) - lgamma(typed - k + 1) + k * log(p) + (typed - k) * log(1 - p) for k in range(wrong + 1)
    )
    return sum(map(exp, terms))


def _is_same(one: Value, two: Value) -> bool:
    texts = {as_typeset_anyhow(each.value or "") for each in (one, two)}
    return len(texts) == 1 and set(one.footnotes) == set(two.footnotes)
