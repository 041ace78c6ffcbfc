"""A filing → the values whose misreading the rules would have noticed.

A value that fits a balance, a pair of tables or a range of dates is confirmed by the other values it fits with.
To find such values, each value is misread on purpose in a likely way, and the rules are run again. If they then find
something that they do not find now, the value is guarded: that they find nothing now speaks for it.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractor.model.days import another_day
from extractor.model.field_paths import ROW_ELEMENTS, with_row_fields
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, OwnershipDocument
from extractor.model.results import Finding, Severity
from extractor.rules import balance, check, coding, dates, derivatives, exercises, explanations, ownership

RULES = (
    *coding.RULES,
    *ownership.RULES,
    *derivatives.RULES,
    *explanations.RULES,
    *balance.RULES,
    *exercises.RULES,
    *dates.RULES,
)
"""The rules that compare values with each other; the other rules look at one value alone."""
LIKE_LETTERS = {"A": "D", "D": "A", "I": "D", "S": "F", "F": "P", "P": "F", "M": "A", "G": "C", "C": "G"}
"""Code → a code that it is easily misread as."""

Row = NonDerivativeRow | DerivativeRow


def guarded_fields(document: OwnershipDocument) -> frozenset[str]:
    """XPaths of the values in the tables whose misreading would cause a finding."""
    before = _seen(check(document, RULES))
    return frozenset(
        f"{path}/{ROW_ELEMENTS[attribute]}"
        for path, row in document.rows()
        for attribute, misread in _misreadings(row)
        if _seen(check(with_row_fields(document, path, {attribute: misread}), RULES)) - before
    )


def _seen(findings: tuple[Finding, ...]) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset((f.rule, f.xpaths) for f in findings if f.severity is not Severity.INFO)


def _misreadings(row: Row) -> Iterator[tuple[str, AnyField]]:
    """Each value of the row, misread in the likeliest way of its kind."""
    for attribute in ROW_ELEMENTS.keys() & type(row).model_fields.keys():
        field: AnyField = getattr(row, attribute)
        wrong = _misread(attribute, field)
        if wrong is not None:
            yield attribute, field.model_copy(update={"value": wrong})


def _misread(attribute: str, field: AnyField) -> Decimal | date | str | None:
    match field.value:
        case Decimal():
            return _one_digit_off(field.value)
        case date():
            return another_day(field.value, 7)
        case str() if attribute.endswith(("_code", "_ownership")):
            return LIKE_LETTERS.get(field.value)
        case _:
            return None


def _one_digit_off(value: Decimal) -> Decimal:
    """The number with its middle digit raised by one (9 becomes 0): neither the largest misreading nor the smallest."""
    digits = value.as_tuple()
    middle = len(digits.digits) // 2
    changed = list(digits.digits)
    changed[middle] = (changed[middle] + 1) % 10
    return Decimal((digits.sign, tuple(changed), int(digits.exponent)))
