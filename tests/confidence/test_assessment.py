"""How sure a field is, and whether a person is asked about it."""

import json
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.confidence.assessment import assess
from extractor.confidence.features import Signs, signs
from extractor.confidence.guarding import guarded_fields
from extractor.confidence.judging import DIFFERING, REVIEW_BELOW
from extractor.confidence.printed import RARE, SURE
from extractor.confidence.recognised import SETTLED, probability, weights
from extractor.exports.record import to_record
from extractor.model.doubts import DOUBTED, MISREADINGS, TEXT_DOUBTS, Doubt
from extractor.model.field_paths import fields, with_fields, with_row_fields
from extractor.model.form import TRANSACTION_ONLY
from extractor.model.ownership import DecimalField, OwnershipDocument, StrField
from extractor.model.page import Origin, Reading
from extractor.model.results import Assessment, Decision, Extraction, FieldAssessment, Finding, Severity, Source
from extractor.rules import RULES, check
from extractor.rules.base import Rule
from tests.support.builders import document

SHARES = "nonDerivativeTable/*[2]/transactionAmounts/transactionShares"
PRICE = "nonDerivativeTable/*[2]/transactionAmounts/transactionPricePerShare"
SCORES = st.floats(0, 1)


def entry(assessment: Assessment, xpath: str) -> FieldAssessment:
    return next(entry for entry in assessment.fields if entry.xpath == xpath)


def scanned(score: float, **update: object) -> OwnershipDocument:
    """The consistent filing as if read from a scan; the amount in its second row was read with `score`."""
    filing = document()
    field = filing.non_derivative_table[1].transaction_shares
    readings = (Reading("ppocr", "10,000", score),)
    seen = {"readings": readings, "text": "10,000", "origin": Origin.RECOGNISED, "page": 1}
    read = field.model_copy(update=seen | update)
    return with_row_fields(filing, "nonDerivativeTable/*[2]", {"transaction_shares": read})


def test_a_consistent_text_layer_is_accepted() -> None:
    assessment = assess(document(), check(document()))
    assert assessment.decision is Decision.ACCEPT
    assert not any(entry.review for entry in assessment.fields)


def test_what_is_no_value_of_its_kind_is_shown_with_what_was_seen() -> None:
    filing = with_row_fields(
        document(), "nonDerivativeTable/*[2]", {"transaction_shares": DecimalField(text="10.000.0")}
    )
    doubted = entry(assess(filing, ()), SHARES)
    assert doubted.review
    assert "10.000.0" in " ".join(doubted.reasons)


def test_an_error_sends_its_fields_to_review_and_a_warning_without_a_measured_rate_does_not() -> None:
    error, warning = (
        Finding(rule="ABC123", severity=severity, xpaths=(SHARES,), message="odd")
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    assert entry(assess(document(), (error,)), SHARES).review
    assert not entry(assess(document(), (warning,)), SHARES).review


WARNINGS = [rule for rule in RULES if rule.severity is Severity.WARNING]


@pytest.mark.parametrize("rule", WARNINGS, ids=lambda rule: rule.id)
def test_a_rule_that_real_filings_seldom_break_asks_and_another_only_lowers(rule: Rule) -> None:
    """Both run the rule's own broken example, as a text layer without any other doubt."""
    filing = document(rule.broken[0])
    (finding,) = rule(filing)
    named = {entry.xpath: entry for entry in assess(filing, (finding,)).fields}.get(finding.xpaths[0])
    assert (named is not None and named.review) is ((rule.false_alarms or 0) <= RARE)
    assert named is None or named.confidence < SURE
    assert not any(entry.review for entry in assess(filing, ()).fields)


def test_a_warning_about_a_page_sends_nothing_to_review() -> None:
    for xpaths in ((), ("nonDerivativeTable",)):
        warning = Finding(rule="PAG201", severity=Severity.WARNING, xpaths=xpaths, message="odd")
        assert assess(document(), (warning,)) == assess(document(), ())
    assert assess(document(), ()).decision is Decision.ACCEPT


def test_a_page_that_was_not_understood_makes_no_field_of_its_table_sure() -> None:
    lost = Finding(rule="PAG101", severity=Severity.ERROR, xpaths=("nonDerivativeTable",), message="no head")
    assessment = assess(document(), (lost,))
    assert assessment.decision is Decision.DISTRUST
    assert assessment.reasons == ("no head",)
    rows = [entry for entry in assessment.fields if entry.xpath.startswith("nonDerivativeTable/")]
    assert rows
    assert all(entry.review for entry in rows)


def test_a_field_that_a_rule_misses_is_shown_as_a_blank() -> None:
    missed = Finding(rule="HDR114", severity=Severity.ERROR, xpaths=("ownerSignature[9]/signatureName",), message="?")
    assessment = assess(document(), (missed,))
    extraction = Extraction(
        source=Source(path="x", sha256="0", pages=1, read_by=("pdfium",), form="4"),
        document=document(),
        findings=(missed,),
        assessment=assessment,
    )
    record = next(f for f in to_record(extraction).fields if f.xpath == "ownerSignature[9]/signatureName")
    assert (record.value, record.review) == (None, True)


def test_what_the_second_reader_alone_saw_is_shown_as_a_blank() -> None:
    xpath = "footnotes/footnote[@id='F9']"
    seen = Finding(rule="PAG401", severity=Severity.ERROR, xpaths=(xpath,), message="a second reader saw it")
    page = Finding(rule="PAG102", severity=Severity.ERROR, xpaths=("nonDerivativeTable/*[7]",), message="no place")
    doubted = entry(assess(document(), (seen, page)), xpath)
    assert doubted.review
    assert not any(entry.xpath == "nonDerivativeTable/*[7]" for entry in assess(document(), (page,)).fields)


def test_the_kind_of_a_row_is_in_doubt_where_all_that_tells_it_is() -> None:
    place = "nonDerivativeTable/*[2]"
    row = document().non_derivative_table[1]
    telling = [name for name in TRANSACTION_ONLY & set(type(row).model_fields) if not getattr(row, name).is_blank]
    readings = (Reading("ppocr", "1", 0.4), Reading("tesseract", "2", 0.4))
    doubtful = {"readings": readings, "origin": Origin.RECOGNISED}
    guesses = {name: getattr(row, name).model_copy(update=doubtful) for name in telling}
    dirty = with_row_fields(document(), place, guesses)
    assert entry(assess(dirty, ()), place).review
    assert not entry(assess(dirty, ()), "nonDerivativeTable/*[1]").review
    one_sure = guesses | {"transaction_date": row.transaction_date}
    assert not entry(assess(with_row_fields(document(), place, one_sure), ()), place).review


def test_a_holding_that_lacks_what_holdings_have_may_be_none() -> None:
    place = "nonDerivativeTable/*[3]"
    held = scanned(0.999).model_copy(
        update={"non_derivative_table": document("I.3 = holding").non_derivative_table},
    )
    assert not entry(assess(held, ()), place).review
    torn = with_row_fields(held, place, {"direct_or_indirect_ownership": StrField()})
    torn = with_row_fields(torn, "nonDerivativeTable/*[2]", {"transaction_shares": _read(torn)})
    assert entry(assess(torn, check(torn)), place).review


def _read(filing: OwnershipDocument) -> DecimalField:
    field = filing.non_derivative_table[1].transaction_shares
    return field.model_copy(update={"readings": (Reading("ppocr", field.text, 0.999),), "origin": Origin.RECOGNISED})


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ("signature.2 = signature.1", "reportingOwner[2]/reportingOwnerId/rptOwnerName"),
        ("signature.2 = signature.1", "reportingOwner[2]/reportingOwnerRelationship/isDirector"),
        ("drop owner.1", "reportingOwner[1]/reportingOwnerAddress/rptOwnerCity"),
        ("drop F.2; I.2.transaction_price_per_share = $25.0338", "footnotes/footnote[@id='F2']"),
        ("drop F.3; drop F.2; I.2.transaction_price_per_share = $25.0338", "footnotes/footnote[@id='F2']"),
    ],
)
def test_what_a_scan_lost_is_shown_as_a_blank(changes: str, lost: str) -> None:
    filing = document(changes)
    filing = with_row_fields(filing, "nonDerivativeTable/*[2]", {"transaction_shares": _read(filing)})
    assert entry(assess(filing, check(filing)), lost).review


def test_a_scan_is_less_sure_the_lower_its_score() -> None:
    chances = [entry(assess(scanned(score), ()), SHARES).confidence for score in (0.3, 0.9, 0.999)]
    assert chances == sorted(chances)
    assert chances[0] < REVIEW_BELOW


@pytest.mark.parametrize("doubt", sorted({*Doubt} - TEXT_DOUBTS))
def test_a_doubt_counts_as_the_score_it_was_fitted_with_and_a_reviewer_reads_why(doubt: Doubt) -> None:
    found = entry(assess(scanned(0.999, doubts=frozenset({doubt})), ()), SHARES)
    assert found.confidence == entry(assess(scanned(doubt.most), ()), SHARES).confidence
    assert not found.review or doubt.sentence in found.reasons


@pytest.mark.parametrize("doubt", sorted(TEXT_DOUBTS))
def test_a_text_that_was_hardly_read_is_asked_and_a_second_reader_may_clear_it_but_no_line(doubt: Doubt) -> None:
    note = document().footnotes[0]
    words = note.text.text

    def asked(*readings: Reading) -> FieldAssessment:
        text = note.text.model_copy(
            update={"readings": readings, "origin": Origin.RECOGNISED, "page": 1, "doubts": frozenset({doubt})}
        )
        filing = document().model_copy(update={"footnotes": (note.model_copy(update={"text": text}),)})
        return entry(assess(filing, ()), f"footnotes/footnote[@id='{note.id}']")

    first = Reading("ppocr", words, 0.99)
    alone, agreed = asked(first), asked(first, Reading("tesseract", words, 0.9))
    assert alone.review
    assert doubt.sentence in alone.reasons
    assert agreed.review == (doubt not in MISREADINGS)


def test_a_doubt_says_nothing_of_what_another_reader_read() -> None:
    readings = (Reading("ppocr", "10,000", 0.9), Reading("tesseract", "10,000", 0.8))
    field = StrField(readings=readings, doubts=frozenset({Doubt.STREAK}))
    assert [field.sureness(reading) for reading in readings] == [DOUBTED, 0.8]


def test_readers_that_differ_are_named_in_the_reason() -> None:
    filing = scanned(0.6, readings=(Reading("ppocr", "10,000", 0.6), Reading("tesseract", "16,000", 0.5)))
    doubted = entry(assess(filing, ()), SHARES)
    assert doubted.review
    assert "tesseract “16,000”" in " ".join(doubted.reasons)


@pytest.mark.parametrize(("score", "asked"), [(0.6, True), (SETTLED - 0.01, True), (0.999, False)])
def test_a_second_reader_raises_no_doubt_of_what_the_first_read_very_surely(score: float, asked: bool) -> None:  # noqa: FBT001
    filing = scanned(score, readings=(Reading("ppocr", "10,000", score), Reading("tesseract", "10.000", 0.5)))
    found = Finding(rule="KEY101", severity=Severity.ERROR, xpaths=(SHARES,), message="two readers differ")
    assert entry(assess(filing, ()), SHARES).review == asked
    assert entry(assess(filing, (found,)), SHARES).review == asked


def two_readings(score: float | None, origin: Origin) -> OwnershipDocument:
    """The filing whose second row has an amount that two readers read differently, each with `score`."""
    return scanned(0.9, readings=(Reading("one", "10,000", score), Reading("other", "16,000", score)), origin=origin)


@pytest.mark.parametrize("score", [None, 0.9])
def test_a_field_of_a_text_layer_that_two_readers_read_otherwise_makes_no_scan_of_the_filing(
    score: float | None,
) -> None:
    filing = two_readings(score, Origin.PRINTED)
    found = Finding(rule="KEY101", severity=Severity.ERROR, xpaths=(SHARES,), message="two readers differ")
    for findings in ((), (found,)):
        assessment = assess(filing, findings)
        assert {entry.confidence for entry in assessment.fields if entry.xpath != SHARES} == {SURE}
        assert entry(assessment, SHARES).confidence == DIFFERING
        assert entry(assessment, SHARES).review
        assert "differ" in " ".join(entry(assessment, SHARES).reasons)


def from_(filing: OwnershipDocument, origin: Origin, begin: str = "") -> OwnershipDocument:
    """The filing with all fields on a page, and with `origin` for those whose XPath starts with `begin`."""
    known = dict(fields(filing)).items()
    return with_fields(
        filing,
        {
            xpath: field.model_copy(update={"page": 1} | ({"origin": origin} if xpath.startswith(begin) else {}))
            for xpath, field in known
        },
    )


def test_each_field_is_judged_by_the_model_of_its_own_origin() -> None:
    assessment = assess(from_(document(), Origin.RECOGNISED, "nonDerivativeTable/*[2]"), ())
    row = [entry for entry in assessment.fields if entry.xpath.startswith("nonDerivativeTable/*[2]")]
    others = [entry for entry in assessment.fields if entry not in row]
    assert {entry.confidence for entry in others} == {SURE}
    assert SURE not in {entry.confidence for entry in row}


def test_what_is_on_no_page_of_a_scan_may_not_have_been_recognised() -> None:
    filing = from_(document(), Origin.RECOGNISED)
    nowhere = {
        xpath: field.model_copy(update={"page": None, "origin": Origin.PRINTED})
        for xpath, field in fields(filing)
        if field.is_blank
    }
    assert nowhere
    assessment = assess(with_fields(filing, nowhere), ())
    assert SURE not in {entry(assessment, xpath).confidence for xpath in nowhere}
    assert {entry(assess(document(), ()), xpath).confidence for xpath in nowhere} == {SURE}


@pytest.mark.parametrize("doubt", Doubt)
def test_a_doubt_about_print_sends_it_to_review(doubt: Doubt) -> None:
    doubted = scanned(1.0, readings=(), origin=Origin.PRINTED, doubts=frozenset({doubt}))
    found = entry(assess(doubted, ()), SHARES)
    assert (found.review, found.reasons) == (True, (doubt.sentence,))


def test_the_rules_guard_an_amount_that_fits_a_balance() -> None:
    assert SHARES in guarded_fields(document())


def test_a_broken_balance_guards_less_than_a_whole_one() -> None:
    broken = document("I.2.transaction_shares = 10,008")
    assert guarded_fields(broken) < guarded_fields(document()) | guarded_fields(broken)


@given(SCORES, SCORES)
def test_the_chance_is_one_and_grows_with_the_score(low: float, high: float) -> None:
    low, high = sorted((low, high))
    chances = [
        probability(
            signs(
                DecimalField(value=Decimal(1), text="1,000", readings=(Reading("a", "1,000", score),)),
                (),
                PRICE,
                guarded=False,
            ),
            weights(),
        )
        for score in (low, high)
    ]
    assert 0 <= chances[0] <= chances[1] <= 1


@pytest.mark.parametrize("name", Signs._fields)
def test_every_sign_has_a_fitted_weight(name: str) -> None:
    fitted = json.loads(files("extractor.confidence").joinpath("weights.json").read_text())
    assert isinstance(fitted["weights"][name], float)


def test_the_weights_say_when_and_on_what_they_were_fitted() -> None:
    fitted = json.loads(files("extractor.confidence").joinpath("weights.json").read_text())
    assert fitted["fitted_on"]
    assert "seed" in fitted["recipe"]
    assert fitted["figures_on_held_out"]["fields"] > 0


def test_what_speaks_for_a_field_weighs_for_it_and_what_speaks_against_it_against() -> None:
    fitted = dict(zip(Signs._fields, weights(), strict=True))
    assert fitted["unlikeliness"] > 0
    assert fitted["guarded"] >= 0
    assert fitted["keys_differ"] <= 0
    assert fitted["doubted"] + fitted["doubted_first"] < 0
    assert fitted["error"] < 0


def test_every_field_of_the_filing_is_assessed_once() -> None:
    assessed = [entry.xpath for entry in assess(document(), ()).fields]
    assert assessed == [xpath for xpath, _ in fields(document())]
