"""No rule fails on a partial filing, whatever a scan leaves of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from extractor.confidence.guarding import guarded_fields
from extractor.model.ownership import (
    BoolField,
    DateField,
    DecimalField,
    DerivativeRow,
    Footnote,
    Frozen,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.rules import check

TEXTS = st.sampled_from(
    ["", "A", "D", "I", "M", "S", "F", "J", "C", "4", "4/A", "10,000 D", "Common Stock", "E", "CA", "$"]
)
NOTES = st.sampled_from(
    [
        "",
        "ranging from $1.00 to $2.50",
        "weighted average price",
        "Includes 3,019 shares",
        "10b5-1",
        "$",
        "highest $5, lowest $4",
    ]
) | st.text(max_size=20)
MARKS = st.lists(st.sampled_from(["F1", "F2", "F3", "F0", "F100"]), max_size=2).map(tuple)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    StrField: TEXTS | st.text(max_size=5),
    DateField: st.sampled_from([date.min, date(2024, 1, 8), date(2024, 1, 15), date.max])
    | st.dates(date.min, date(1, 1, 12))
    | st.dates(date(9999, 12, 20), date.max),
    DecimalField: st.sampled_from(["0", "-1", "1000", "10000", "10008", "4.8", "25.03385", "1E+20", "1E-9"]).map(
        Decimal
    ),
    BoolField: st.booleans(),
}


def fields(kind: Any) -> st.SearchStrategy[Any]:
    """A field that is blank, unreadable, marked, or holds a value."""
    return st.builds(kind, value=st.none() | VALUES[kind], text=TEXTS, footnotes=MARKS)


def models(model: type[Frozen], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    kinds = {name: info.annotation for name, info in model.model_fields.items() if info.annotation in VALUES}
    return st.builds(model, **{name: fields(kind) for name, kind in kinds.items()}, **parts)


def rows(model: type[Frozen], kind: str) -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(["Transaction", "Holding", "?"]).map(
        lambda end: StrField(value=kind + end, text=kind + end)
    )
    drawn = models(model)
    return st.lists(st.builds(lambda row, name: row.model_copy(update={"kind": name}), drawn, kinds), max_size=4).map(
        tuple
    )


NOTE = st.builds(
    Footnote, id=st.sampled_from(["F1", "F2", "F", "F0", "?"]), text=st.builds(StrField, value=NOTES, text=NOTES)
)
DOCUMENTS = models(
    OwnershipDocument,
    issuer=models(Issuer),
    reporting_owners=st.lists(models(ReportingOwner), max_size=2).map(tuple),
    non_derivative_table=rows(NonDerivativeRow, "nonDerivative"),
    derivative_table=rows(DerivativeRow, "derivative"),
    footnotes=st.lists(NOTE, max_size=3).map(tuple),
    owner_signatures=st.lists(models(OwnerSignature), max_size=2).map(tuple),
)


@settings(
    max_examples=150, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)  # shrinking takes minutes
@given(DOCUMENTS)
def test_no_rule_breaks_down(filing: OwnershipDocument) -> None:
    for finding in check(filing):
        assert finding.xpaths
        assert finding.message


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(DOCUMENTS)
def test_no_rule_breaks_down_on_a_misreading_of_it(filing: OwnershipDocument) -> None:
    rows = {path for path, _ in filing.rows()}
    assert {path.rsplit("]", 1)[0] + "]" for path in guarded_fields(filing)} <= rows


def test_nothing_at_all() -> None:
    assert check(OwnershipDocument())
