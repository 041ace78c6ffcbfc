"""What can happen to a printed form on its way changes no value, and adds none."""

from pathlib import Path

import pytest

from extractor.model.results import Extraction
from extractor.pipeline import extract_filings
from samples import make
from samples.differences import Value, shown_values
from tests.support.damage import DAMAGES, Damage
from tests.support.readings import filings_in

FORMS = ("qualys-2014-01-06.edgar", "joint-filing-of-three.issuer", "foreign-issuer-with-plan-box.typed")
HEAVY = ("many-rows-with-holdings.edgar", "many-rows-with-holdings.issuer", "owners-cut-by-the-break.issuer")
"""Filings whose tables run over several pages, for damage to pages and lines."""
STRIKING = {
    *((form, name) for form in FORMS for name in ("strike-through", "streak-across-part-of-a-row")),
    ("joint-filing-of-three.issuer", "line-across-half-a-cell"),  # through city and state, and half of the postal code
    ("joint-filing-of-three.issuer", "streak-across-top"),  # through the X of 10% Owner
}
"""Damages in which a line visibly runs through the middle of values, which may then be struck out. A line at the
foot of values, through half of a value, or down the page does not mean that."""
AT_THE_PAGES_EDGE = ("browser-lines-in-the-margins", "page-numbers", "streak-down-middle", "double-borders")


def path_of(form: str) -> Path:
    return make.FOLDER / "pdf" / f"{form}.pdf"


def values(path: Path) -> dict[str, tuple[Value, tuple[str, ...]]]:
    return values_of(filings_in(path)[0])


def values_of(read: Extraction) -> dict[str, tuple[Value, tuple[str, ...]]]:
    return {xpath: value for xpath, value in shown_values(read).items() if not xpath.endswith("Cik")}


@pytest.fixture(scope="module")
def undamaged() -> dict[str, dict[str, tuple[Value, tuple[str, ...]]]]:
    return {form: values(path_of(form)) for form in (*FORMS, *HEAVY)}


CASES = [
    *((FORMS[(place + turn) % len(FORMS)], name) for turn in (0, 1) for place, name in enumerate(DAMAGES)),
    *((form, name) for form in HEAVY for name in DAMAGES if name in AT_THE_PAGES_EDGE),
]


@pytest.mark.parametrize(("form", "name"), CASES, ids=[f"{name}-{form}" for form, name in CASES])
def test_damage_moves_no_value(
    form: str, name: str, undamaged: dict[str, dict[str, tuple[Value, tuple[str, ...]]]], tmp_path: Path
) -> None:
    damage: Damage = DAMAGES[name]
    path = tmp_path / "form.pdf"
    path.write_bytes(damage(path_of(form).read_bytes()))
    (read,) = extract_filings(path)
    assert values_of(read) == undamaged[form]
    asked = [entry for entry in read.assessment.fields if entry.review]
    assert all("a stroke runs through" in reason for entry in asked for reason in entry.reasons)
    assert bool(asked) == ((form, name) in STRIKING)
