"""Chooses, where cells have several readings, the readings that the rules accept best.

A cell is open where its readers, or one reader's alternatives, give different values. All combinations of a row's
open cells are tried. Each costs the unlikeliness of its readings plus what the rules then find, and the cheapest one
is taken. Only values that some reader read are chosen: a value that the rules imply but nobody read stays a suggestion.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import log

from extractor.model.field_paths import with_row_fields
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, OwnershipDocument
from extractor.model.page import Reading
from extractor.model.results import Finding, Severity
from extractor.model.values import UnparsableTextError, typed_fields
from extractor.rules import check

Row = NonDerivativeRow | DerivativeRow

SURE_SCORE = 0.995
"""A first reading with at least this score that is a value stays closed, if no rule doubts its row."""
CANDIDATES_MAX = 4
"""How many readings of one cell are tried; the engines' fifth guess has never been right."""
COMBINATIONS_MAX = 256
"""How many combinations of one row are tried; the rules take about a millisecond for each."""
UNSCORED = 0.9
"""The score of a reading whose reader gives none."""
COST = {Severity.ERROR: 6.0, Severity.WARNING: 2.5, Severity.INFO: 0.0}
"""What a finding costs, in natural logarithms of likelihood: an error costs as much as a reading with a chance of 1 in
400."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a cell: the fields that it sets, and its reader's score, 0 to 1."""

    fields: dict[str, AnyField]
    score: float


def choose_readings(document: OwnershipDocument) -> OwnershipDocument:
    """The filing with each open cell of its tables read so that the rules accept the row best."""
    if not any(len(getattr(row, name).readings) > 1 for _, row in document.rows() for name in type(row).model_fields):
        return document  # a text layer is read in one way only
    doubted = _doubted(check(document))
    for path, row in document.rows():
        open_cells = list(_open_cells(path, row, doubted))
        if open_cells:
            document = _best(document, path, open_cells)
    return document


def _doubted(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(xpath for finding in findings if finding.severity is not Severity.INFO for xpath in finding.xpaths)


def _open_cells(path: str, row: Row, doubted: frozenset[str]) -> Iterator[tuple[Candidate, ...]]:
    """The candidates of each cell of `row` that has more than one, or one for a cell without a value."""
    in_doubt = any(xpath.startswith(f"{path}/") for xpath in doubted)
    for attribute in type(row).model_fields:
        field: AnyField = getattr(row, attribute)
        if len(field.readings) < 2 or (_is_sure(field) and not in_doubt):  # noqa: PLR2004
            continue
        candidates = tuple(islice(_candidates(row, attribute, field), CANDIDATES_MAX))
        if candidates and field.is_blank:  # the first reader saw nothing: that is a reading too
            candidates = (Candidate({attribute: field}, UNSCORED), *candidates)
        if len(candidates) > 1 or (candidates and field.value is None):
            yield candidates


def _is_sure(field: AnyField) -> bool:
    score = field.sureness(field.readings[0])
    return field.value is not None and score is not None and score >= SURE_SCORE


def _candidates(row: Row, attribute: str, field: AnyField) -> Iterator[Candidate]:
    """One candidate for each different value that was read, in the order of the readings."""
    seen = set()
    for reading in field.readings:
        try:
            fields = typed_fields(row, attribute, reading.text, footnotes=field.footnotes)
        except UnparsableTextError:
            continue
        value = fields[attribute].value
        if value is None or value in seen:
            continue
        seen.add(value)
        score = field.sureness(reading)
        yield Candidate(_with_evidence(fields, field, attribute, reading), UNSCORED if score is None else score)


def _with_evidence(fields: dict[str, AnyField], read: AnyField, attribute: str, chosen: Reading) -> dict[str, AnyField]:
    """The fields with the evidence from the page; the chosen reading comes first."""
    if fields[attribute].value == read.value:
        return {attribute: read}
    others = tuple(reading for reading in read.readings if reading is not chosen)
    kept = ("page", "box", "placement", "origin", "sources")
    doubts = read.doubts if chosen.reader == read.readings[0].reader else frozenset()  # they are the first reader's
    evidence = {name: getattr(read, name) for name in kept} | {"readings": (chosen, *others), "doubts": doubts}
    return {name: field.model_copy(update=evidence) for name, field in fields.items()}


def _best(document: OwnershipDocument, path: str, cells: Sequence[tuple[Candidate, ...]]) -> OwnershipDocument:
    """The document with the cheapest combination of `cells` in the row at `path`."""
    combinations = islice(_by_likelihood(cells), COMBINATIONS_MAX)
    filings = ((_with_row(document, path, combination), combination) for combination in combinations)
    return min(filings, key=lambda option: _cost(*option))[0]


def _by_likelihood(cells: Sequence[tuple[Candidate, ...]]) -> Iterator[tuple[Candidate, ...]]:
    """Combinations, those first that change the first readings least; of very many, only a part."""
    ranked = product(*(enumerate(cell) for cell in cells))
    return (
        tuple(candidate for _, candidate in combination)
        for combination in sorted(islice(ranked, 4 * COMBINATIONS_MAX), key=lambda c: sum(rank for rank, _ in c))
    )


def _cost(document: OwnershipDocument, combination: Sequence[Candidate]) -> float:
    unlikely = -sum(log(max(candidate.score, 1e-4)) for candidate in combination)
    return unlikely + sum(COST[finding.severity] for finding in check(document))


def _with_row(document: OwnershipDocument, path: str, combination: Sequence[Candidate]) -> OwnershipDocument:
    update = {name: field for candidate in combination for name, field in candidate.fields.items()}
    return with_row_fields(document, path, update)
