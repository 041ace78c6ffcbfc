"""Prints contain all values of their XML and always the same bytes, and invented filings are consistent."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest

from extractor.exports.sec_xml import to_sec_xml
from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from samples.degrade import ORDINARY, saved, scanned
from samples.print_form import LAYOUTS, main, print_form
from samples.printing.printed_values import as_filed, rounded_for_the_eye, short_date, ungrouped, us_date
from samples.printing.tick_box_font import EMPTY_BOX, TICKED_BOX
from samples.random_filing import random_filing
from samples.random_rows import business_day_after

SEEDS = range(30)
NOT_PRINTED = ("Cik", "Timeliness")
"""Fields that are not printed as their values: a CIK is in a link, and the timeliness E is printed as V."""


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    # pdfium marks a hyphen at a line's end as one that may disappear when the text flows.
    return (
        "".join(page.get_textpage().get_text_range() for page in document).replace("\x02", "-").replace("\ufffe", "-")
    )


def printed_forms(value: object) -> set[str]:
    match value:
        case date():
            return {us_date(value), short_date(value)}
        case Decimal():
            return {as_filed(value), ungrouped(value), rounded_for_the_eye(value)}
        case _:
            return {str(value)}


def missing(document: OwnershipDocument, text: str) -> list[tuple[str, str]]:
    """The words of a filing that its print does not show."""
    squeezed = re.sub(r"\s+", "", text)
    gone = []
    for xpath, field in fields(document):
        if field.value is None or isinstance(field.value, bool) or (xpath.endswith("]") and "footnote" not in xpath):
            continue
        if any(element in xpath for element in NOT_PRINTED):
            continue
        if not any(all(word in squeezed for word in form.split()) for form in printed_forms(field.value)):
            gone.append((xpath, str(field.value)))
    return gone


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_committed_sample_is_printed_from_its_xml_byte_for_byte(sample: make.Print) -> None:
    assert sample.path.read_bytes() == sample.pdf()


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_sample_shows_every_value_of_its_xml(sample: make.Print) -> None:
    document = read_ownership_xml(make.FOLDER / "filings" / f"{sample.slug}.xml")
    assert missing(document, text_of(sample.path.read_bytes())) == []


def test_every_file_among_the_samples_is_made_from_the_list() -> None:
    made = {each.path for each in (*make.PRINTS, *make.BROWSER_PRINTS, *make.SCANS)}
    assert {path for folder in ("pdf", "scans") for path in (make.FOLDER / folder).iterdir()} == made
    slugs = {path.stem for path in (make.FOLDER / "filings").iterdir()}
    assert slugs == {each.slug for each in make.PRINTS}
    readme = (make.FOLDER / "README.md").read_text()
    assert [path.name for path in made if path.name not in readme] == []


@pytest.mark.parametrize("xml", sorted((make.FOLDER / "filings").iterdir()), ids=lambda path: path.stem)
def test_a_ground_truth_is_as_our_own_export_writes_it(xml: Path) -> None:
    assert to_sec_xml(read_ownership_xml(xml)) == xml.read_text()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_filing_prints_with_every_value(seed: int, layout: str) -> None:
    document = random_filing(seed)
    pdf = print_form(document, layout, cuts_rows=seed % 2 == 0, repeats_headings=seed % 3 == 0)
    assert missing(document, text_of(pdf)) == []


def test_printing_and_inventing_are_deterministic() -> None:
    assert random_filing(7) == random_filing(7) != random_filing(8)
    for layout in LAYOUTS:
        assert print_form(random_filing(7), layout) == print_form(random_filing(7), layout)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_balances_of_an_invented_filing_follow_from_each_other(seed: int) -> None:
    held: dict[tuple[str | None, ...], Decimal] = {}
    for row in random_filing(seed).non_derivative_table:
        group = (row.security_title.value, row.direct_or_indirect_ownership.value, row.nature_of_ownership.value)
        after = row.shares_owned_following_transaction.value
        assert after is not None
        assert after >= 0
        if group in held and row.transaction_shares.value is not None:
            sign = 1 if row.transaction_acquired_disposed_code.value == "A" else -1
            assert after == held[group] + sign * row.transaction_shares.value
        held[group] = after


@pytest.mark.parametrize("seed", SEEDS)
def test_every_footnote_of_an_invented_filing_is_marked_and_every_mark_has_one(seed: int) -> None:
    document = random_filing(seed)
    marked = {mark for xpath, field in fields(document) for mark in field.footnotes}
    assert [note.id for note in document.footnotes] == [f"F{index + 1}" for index in range(len(marked))]
    assert marked == {note.id for note in document.footnotes}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_dates_of_an_invented_filing_keep_the_rules(seed: int) -> None:
    document = random_filing(seed)
    dates = [row.transaction_date.value for _, row in document.rows() if row.transaction_date.value]
    signed = document.owner_signatures[0].signature_date.value
    start = document.period_of_report.value
    assert start == min(dates)
    assert signed is not None
    assert signed >= max(dates)
    filed_first = document.date_of_original_submission.value or signed
    assert filed_first <= business_day_after(start, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_exercise_gives_up_in_table_ii_what_table_i_gains(seed: int) -> None:
    shares: dict[str, Decimal] = defaultdict(Decimal)
    document = random_filing(seed)
    for row in document.non_derivative_table:
        if row.transaction_code.value == "M":
            shares["Table I"] += row.transaction_shares.value or 0
    for derivative in document.derivative_table:
        if derivative.transaction_code.value == "M":
            shares["Table II"] += derivative.underlying_security_shares.value or 0
    assert shares["Table I"] == shares["Table II"]


def test_two_hundred_invented_filings_show_every_kind_of_thing() -> None:
    documents = [random_filing(seed) for seed in range(200)]
    rows = [row for document in documents for _, row in document.rows()]
    seen = {
        "4/A": any(document.document_type.value == "4/A" for document in documents),
        "joint": any(document.is_joint_filing.value for document in documents),
        "10b5-1": any(document.aff10b5_one.value for document in documents),
        "country": any(owner.rpt_owner_country.value for document in documents for owner in document.reporting_owners),
        "2a": any(document.issuer.issuer_foreign_trading_symbol.value for document in documents),
        "V": any(row.transaction_timeliness.value for row in rows),
        "S/K": any(row.equity_swap_involved.value for row in rows),
        "2A": any(row.deemed_execution_date.value for row in rows),
        "price in a footnote": any(
            row.transaction_price_per_share.footnotes and row.transaction_price_per_share.value is None for row in rows
        ),
        "holding": any(row.is_holding for row in rows),
        "fraction": any(row.transaction_shares.value and row.transaction_shares.value % 1 for row in rows),
        "hundred million": any((row.shares_owned_following_transaction.value or 0) > 10**8 for row in rows),
    }
    assert [kind for kind, is_there in seen.items() if not is_there] == []


def test_edgar_names_link_to_their_cik() -> None:
    page = pypdf.PdfReader(make.FOLDER / "pdf" / "amendment-4a.edgar.pdf").pages[0]
    uris = [annotation.get_object()["/A"]["/URI"] for annotation in page["/Annots"]]  # type: ignore[attr-defined]
    assert [uri.partition("CIK=")[2] for uri in uris] == ["0009320817", "0009320900"]


def test_issuer_boxes_are_characters_in_a_font_of_our_own() -> None:
    text = text_of((make.FOLDER / "pdf" / "foreign-issuer-with-plan-box.issuer.pdf").read_bytes())
    assert (text.count(EMPTY_BOX), text.count(TICKED_BOX)) == (1, 1)


@pytest.mark.parametrize(
    ("stored", "printed"),
    [("0.00", "0"), ("33.5", "33.50"), ("25.0338", "25.0338"), ("1234567.1200", "1,234,567.12"), ("190", "190")],
)
def test_edgar_prints_a_number_for_the_eye(stored: str, printed: str) -> None:
    assert rounded_for_the_eye(Decimal(stored)) == printed


@pytest.mark.parametrize("preset", [preset for preset in ORDINARY if preset not in ("scan300", "phone")])
def test_a_scan_is_the_same_for_its_seed_and_damaged(preset: str) -> None:
    pdf = (make.FOLDER / "pdf" / "amendment-4a.edgar.pdf").read_bytes()
    (first,), (again,), (other,) = (scanned(pdf, preset, seed) for seed in (1, 1, 2))
    assert np.array_equal(np.asarray(first), np.asarray(again))
    assert not np.array_equal(np.asarray(first), np.asarray(other))


def test_a_fax_has_dots_that_are_not_square() -> None:
    pdf = (make.FOLDER / "pdf" / "amendment-4a.edgar.pdf").read_bytes()
    (page,) = scanned(pdf, "fax", 1)
    assert (page.mode, page.size) == ("1", (1734, 2156))
    assert saved((page,), ".tif", "fax")[:2] in (b"II", b"MM")


def test_the_command_prints_and_scans(tmp_path: Path) -> None:
    xml = make.FOLDER / "filings" / "amendment-4a.xml"
    assert main([str(xml), "-o", str(tmp_path / "a.pdf"), "--layout", "issuer"]) == 0
    assert main([str(xml), "-o", str(tmp_path / "a.tif"), "--scan", "fax", "--seed", "3"]) == 0
    assert main(["--random", "11", "-o", str(tmp_path / "b.pdf")]) == 0
    assert (tmp_path / "a.pdf").read_bytes()[:5] == (tmp_path / "b.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.browser
def test_the_command_prints_by_the_browser(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    by_hand = ["--paper", "A4", "--percent", "70", "--head-and-foot", "--afterwards", "two-up"]
    assert main(["--random", "11", "-o", str(path), "--layout", "browser", *by_hand]) == 0
    assert missing(random_filing(11), text_of(path.read_bytes())) == []
