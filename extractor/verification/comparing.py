"""Two readings of one filing → the fields in which they differ.

White space and the kind of hyphen at a line's end are no differences; a mark, a digit or a row is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.field_paths import Row, fields
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, OwnershipDocument, StrField
from extractor.model.texts import as_typeset_anyhow

Pairing = tuple[int, tuple[tuple[int, int], ...]]
"""How many values the rows of two tables have in common if paired like this, and the pairs of their indices."""

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of the form that two readers read differently; a field is blank if its reader saw nothing."""

    xpath: str
    first: AnyField
    second: AnyField


def compare(first: OwnershipDocument, second: OwnershipDocument) -> tuple[Difference, ...]:
    """The differences, by the XPaths of `first`; a row that only `second` has is named by its table."""
    second, lost = _aligned(first, second)
    one, two = dict(fields(first)), dict(fields(second))
    differing = [
        Difference(xpath, one.get(xpath) or type(two[xpath])(), two.get(xpath) or type(one[xpath])())
        for xpath in dict.fromkeys((*one, *two))
    ]
    return (*(found for found in differing if not is_same(found.first, found.second)), *lost)


def is_same(first: AnyField, second: AnyField) -> bool:
    """Whether two readers read the same value with the same marks."""
    return first.footnotes == second.footnotes and _written(first) == _written(second)


def is_alike(first: AnyField, second: AnyField) -> bool:
    """Whether two running texts differ only in a few letters, with the same numbers and marks."""
    one, two = as_typeset_anyhow(first.text), as_typeset_anyhow(second.text)
    is_like = fuzz.ratio(one, two) >= likeness.SAME_EXPLANATION
    return is_like and first.footnotes == second.footnotes and _NUMBER.findall(one) == _NUMBER.findall(two)


def _written(field: AnyField) -> tuple[str, str]:
    """Text and value to compare, without differences of print: for a date or number the value alone."""
    if field.value is None or isinstance(field.value, str):
        return as_typeset_anyhow(field.text), as_typeset_anyhow(field.as_xml or "")
    return "", field.as_xml or ""


def _aligned(first: OwnershipDocument, second: OwnershipDocument) -> tuple[OwnershipDocument, tuple[Difference, ...]]:
    """`second` with its rows at the places of their like in `first`, and the rows that `first` does not have.

    Otherwise one row that a reader missed would make all rows below it differ.
    """
    one, lost = _row_for_row(first.non_derivative_table, second.non_derivative_table, NonDerivativeRow(kind=StrField()))
    two, gone = _row_for_row(first.derivative_table, second.derivative_table, DerivativeRow(kind=StrField()))
    aligned = second.model_copy(update={"non_derivative_table": one, "derivative_table": two})
    return aligned, (*_lost("nonDerivativeTable", lost), *_lost("derivativeTable", gone))


def _row_for_row(first: Sequence[Row], second: Sequence[Row], blank: Row) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """For each row of `first` its like in `second`, or `blank`; and the rows of `second` that remain."""
    if len(first) == len(second):
        return tuple(second), ()
    partners = dict(_pair(first, second))
    left = set(range(len(second))) - set(partners.values())
    aligned = tuple(second[partners[index]] if index in partners else blank for index in range(len(first)))
    return aligned, tuple(second[index] for index in sorted(left))


def _pair(first: Sequence[Row], second: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """The pairs of rows, in printed order on both sides, that have the most values in common."""
    best: list[Pairing] = [(0, ())] * (len(second) + 1)
    for index, row in enumerate(first):
        line: list[Pairing] = [(0, ())]
        for other, candidate in enumerate(second):
            alike = _values_in_common(row, candidate)
            before: Pairing = best[other]
            paired: Pairing = (before[0] + alike, (*before[1], (index, other))) if alike else before
            line.append(max(best[other + 1], line[other], paired, key=_alikeness))
        best = line
    return best[-1][1]


def _alikeness(pairing: Pairing) -> int:
    return pairing[0]


def _values_in_common(row: Row, other: Row) -> int:
    pairs = ((getattr(row, name), getattr(other, name)) for name in type(row).model_fields if name != "kind")
    return sum(is_same(one, two) for one, two in pairs if not one.is_blank)


def _lost(table: str, rows: Sequence[NonDerivativeRow | DerivativeRow]) -> Iterator[Difference]:
    for row in rows:
        texts = [getattr(row, name).text for name in type(row).model_fields if name != "kind"]
        yield Difference(table, StrField(), StrField(text=" | ".join(text for text in texts if text)))
