"""What several rules ask of a filing as a whole: its form, and when it was signed."""

import re
from datetime import date

from extractor.model.field_paths import owner_xpath
from extractor.model.ownership import OwnershipDocument

PLAN_BOX_SINCE = date(2023, 4, 1)
OWNER_ATTRIBUTES = (
    "rpt_owner_name",
    "rpt_owner_street1",
    "rpt_owner_street2",
    "rpt_owner_city",
    "rpt_owner_state",
    "rpt_owner_zip_code",
    "is_director",
    "is_officer",
    "is_ten_percent_owner",
    "is_other",
    "officer_title",
    "other_text",
)
FOOTNOTE_ID = re.compile(r"F[1-9][0-9]?")


def is_form_4(document: OwnershipDocument) -> bool:
    """Whether rules for Form 4 apply; they also apply if the form's number was not read."""
    return (document.document_type.value or "4").startswith("4")


def is_amendment(document: OwnershipDocument) -> bool:
    """Whether the filing is an amendment of an earlier one."""
    return (document.document_type.value or "").endswith("/A")


def signed_on(document: OwnershipDocument) -> date | None:
    """The latest date beside a signature, or None."""
    days = [signature.signature_date.value for signature in document.owner_signatures]
    return max((day for day in days if day is not None), default=None)


def owner_xpaths(number: int, *attributes: str) -> tuple[str, ...]:
    """The XPaths of these attributes of a reporting owner; without attributes: of name, address and relationship."""
    return tuple(owner_xpath(number, attribute) for attribute in attributes or OWNER_ATTRIBUTES)
