"""Corrections applied to a filing: what a reviewer typed → the filing as it should have been read.

A correction names a field by the XPath that `ownership.fields` yields. Three more things can be
said with the same type, because a page can lose or invent a whole line:

    add a row       xpath `nonDerivativeTable/*[3]`, old None, new `nonDerivativeTransaction`
    remove a row    xpath `nonDerivativeTable/*[3]`, new None
    change its kind xpath `nonDerivativeTable/*[3]`, old `nonDerivativeHolding`, new `nonDerivativeTransaction`

Owners and signatures are added and removed alike (`reportingOwner[2]`, new `reportingOwner`;
`ownerSignature[1]`, new `ownerSignature`), an explanation by its own XPath with or without a text.
Corrections apply in order, each to what the ones before it left, so an XPath counts rows as they
stood when it was written.
"""

from collections.abc import Iterable

from extractor.ownership import OwnershipDocument
from extractor.results import Correction


def apply(document: OwnershipDocument, corrections: Iterable[Correction]) -> OwnershipDocument:
    """The filing with all `corrections` made, in their order; raises `CorrectionError`."""
    raise NotImplementedError
