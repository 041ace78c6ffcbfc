"""Which fields are still in doubt after corrections."""

from extractor.model.corrections import apply
from extractor.model.results import Act, Correction, Decision, Finding, Severity
from extractor.model.standing import standing
from extractor.review.decisions.recheck import recheck_with, settled_xpaths
from extractor.rules import check
from tests.review.filings import BALANCE, NOW, PRICE, SIGNED, doubtful


def said(xpath: str, new: str | None, act: Act = Act.SET, old: str | None = "x") -> Correction:
    return Correction(xpath=xpath, old=old, new=new, footnotes=(), reviewer="Anna", at=NOW, act=act)


def still_open(*corrections: Correction) -> set[str]:
    read = doubtful()
    document = apply(read.document, corrections)
    now = recheck_with(check)(read.model_copy(update={"document": document}), corrections)
    return {field.xpath for field in now.assessment.fields if field.review}


def test_a_settled_field_is_not_asked_about_again() -> None:
    assert still_open() == {BALANCE, PRICE, SIGNED}
    assert still_open(said(PRICE, "4.8", Act.CONFIRM)) == {BALANCE, SIGNED}
    assert (
        still_open(said(BALANCE, "10000"), said(PRICE, "4.8", Act.CONFIRM), said(SIGNED, "2014-01-06", Act.CONFIRM))
        == set()
    )


def test_what_an_older_program_took_back_is_in_doubt_again() -> None:
    assert still_open(said(PRICE, "4.8", Act.CONFIRM), said(PRICE, "4.8", Act.INVERSE)) == {BALANCE, PRICE, SIGNED}


def test_a_correction_that_breaks_a_rule_asks_about_what_nobody_settled() -> None:
    relationship = "reportingOwner[1]/reportingOwnerRelationship"
    broken = still_open(said(f"{relationship}/officerTitle", None))
    assert broken == {BALANCE, PRICE, SIGNED, f"{relationship}/isOfficer"}


def test_a_decision_follows_its_line_when_one_above_is_removed() -> None:
    second = PRICE.replace("[1]", "[2]")
    made = (said(second, "25", Act.CONFIRM), said("nonDerivativeTable/*[1]", None))
    assert settled_xpaths(made) == {PRICE}


def test_a_line_that_an_older_program_gave_back_is_as_it_was_read() -> None:
    kind = "nonDerivativeTransaction"
    line = PRICE.partition("]")[0] + "]"
    made = (
        said(line, None, old=kind),
        said(line, kind, Act.INVERSE, old=None),
        said(PRICE, "4.8", Act.RESTORED),
        said(BALANCE, "70000", Act.RESTORED),
    )
    assert still_open(*made) == {BALANCE, PRICE, SIGNED}
    between = said("nonDerivativeTable/*[2]", kind, old=None)  # if others changed the table, the field is asked again
    assert {BALANCE, PRICE, SIGNED} <= still_open(made[0], between, *made[1:])


def test_only_the_last_of_two_decisions_was_taken_back_by_an_older_program() -> None:
    made = (said(PRICE, "4.9"), said(PRICE, "5"), said(PRICE, "4.9", Act.INVERSE))
    assert [one.new for one in standing(made)] == ["4.9"]


def test_a_finding_of_the_page_itself_goes_when_every_field_it_names_is_settled() -> None:
    differ = Finding(rule="KEY1", severity=Severity.ERROR, xpaths=(PRICE,), message="the readers differ")
    read = doubtful().model_copy(update={"findings": (differ,)})
    before = recheck_with(check)(read, ())
    assert differ in before.findings
    after = recheck_with(check)(read, (said(PRICE, "4.8", Act.CONFIRM),))
    assert differ not in after.findings
    assert after.assessment.decision is Decision.REVIEW
