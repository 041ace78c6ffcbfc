"""The XPath of every field in the SEC's XML: from a filing to its fields, and from fields back into a filing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from extractor.model.ownership import AnyField, DerivativeRow, Frozen, NonDerivativeRow, OwnershipDocument


def with_row_fields(document: OwnershipDocument, path: str, update: dict[str, AnyField]) -> OwnershipDocument:
    """The filing with some fields of the row at `path` (as `OwnershipDocument.rows` gives it) replaced."""
    table = "non_derivative_table" if path.startswith("nonDerivative") else "derivative_table"
    rows = list(getattr(document, table))
    index = int(path.partition("[")[2].rstrip("]")) - 1
    rows[index] = rows[index].model_copy(update=update)
    return document.model_copy(update={table: tuple(rows)})


# Attribute → element, in the order of the SEC's schema X0609. Each model has one table. The XML writer,
# the XML reader, the JSON and the address in every finding are all made from these tables.
DOCUMENT_ELEMENTS = {
    "document_type": "documentType",
    "period_of_report": "periodOfReport",
    "date_of_original_submission": "dateOfOriginalSubmission",
    "not_subject_to_section16": "notSubjectToSection16",
}


ISSUER_ELEMENTS = {
    "issuer_cik": "issuerCik",
    "issuer_name": "issuerName",
    "issuer_trading_symbol": "issuerTradingSymbol",
    "issuer_foreign_trading_symbol": "issuerForeignTradingSymbol",
}


OWNER_ELEMENTS = {
    "rpt_owner_cik": "reportingOwnerId/rptOwnerCik",
    "rpt_owner_name": "reportingOwnerId/rptOwnerName",
    "rpt_owner_street1": "reportingOwnerAddress/rptOwnerStreet1",
    "rpt_owner_street2": "reportingOwnerAddress/rptOwnerStreet2",
    "rpt_owner_city": "reportingOwnerAddress/rptOwnerCity",
    "rpt_owner_state": "reportingOwnerAddress/rptOwnerState",
    "rpt_owner_country": "reportingOwnerAddress/rptOwnerCountry",
    "rpt_owner_zip_code": "reportingOwnerAddress/rptOwnerZipCode",
    "is_director": "reportingOwnerRelationship/isDirector",
    "is_officer": "reportingOwnerRelationship/isOfficer",
    "is_ten_percent_owner": "reportingOwnerRelationship/isTenPercentOwner",
    "is_other": "reportingOwnerRelationship/isOther",
    "officer_title": "reportingOwnerRelationship/officerTitle",
    "other_text": "reportingOwnerRelationship/otherText",
}


ROW_ELEMENTS = {
    "security_title": "securityTitle",
    "conversion_or_exercise_price": "conversionOrExercisePrice",
    "transaction_date": "transactionDate",
    "deemed_execution_date": "deemedExecutionDate",
    "transaction_code": "transactionCoding/transactionCode",
    "equity_swap_involved": "transactionCoding/equitySwapInvolved",
    "transaction_timeliness": "transactionTimeliness",
    "transaction_shares": "transactionAmounts/transactionShares",
    "transaction_total_value": "transactionAmounts/transactionTotalValue",
    "transaction_price_per_share": "transactionAmounts/transactionPricePerShare",
    "transaction_acquired_disposed_code": "transactionAmounts/transactionAcquiredDisposedCode",
    "exercise_date": "exerciseDate",
    "expiration_date": "expirationDate",
    "underlying_security_title": "underlyingSecurity/underlyingSecurityTitle",
    "underlying_security_shares": "underlyingSecurity/underlyingSecurityShares",
    "underlying_security_value": "underlyingSecurity/underlyingSecurityValue",
    "shares_owned_following_transaction": "postTransactionAmounts/sharesOwnedFollowingTransaction",
    "value_owned_following_transaction": "postTransactionAmounts/valueOwnedFollowingTransaction",
    "direct_or_indirect_ownership": "ownershipNature/directOrIndirectOwnership",
    "nature_of_ownership": "ownershipNature/natureOfOwnership",
}


SIGNATURE_ELEMENTS = {"signature_name": "signatureName", "signature_date": "signatureDate"}


def issuer_xpath(attribute: str) -> str:
    """The XPath of an attribute of `Issuer`."""
    return f"issuer/{ISSUER_ELEMENTS[attribute]}"


def owner_at(number: int) -> str:
    """The XPath of the whole reporting owner `number`, counted from 1."""
    return f"reportingOwner[{number}]"


def owner_xpath(number: int, attribute: str) -> str:
    """The XPath of an attribute of the reporting owner `number`, counted from 1."""
    return f"reportingOwner[{number}]/{OWNER_ELEMENTS[attribute]}"


def signature_xpath(number: int, attribute: str) -> str:
    """The XPath of an attribute of the signature `number`, counted from 1."""
    return f"ownerSignature[{number}]/{SIGNATURE_ELEMENTS[attribute]}"


def row_path(table: str, number: int) -> str:
    """The XPath of row `number` of `nonDerivativeTable` or `derivativeTable`: rows of both kinds count, from 1."""
    return f"{table}/*[{number}]"


def footnote_xpath(mark: str) -> str:
    """The XPath of the explanation whose mark is `mark`, such as F1."""
    return f"footnotes/footnote[@id='{mark}']"


def is_running(xpath: str) -> bool:
    """Whether the field at `xpath` is running text: an explanation or the remarks."""
    return xpath.startswith("footnotes/") or xpath == "remarks"


def fields(document: OwnershipDocument) -> Iterator[tuple[str, AnyField]]:
    """Every field of `document` with its XPath from the root of the SEC's XML, in schema order."""
    yield from _fields_of(document, DOCUMENT_ELEMENTS, "")
    yield from _fields_of(document.issuer, ISSUER_ELEMENTS, "issuer/")
    for index, owner in enumerate(document.reporting_owners, 1):
        yield from _fields_of(owner, OWNER_ELEMENTS, f"reportingOwner[{index}]/")
    yield "aff10b5One", document.aff10b5_one
    for path, row in document.rows():
        yield path, row.kind
        yield from _fields_of(row, ROW_ELEMENTS, f"{path}/")
    for footnote in document.footnotes:
        yield footnote_xpath(footnote.id), footnote.text
    yield "remarks", document.remarks
    for index, signature in enumerate(document.owner_signatures, 1):
        yield from _fields_of(signature, SIGNATURE_ELEMENTS, f"ownerSignature[{index}]/")


def _fields_of(model: Frozen, elements: dict[str, str], prefix: str) -> Iterator[tuple[str, AnyField]]:
    for attribute, element in elements.items():
        field = getattr(model, attribute, None)  # ROW_ELEMENTS covers both tables
        if field is not None:
            yield prefix + element, field


Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)


Model = TypeVar("Model", bound=Frozen)


_ALONE = {"aff10b5_one": "aff10b5One", "remarks": "remarks", **DOCUMENT_ELEMENTS}


def with_fields(document: OwnershipDocument, changed: Mapping[str, AnyField]) -> OwnershipDocument:
    """`document` with the fields at the XPaths of `changed` replaced; the inverse of `fields`."""
    return _with(document, _ALONE, "", changed).model_copy(
        update={
            "issuer": _with(document.issuer, ISSUER_ELEMENTS, "issuer/", changed),
            "reporting_owners": tuple(
                _with(owner, OWNER_ELEMENTS, f"reportingOwner[{number}]/", changed)
                for number, owner in enumerate(document.reporting_owners, 1)
            ),
            "non_derivative_table": _with_rows(document.non_derivative_table, "nonDerivativeTable", changed),
            "derivative_table": _with_rows(document.derivative_table, "derivativeTable", changed),
            "footnotes": tuple(
                _with(footnote, {"text": footnote_xpath(footnote.id)}, "", changed) for footnote in document.footnotes
            ),
            "owner_signatures": tuple(
                _with(signature, SIGNATURE_ELEMENTS, f"ownerSignature[{number}]/", changed)
                for number, signature in enumerate(document.owner_signatures, 1)
            ),
        }
    )


def _with_rows(rows: Sequence[Row], table: str, changed: Mapping[str, AnyField]) -> tuple[Row, ...]:
    elements = {"kind": "", **{name: f"/{element}" for name, element in ROW_ELEMENTS.items()}}
    return tuple(_with(row, elements, row_path(table, number), changed) for number, row in enumerate(rows, 1))


def _with(model: Model, elements: Mapping[str, str], prefix: str, changed: Mapping[str, AnyField]) -> Model:
    own = {name: changed[prefix + element] for name, element in elements.items() if prefix + element in changed}
    return model.model_copy(update=own) if own else model
