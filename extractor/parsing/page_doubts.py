"""What of a filing's pages was not understood → findings: heads, columns, labels not found, words in no place."""

from collections.abc import Iterator, Sequence

from extractor.model.field_paths import OWNER_ELEMENTS
from extractor.model.finding_codes import (
    ADDRESS_LABELS_NOT_FOUND,
    COLUMNS_NOT_FOUND,
    HEAD_NOT_FOUND,
    ONE_STREET_OR_TWO,
    RELATIONSHIP_LABELS_NOT_FOUND,
    RELATIONSHIP_TEXTS_AS_ONE,
    TEXT_WITHOUT_NUMBER,
    WORDS_UNDER_NO_COLUMN,
)
from extractor.model.form import TABLES
from extractor.model.form_labels import RELATIONSHIP_LABELS
from extractor.model.page import Word
from extractor.model.results import Finding
from extractor.parsing.evidence import join_words
from extractor.parsing.header.boxes import HeaderBoxes
from extractor.parsing.header.owners import OwnerCells
from extractor.parsing.notes.sections import Sections
from extractor.parsing.tables.columns import TableHead


def table_doubts(heads: Sequence[TableHead], astray: Sequence[Word], sections: Sections) -> Iterator[Finding]:
    """What of the page found no place: a value may stand there."""
    for table in TABLES:
        own = [head for head in heads if head.table is table]
        missing = [
            column.attribute
            for head in own
            for column in table.columns
            if column not in [mapped.column for mapped in head.columns]
        ]
        if not own:
            yield HEAD_NOT_FOUND.found(
                table.element, message="the head of this table was not found; rows may be missing"
            )
        if missing:
            yield COLUMNS_NOT_FOUND.found(table.element, message=f"columns were not found: {', '.join(missing)}")
    if astray:
        yield WORDS_UNDER_NO_COLUMN.found(
            heads[0].table.element, message=f"words stand under no column: {join_words(astray)}"
        )
    if sections.astray:
        yield TEXT_WITHOUT_NUMBER.found(
            "footnotes", message=f"text without a number: {join_words(sections.astray)[:200]}"
        )


STREETS = ("rptOwnerStreet1", "rptOwnerStreet2")


PLACE = ("rptOwnerCity", "rptOwnerState", "rptOwnerZipCode")


def address_doubts(owners: Sequence[OwnerCells]) -> Iterator[Finding]:
    """Addresses whose lines may not stand where box 1 has them."""
    for number, owner in enumerate(owners, 1):
        address = f"reportingOwner[{number}]/reportingOwnerAddress"
        if owner.has_unsure_streets:
            message = "this may be one street or two: a full line may wrap, and a comma may part two lines"
            yield ONE_STREET_OR_TWO.found(*(f"{address}/{name}" for name in STREETS), message=message)
        if owner.has_lost_labels:
            message = "the labels of box 1 were not all found, so a line may stand under the wrong one"
            yield ADDRESS_LABELS_NOT_FOUND.found(*(f"{address}/{name}" for name in (*STREETS, *PLACE)), message=message)


def tick_doubts(header: HeaderBoxes) -> Iterator[Finding]:
    """Box 5: labels not found, so that nobody knows whether they are ticked, and texts run together."""
    names = [label.name for row in RELATIONSHIP_LABELS for label in row if label.name not in header.ticks]
    if names:
        message = "the labels of box 5 were not all found, so an X may be missed"
        yield RELATIONSHIP_LABELS_NOT_FOUND.found(
            *(f"reportingOwner[1]/{OWNER_ELEMENTS[name]}" for name in names), message=message
        )
    if header.has_unsure_texts:
        message = "the officer's title and the text for Other are printed as one, or words of the form are among them"
        names = ["officer_title", "other_text"]
        yield RELATIONSHIP_TEXTS_AS_ONE.found(
            *(f"reportingOwner[1]/{OWNER_ELEMENTS[name]}" for name in names), message=message
        )
