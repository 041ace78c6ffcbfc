"""OWN: who holds the securities (columns 6 and 7, or 10 and 11), and rows that occur twice."""

from collections.abc import Hashable, Iterator
from itertools import combinations

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.model.texts import unspaced, without_punctuation
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import PlacedRow, both_tables, table_one, table_two, transactions

SHORTEST_WORD = 5
NAMES = ("security_title", "underlying_security_title", "nature_of_ownership")


@rule("OWN401", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.3, cm(5)")
def indirect_ownership_without_nature(document: OwnershipDocument) -> Problems:
    """An indirect holding must say through whom it is held.

    EDGAR suspends a filing with "I" in column 6 and no value in column 7 (a footnote alone is
    not enough), so a blank here was probably lost in reading.

    Broken:     II.1.direct_or_indirect_ownership = I
    Broken:     II.1.direct_or_indirect_ownership = I; II.1.nature_of_ownership = (3)
    Consistent: II.1.direct_or_indirect_ownership = I; II.1.nature_of_ownership = By Trust
    Consistent: II.1.direct_or_indirect_ownership = I; II.1.nature_of_ownership = See footnote (3)
    """
    for placed in both_tables(document):
        row = placed.row
        if row.direct_or_indirect_ownership.value == "I" and row.nature_of_ownership.value is None:
            message = f"{placed.name} is held indirectly (I), but its nature is blank"
            yield Problem(placed.xpaths("nature_of_ownership", "direct_or_indirect_ownership"), message)


@rule("OWN402", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.3, cm(5) and 5")
def direct_ownership_with_nature(document: OwnershipDocument) -> Problems:
    """A direct holding (D) leaves the last column blank, the nature of ownership.

    Broken:     II.1.nature_of_ownership = By Trust
    Consistent: II.1.nature_of_ownership = (3)
    """
    for placed in both_tables(document):
        row = placed.row
        if row.direct_or_indirect_ownership.value == "D" and row.nature_of_ownership.value is not None:
            message = f"{placed.name} is held directly (D), but its nature reads {row.nature_of_ownership.value!r}"
            yield Problem(placed.xpaths("direct_or_indirect_ownership", "nature_of_ownership"), message)


@rule("OWN403", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.6.5 OwnerTypeList")
def unknown_form_of_ownership(document: OwnershipDocument) -> Problems:
    """Ownership is direct (D) or indirect (I).

    Broken:     I.1.direct_or_indirect_ownership = 10,000 D
    Consistent: I.1.direct_or_indirect_ownership = D
    """
    for placed in both_tables(document):
        form = placed.row.direct_or_indirect_ownership.value
        if form not in (None, "D", "I"):
            yield Problem(
                placed.xpaths("direct_or_indirect_ownership"), f"{placed.name}: ownership form reads {form!r}"
            )


@rule("OWN404", Severity.WARNING, "Form 4, General Instruction 4 (one line for each transaction and holding)")
def line_twice(document: OwnershipDocument) -> Problems:
    """No two rows are the same in every column.

    Measured: 80 of 17,951 filings.

    Broken:     I.3 = holding; I.4 = I.3
    Consistent: I.3 = holding; I.4 = I.3; I.4.nature_of_ownership = By Spouse
    """
    for rows in (table_one(document), table_two(document)):
        alike: dict[Hashable, list[PlacedRow]] = {}
        for placed in rows:
            # A key that is cheap to compare and differs for nearly all rows.
            key = (placed.row.transaction_shares.value, placed.row.shares_owned_following_transaction.value)
            first = next((other for other in alike.get(key, ()) if _contents(other) == _contents(placed)), None)
            alike.setdefault(key, []).append(placed)
            if first is not None:
                message = f"{placed.name} is the same as {first.name} in every column"
                yield Problem((placed.path, first.path), message)


@rule("OWN405", Severity.WARNING, "Form 4, column 5 (owned following the reported transactions)")
def holding_beside_transactions(document: OwnershipDocument) -> Problems:
    """The last transaction of a position shows what is left of it, so no row reports it again as a holding.

    Measured: 35 of 17,951 filings.

    Broken:     I.3 = holding; I.3.direct_or_indirect_ownership = D; I.3.nature_of_ownership =
    Consistent: I.3 = holding
    """
    holdings = [placed for placed in table_one(document) if placed.row.is_holding]
    traded = {_position(placed): placed for placed in transactions(table_one(document)) if holdings}
    for placed in holdings:
        transaction = traded.get(_position(placed))
        if transaction is not None:
            message = f"{placed.name} reports a holding of the position that {transaction.name} trades"
            yield Problem((*placed.xpaths("direct_or_indirect_ownership", "nature_of_ownership"), placed.path), message)


@rule("OWN406", Severity.WARNING, "Form 4, General Instruction 4(c)(ii) (title of the security)")
def titles_nearly_alike(document: OwnershipDocument) -> Problems:
    """Two titles, or natures of ownership, that differ in one letter of a word or only in punctuation are the same.

    The rarer spelling is the one in doubt.

    Measured: 76 of 17,951 filings.

    Broken:     II.1.underlying_security_title = Commor Stock
    Broken:     II.1.underlying_security_title = Common. Stock
    Consistent: I.3 = holding; I.4 = holding; I.3.security_title = Class A Stock; I.4.security_title = Class B Stock
    """
    places: dict[str, list[str]] = {}
    for xpath, text in _names(document):
        places.setdefault(text, []).append(xpath)
    for text, other in combinations(places, 2):
        if _is_slip(text, other) or _differ_in_signs(text, other):
            rare, usual = sorted((other, text), key=lambda one: len(places[one]))
            message = f"“{rare}” is spelt “{usual}” elsewhere"
            if len(places[rare]) == len(places[usual]):
                yield Problem((*places[rare], *places[usual]), message)
                continue
            reason = f"it is spelt so in {len(places[usual])} other places"
            suggestions = tuple(Suggestion(xpath=xpath, value=usual, reason=reason) for xpath in places[rare])
            yield Problem(tuple(places[rare]), message, suggestions)


def _position(placed: PlacedRow) -> Hashable:
    row = placed.row
    held = (row.security_title, row.direct_or_indirect_ownership, row.nature_of_ownership)
    return tuple((field.value, field.footnotes) for field in held)


def _contents(placed: PlacedRow) -> Hashable:
    return tuple((field.value, field.footnotes) for _, field in placed.cells())


def _names(document: OwnershipDocument) -> Iterator[tuple[str, str]]:
    """XPath and text of every title and every nature."""
    for placed in both_tables(document):
        for attribute, field in placed.cells_of(NAMES):
            if field.value is not None:
                yield placed.xpath(attribute), str(field.value)


def _is_slip(text: str, other: str) -> bool:
    """Whether one letter in a long word differs: "Class A" is no slip of "Class B", nor "ESOP" of "ESPP"."""
    if len(text) != len(other) or text == other:
        return False
    words = [pair for pair in zip(text.split(), other.split(), strict=False) if pair[0] != pair[1]]
    if len(words) != 1 or not (words[0][0].isalpha() or words[0][1].isalpha()):
        return False
    one, two = words[0]
    return len(one) == len(two) >= SHORTEST_WORD and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _differ_in_signs(text: str, other: str) -> bool:
    """Whether letters and figures are the same in the same order, but other signs differ."""
    plain, other_plain = map(without_punctuation, (text, other))
    spaced = {unspaced(text), unspaced(other)}
    return bool(plain) and plain == other_plain and len(spaced) > 1


RULES = (
    indirect_ownership_without_nature,
    direct_ownership_with_nature,
    unknown_form_of_ownership,
    line_twice,
    holding_beside_transactions,
    titles_nearly_alike,
)
