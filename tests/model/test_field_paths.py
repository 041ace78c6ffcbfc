"""XPaths are made in one place, and each names the field that a walk over the filing finds under it."""

import re
from pathlib import Path

from extractor.model.field_paths import (
    fields,
    footnote_xpath,
    issuer_xpath,
    owner_xpath,
    row_path,
    signature_xpath,
    with_fields,
)
from extractor.model.ownership import StrField
from tests.support.builders import document

PACKAGE = Path(__file__).parents[2] / "extractor"
ROOMS = ("batch", "confidence", "parsing", "rules", "verification")
SPELT = re.compile(r"reportingOwner\[|ownerSignature\[|erivativeTable/\*\[|footnote\[@id|[\"']issuer/")


def test_each_maker_names_the_field_of_its_attribute() -> None:
    filing = document("is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC")
    found = dict(fields(filing))
    assert found[issuer_xpath("issuer_name")] == filing.issuer.issuer_name
    assert found[owner_xpath(2, "rpt_owner_name")].value == "Albert Family LLC"
    assert found[signature_xpath(1, "signature_date")] == filing.owner_signatures[0].signature_date
    assert found[row_path("derivativeTable", 1)] == filing.derivative_table[0].kind
    assert found[footnote_xpath(filing.footnotes[0].id)] == filing.footnotes[0].text


def test_the_rows_of_a_filing_have_the_paths_that_are_made() -> None:
    filing = document()
    one, two = len(filing.non_derivative_table), len(filing.derivative_table)
    made = [row_path("nonDerivativeTable", n + 1) for n in range(one)]
    made += [row_path("derivativeTable", n + 1) for n in range(two)]
    assert [path for path, _ in filing.rows()] == made


def test_what_is_put_at_a_path_is_found_there() -> None:
    filing = document()
    for xpath, field in fields(filing):
        if isinstance(field.value, str):
            changed = with_fields(filing, {xpath: StrField(value="other", text="other")})
            differing = [path for path, other in fields(changed) if other != dict(fields(filing)).get(path)]
            assert differing == [xpath]


def test_no_stage_spells_a_path_by_hand() -> None:
    paths = (path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))
    assert [path.name for path in paths if SPELT.search(path.read_text(encoding="utf-8"))] == []
