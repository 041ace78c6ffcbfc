"""What several rules ask of a filing as a whole: its form, and when it was signed."""

import re
from datetime import date

from extractor.model.ownership import OwnershipDocument

PLAN_BOX_SINCE = date(2023, 4, 1)
OWNER_ELEMENTS_NEEDED = (
    "reportingOwnerId/rptOwnerName",
    "reportingOwnerAddress/rptOwnerStreet1",
    "reportingOwnerAddress/rptOwnerCity",
    "reportingOwnerAddress/rptOwnerState",
    "reportingOwnerAddress/rptOwnerZipCode",
    "reportingOwnerRelationship/isDirector",
    "reportingOwnerRelationship/isOfficer",
    "reportingOwnerRelationship/isTenPercentOwner",
    "reportingOwnerRelationship/isOther",
)
FOOTNOTE_ID = re.compile(r"F[1-9][0-9]?")


def is_form_4(document: OwnershipDocument) -> bool:
    """Whether rules that hold for a Form 4 alone apply; an unread form number does not switch them off."""
    return (document.document_type.value or "4").startswith("4")


def is_amendment(document: OwnershipDocument) -> bool:
    """Whether this is a 4/A, which mends a filing made before."""
    return (document.document_type.value or "").endswith("/A")


def signed_on(document: OwnershipDocument) -> date | None:
    """The last day on which somebody signed."""
    days = [signature.signature_date.value for signature in document.owner_signatures]
    return max((day for day in days if day is not None), default=None)


def owner_xpaths(number: int) -> tuple[str, ...]:
    """Where a reporting owner's name, address and relationship stand, the name first."""
    path = f"reportingOwner[{number}]/"
    return tuple(path + element for element in OWNER_ELEMENTS_NEEDED)


def explanation_xpath(mark: str) -> str:
    """Where the explanation of a mark stands."""
    return f"footnotes/footnote[@id='{mark}']"
