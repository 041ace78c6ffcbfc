"""A filing whose values are hard to export, as the SEC's XML holds it, and the values of such an XML by XPath.

It has a blank cell, a 0 and a cell with only a mark; a date beyond other programs' calendars, six decimals, sixteen
digits, a text that a spreadsheet would calculate, quotes, a letter beyond ASCII, and an explanation of 5,000 letters.
"""

from decimal import Decimal
from pathlib import Path

from lxml import etree

from extractor.confidence.assessment import assess
from extractor.model.results import Decision, Extraction, FieldAssessment, Source
from extractor.readers.ownership_xml import read_ownership_xml

LONG = " ".join(["The shares were sold in several trades at prices from $1.00 to $1.15."] * 72)[:5000].strip()
FORMULA = "=1+1"
QUOTED = 'Class "A" Common, par $0.01; the issuer\'s'
ACCENTED = "Société Générale"
SIXTEEN = "1234567890123456"
HARD = f"""<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0609</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2024-01-08</periodOfReport>
  <notSubjectToSection16>0</notSubjectToSection16>
  <issuer>
    <issuerCik>0000000000</issuerCik>
    <issuerName>{ACCENTED}</issuerName>
    <issuerTradingSymbol>SOGE</issuerTradingSymbol>
  </issuer>
  <reportingOwner>
    <reportingOwnerId>
      <rptOwnerCik>0000000000</rptOwnerCik><rptOwnerName>O&#39;Brien Zoé</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerAddress>
      <rptOwnerStreet1>1 MAIN STREET</rptOwnerStreet1><rptOwnerCity>BOSTON</rptOwnerCity>
      <rptOwnerState>MA</rptOwnerState><rptOwnerZipCode>02110</rptOwnerZipCode>
    </reportingOwnerAddress>
    <reportingOwnerRelationship>
      <isDirector>1</isDirector><isOfficer>1</isOfficer><isTenPercentOwner>0</isTenPercentOwner><isOther>0</isOther>
      <officerTitle>Chief &quot;Risk&quot; Officer</officerTitle>
    </reportingOwnerRelationship>
  </reportingOwner>
  <aff10b5One>0</aff10b5One>
  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>{FORMULA}</value></securityTitle>
      <transactionDate><value>2024-01-08</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType><transactionCode>M</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionAmounts>
        <transactionShares><value>{SIXTEEN}</value></transactionShares>
        <transactionPricePerShare><value>0</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>{SIXTEEN}</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
    </nonDerivativeTransaction>
    <nonDerivativeTransaction>
      <securityTitle><value>{QUOTED.replace('"', "&quot;")}</value></securityTitle>
      <transactionDate><value>2024-01-08</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType><transactionCode>P</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionAmounts>
        <transactionShares><value>10.123456</value></transactionShares>
        <transactionPricePerShare><footnoteId id="F1"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>10.123456</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
    </nonDerivativeTransaction>
    <nonDerivativeHolding>
      <securityTitle><value>Common Stock</value></securityTitle>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>3000</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>I</value></directOrIndirectOwnership>
        <natureOfOwnership><value>By Trust</value></natureOfOwnership>
      </ownershipNature>
    </nonDerivativeHolding>
  </nonDerivativeTable>
  <derivativeTable>
    <derivativeTransaction>
      <securityTitle><value>Stock Option</value></securityTitle>
      <conversionOrExercisePrice><value>4.8</value></conversionOrExercisePrice>
      <transactionDate><value>2024-01-08</value></transactionDate>
      <transactionCoding>
        <transactionFormType>5</transactionFormType><transactionCode>M</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness><value>E</value></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>{SIXTEEN}</value></transactionShares>
        <transactionPricePerShare><value>0</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <exerciseDate><footnoteId id="F2"/></exerciseDate>
      <expirationDate><value>9999-12-31</value></expirationDate>
      <underlyingSecurity>
        <underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle>
        <underlyingSecurityShares><value>{SIXTEEN}</value></underlyingSecurityShares>
      </underlyingSecurity>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>0</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
    </derivativeTransaction>
  </derivativeTable>
  <footnotes>
    <footnote id="F1">{LONG}</footnote>
    <footnote id="F2">Vested at once.</footnote>
  </footnotes>
  <ownerSignature>
    <signatureName>/s/ Zoé O&#39;Brien</signatureName><signatureDate>2024-01-09</signatureDate>
  </ownerSignature>
</ownershipDocument>
"""

Said = tuple[str | None, tuple[str, ...]]
"""A value as the XML holds it, and its footnote ids."""


def truth(xml: str | Path, xpath: str) -> Said:
    """The value at `xpath` in the XML; None if there is none, which differs from 0 and from an empty text."""
    root = etree.fromstring((xml.read_text(encoding="utf-8") if isinstance(xml, Path) else xml).encode())
    [found, *_] = root.xpath(xpath) or [None]
    if found is None:
        return None, ()
    inner = found.find("value")
    text = (found if inner is None else inner).text
    marks = found.findall("footnoteId")
    return (text.strip() or None if text else None), tuple(mark.get("id") for mark in marks)


def as_read(xml: str = HARD, doubtful: tuple[str, ...] = ()) -> Extraction:
    """The filing as if read from a page, with doubts only about the fields at `doubtful`."""
    document = read_ownership_xml(xml)
    assessment = assess(document, ())
    entries = tuple(
        FieldAssessment(xpath=entry.xpath, confidence=0.4, review=True, reasons=("a blot -- or a 7?",))
        if entry.xpath in doubtful
        else entry
        for entry in assessment.fields
    )
    decision = Decision.REVIEW if doubtful else Decision.ACCEPT
    return Extraction(
        source=Source(path="/home/inbox/form.pdf", sha256="ab" * 32, pages=2, read_by=("pdfium",), form="4"),
        document=document,
        findings=(),
        assessment=assessment.model_copy(update={"fields": entries, "decision": decision}),
    )


def same_number(carried: object, said: str | None) -> bool:
    """Whether an exported number is exactly the XML's; an absent value equals only an absent one."""
    return carried is None if said is None else Decimal(str(carried)) == Decimal(said)
