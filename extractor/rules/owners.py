"""HDR: the reporting owners, their addresses and their relationships to the issuer (boxes 1, 5 and 6)."""

import re
from collections.abc import Iterator

from extractor.model.field_paths import issuer_xpath, owner_xpath
from extractor.model.ownership import OwnershipDocument, ReportingOwner
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.filing import owner_xpaths

# fmt: off
US_STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
    "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "PR", "GU", "VI",
})
# fmt: on
# EDGAR's codes for places outside the United States are a letter and a digit, or 1 or 2 and a letter; XX is unknown.
FOREIGN_CODE = re.compile(r"[A-Z][0-9]|[12][A-Z]|XX")
ZIP_CODE = re.compile(r"[0-9A-Za-z #-]{0,10}")
US_ZIP_CODE = re.compile(r"\d{5}(-?\d{4})?")


@rule("HDR104", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.3, cm(1)")
def no_relationship_ticked(document: OwnershipDocument) -> Problems:
    """At least one box is ticked in box 5.

    Pages made by EDGAR print box 5 of the first owner only, so further owners are checked only
    where their boxes were read.

    Broken:     owner.1.is_officer = 0; owner.1.officer_title =
    Consistent: owner.1.is_officer = 0; owner.1.officer_title = ; owner.1.is_director = 1
    """
    for number, owner in _owners(document):
        boxes = (owner.is_director, owner.is_officer, owner.is_ten_percent_owner, owner.is_other)
        was_seen = number == 1 or any(box.text for box in boxes)
        if was_seen and not any(box.value for box in boxes):
            boxes_of_5 = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
            yield Problem(owner_xpaths(number, *boxes_of_5), f"owner {number} has nothing ticked in box 5")


@rule("HDR105", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.3, cm(2) and cm(3)")
def relationship_not_described(document: OwnershipDocument) -> Problems:
    """An owner ticked as Officer has a title, and one ticked as Other a text that says what.

    Broken:     owner.1.officer_title =
    Broken:     owner.1.is_other = 1
    Consistent: owner.1.is_other = 1; owner.1.other_text = See Remarks
    """
    for number, owner in _owners(document):
        if owner.is_officer.value and owner.officer_title.value is None:
            yield Problem(
                owner_xpaths(number, "officer_title", "is_officer"),
                f"owner {number} is an officer without a title",
            )
        if owner.is_other.value and owner.other_text.value is None:
            yield Problem(
                owner_xpaths(number, "other_text", "is_other"),
                f"owner {number} is ticked as Other without a text",
            )


@rule("HDR106", Severity.WARNING, "Form 4, box 5")
def description_without_tick(document: OwnershipDocument) -> Problems:
    """There is a title only if Officer is ticked, and a text for Other only if Other is ticked.

    Measured: 14 of 17,951 filings.

    Broken:     owner.1.is_officer = 0; owner.1.is_director = 1
    Consistent: owner.1.is_officer = 0; owner.1.is_director = 1; owner.1.officer_title =
    """
    for number, owner in _owners(document):
        if owner.officer_title.value and owner.is_officer.value is False:
            message = f"owner {number} has the title {owner.officer_title.value!r}, but Officer is not ticked"
            yield Problem(owner_xpaths(number, "is_officer", "officer_title"), message)
        if owner.other_text.value and owner.is_other.value is False:
            message = f"owner {number} has the text {owner.other_text.value!r}, but Other is not ticked"
            yield Problem(owner_xpaths(number, "is_other", "other_text"), message)


@rule("HDR107", Severity.ERROR, "Form 4, box 6; General Instruction 4(b)(v)")
def joint_filing_and_owners_disagree(document: OwnershipDocument) -> Problems:
    """Box 6 says "more than one reporting person" if, and only if, there is more than one owner.

    EDGAR prints box 6 from the number of owners, so a difference means that an owner was not found.

    Broken:     is_joint_filing = 1
    Consistent: is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1
    """
    joint = document.is_joint_filing.value
    count = len(document.reporting_owners)
    if joint is not None and count and joint != (count > 1):
        box = "more than one reporting person" if joint else "one reporting person"
        message = f"box 6 says {box}, but {count} reporting owner(s) were found"
        yield Problem(owner_xpaths(count, "rpt_owner_name"), message)


@rule("HDR108", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.2 and 5")
def owner_twice(document: OwnershipDocument) -> Problems:
    """Each reporting owner is listed once; two owners with the same name have different CIKs.

    Broken:     is_joint_filing = 1; owner.2 = owner.1; signature.2 = signature.1
    Consistent: is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1
    """
    seen: dict[tuple[str, str], int] = {}
    for number, owner in _owners(document):
        if owner.rpt_owner_name.value is None:
            continue
        key = (owner.rpt_owner_name.value.casefold(), owner.rpt_owner_cik.value or "")
        first = seen.setdefault(key, number)
        if first != number:
            paths = tuple(owner_xpath(owner_number, "rpt_owner_name") for owner_number in (number, first))
            yield Problem(paths, f"owners {first} and {number} are both {owner.rpt_owner_name.value!r}")


@rule("HDR109", Severity.WARNING, "Exchange Act Section 16(a)")
def issuer_reports_on_itself(document: OwnershipDocument) -> Problems:
    """The reporting owner and the issuer have different names.

    The same name is lawful but rare, and names in neighbouring boxes are easily confused.

    Measured: 1 of 17,951 filings.

    Broken:     owner.1.rpt_owner_name = Qualys, Inc.
    Consistent: owner.1.rpt_owner_name = Qualys Holdings, Inc.
    """
    for number, owner in _owners(document):
        name, issuer = owner.rpt_owner_name.value, document.issuer.issuer_name.value
        if name and issuer and name.casefold() == issuer.casefold():
            yield Problem(
                (owner_xpath(number, "rpt_owner_name"), issuer_xpath("issuer_name")),
                f"{name!r} is owner and issuer",
            )


@rule(
    "HDR110", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, Appendix A; schema REPORTING_ADDRESS"
)
def impossible_address_code(document: OwnershipDocument) -> Problems:
    """The state is one of EDGAR's codes, and the zip code has only characters that EDGAR accepts.

    Broken:     owner.1.rpt_owner_state = CQ
    Broken:     owner.1.rpt_owner_zip_code = 94.065
    Consistent: owner.1.rpt_owner_state = X0; owner.1.rpt_owner_zip_code = SW1A 1AA
    """
    for number, owner in _owners(document):
        state, zip_code = owner.rpt_owner_state.value, owner.rpt_owner_zip_code.value
        if state and state.upper() not in US_STATES and not FOREIGN_CODE.fullmatch(state.upper()):
            yield Problem(owner_xpaths(number, "rpt_owner_state"), f"EDGAR has no state or country code {state!r}")
        if zip_code and not ZIP_CODE.fullmatch(zip_code):
            yield Problem(owner_xpaths(number, "rpt_owner_zip_code"), f"EDGAR accepts no zip code like {zip_code!r}")


@rule(
    "HDR116", Severity.WARNING, "EDGAR Ownership XML Technical Specification v5.5, 4.3.2; Form 4, General Instruction 8"
)
def incomplete_address(document: OwnershipDocument) -> Problems:
    """Box 1 gives a street, a city and a zip code; only the state may be missing, in a foreign address.

    Measured: 139 of 17,951 filings.

    Broken:     owner.1.rpt_owner_street1 =
    Broken:     owner.1.rpt_owner_city =
    Broken:     owner.1.rpt_owner_zip_code =
    Consistent: owner.1.rpt_owner_state =
    """
    for number, owner in _owners(document):
        parts = {
            "rpt_owner_street1": owner.rpt_owner_street1,
            "rpt_owner_city": owner.rpt_owner_city,
            "rpt_owner_zip_code": owner.rpt_owner_zip_code,
            "rpt_owner_state": owner.rpt_owner_state,
        }
        missing = [name for name, field in parts.items() if field.is_blank]
        if missing and missing != ["rpt_owner_state"]:
            found = [name for name in parts if name not in missing]
            yield Problem(owner_xpaths(number, *missing, *found), "the address in box 1 is incomplete")


@rule("HDR111", Severity.WARNING, "USPS Publication 28, 211 (five digits, or nine)")
def zip_code_unlike_state(document: OwnershipDocument) -> Problems:
    """An address in the United States has a zip code of five digits or nine.

    Measured: 18 of 17,951 filings.

    Broken:     owner.1.rpt_owner_zip_code = 9406S
    Consistent: owner.1.rpt_owner_zip_code = 94065-1166
    """
    for number, owner in _owners(document):
        state, zip_code = owner.rpt_owner_state.value, owner.rpt_owner_zip_code.value
        if state in US_STATES and zip_code and not US_ZIP_CODE.fullmatch(zip_code):
            message = f"{zip_code!r} is not a U.S. zip code, but the state is {state}"
            yield Problem(owner_xpaths(number, "rpt_owner_zip_code", "rpt_owner_state"), message)


def _owners(document: OwnershipDocument) -> Iterator[tuple[int, ReportingOwner]]:
    yield from enumerate(document.reporting_owners, 1)


RULES = (
    no_relationship_ticked,
    relationship_not_described,
    description_without_tick,
    joint_filing_and_owners_disagree,
    owner_twice,
    issuer_reports_on_itself,
    impossible_address_code,
    incomplete_address,
    zip_code_unlike_state,
)
