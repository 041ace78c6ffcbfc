"""Makes findings of what was not understood on a filing's pages: heads, columns and labels not found, stray words."""

from collections.abc import Iterator, Sequence

from extractor.model.field_paths import footnote_xpath, owner_at, owner_xpath
from extractor.model.finding_codes import (
    ADDRESS_LABELS_NOT_FOUND,
    COLUMNS_NOT_FOUND,
    HEAD_NOT_FOUND,
    ONE_STREET_OR_TWO,
    OWNERS_NOT_FOUND,
    RELATIONSHIP_LABELS_NOT_FOUND,
    RELATIONSHIP_TEXTS_AS_ONE,
    TEXT_WITHOUT_NUMBER,
    WHITE_DOES_NOT_TELL,
    WORDS_UNDER_NO_COLUMN,
)
from extractor.model.form import TABLES
from extractor.model.form_labels import OWNERS_TABLE_HEAD, RELATIONSHIP_LABELS, RELATIONSHIP_TEXTS
from extractor.model.page import Word
from extractor.model.results import Finding
from extractor.model.strip import Cell, Strip
from extractor.model.texts import plain
from extractor.parsing.evidence import join_words
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import runs
from extractor.parsing.header.boxes import HeaderBoxes
from extractor.parsing.header.owner_cells import OwnerCells
from extractor.parsing.header.owners_table import owners_heads
from extractor.parsing.notes.lost_numbers import lost_numbers
from extractor.parsing.notes.sections import Sections
from extractor.parsing.tables.columns import TableHead
from extractor.parsing.tables.columns_by_place import columns_cut_off


def table_doubts(
    strip: Strip, heads: Sequence[TableHead], astray: Sequence[Word], sections: Sections
) -> Iterator[Finding]:
    """Findings for heads and columns that were not found, and for words in no column or explanation."""
    for table in TABLES:
        own = [head for head in heads if head.table is table]
        missing = [
            column.attribute
            for head in own
            for column in table.columns
            if column not in (*(mapped.column for mapped in head.columns), *columns_cut_off(head, strip))
        ]
        if not own:
            yield HEAD_NOT_FOUND.found(
                table.element, message="the heading of this table was not found; rows may be missing"
            )
        if missing:
            yield COLUMNS_NOT_FOUND.found(table.element, message=f"columns were not found: {', '.join(missing)}")
    if astray:
        yield WORDS_UNDER_NO_COLUMN.found(
            heads[0].table.element, message=f"these words are under no column: {join_words(astray)}"
        )
    if sections.astray:
        yield TEXT_WITHOUT_NUMBER.found(
            "footnotes", message=f"text among the explanations without a number: {join_words(sections.astray)[:200]}"
        )


def note_doubts(strip: Strip, sections: Sections) -> Iterator[Finding]:
    """Findings for explanations that may include another one, because the number of that one was not read."""
    for number, line in lost_numbers(sections.explanations, strip.tops):
        message = (
            f"a paragraph begins within explanation {number}; its own number may be lost: {join_words(line)[:100]}"
        )
        yield TEXT_WITHOUT_NUMBER.found(footnote_xpath(f"F{number}"), "footnotes", message=message)


def white_doubts(elements: Sequence[str]) -> Iterator[Finding]:
    """Findings for tables without rulings whose columns or rows the white does not separate clearly."""
    for element in elements:
        message = "no lines are drawn here, and the white space does not show where each row or column ends"
        yield WHITE_DOES_NOT_TELL.found(element, message=message)


def owners_doubts(strip: Strip, cells: Sequence[Cell], known: int, signed: int) -> Iterator[Finding]:
    """A finding for a table of reporting owners whose columns were not found, as owners may be missing.

    `known` is the number of owners found, `signed` that of signatures; there are at least as many owners as signatures.
    """
    has_heading = any(
        label_length(run, OWNERS_TABLE_HEAD) == len(run)
        for line in text_lines(strip.words)
        for run in runs(line)
        if plain(run[0].text) == "reporting"
    )
    if has_heading and not any(owners_heads(cells)):
        message = "the columns of the table of reporting owners were not found; owners may be missing"
        missing = (owner_at(number) for number in range(known + 1, signed + 1))
        yield OWNERS_NOT_FOUND.found("reportingOwner", *missing, message=message)


STREETS = ("rpt_owner_street1", "rpt_owner_street2")


PLACE = ("rpt_owner_city", "rpt_owner_state", "rpt_owner_zip_code")


def address_doubts(owners: Sequence[OwnerCells]) -> Iterator[Finding]:
    """Findings for addresses whose lines may be assigned to the wrong parts of the address."""
    for number, owner in enumerate(owners, 1):
        if owner.has_unsure_streets:
            message = "this may be one street line or two: a full line may continue, and a comma may separate two lines"
            yield ONE_STREET_OR_TWO.found(*(owner_xpath(number, name) for name in STREETS), message=message)
        if owner.has_lost_labels:
            message = (
                "the labels of box 1 were not all found, so a line may have been read as the wrong part of the address"
            )
            yield ADDRESS_LABELS_NOT_FOUND.found(
                *(owner_xpath(number, name) for name in (*STREETS, *PLACE)), message=message
            )


def tick_doubts(header: HeaderBoxes) -> Iterator[Finding]:
    """Findings for box 5: labels that were not found, so that a tick may be missed, and texts printed as one."""
    names = [label.name for row in RELATIONSHIP_LABELS for label in row if label.name not in header.ticks]
    if names:
        message = "the labels of box 5 were not all found, so an X or a title may have been missed"
        names += [text for tick, text in RELATIONSHIP_TEXTS.items() if tick in names]
        yield RELATIONSHIP_LABELS_NOT_FOUND.found(*(owner_xpath(1, name) for name in names), message=message)
    if header.has_unsure_texts:
        message = "the officer's title and the text for Other run into each other, or contain words of the form"
        names = ["officer_title", "other_text"]
        yield RELATIONSHIP_TEXTS_AS_ONE.found(*(owner_xpath(1, name) for name in names), message=message)
