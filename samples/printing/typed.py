"""The SEC's blank form (SEC 1474), landscape, filled in by typewriter: a page for each table, marks typed as (1)."""

from datetime import date

from extractor.model.ownership import OwnershipDocument, ReportingOwner
from samples.printing.headings import TYPED_TABLE_I, TYPED_TABLE_II
from samples.printing.paper import Paper
from samples.printing.printed_values import (
    Notation,
    Printed,
    address_lines,
    date_text,
    derivative_cells,
    edgar_notation,
    has_10b5_box,
    is_ticked_10b5,
    non_derivative_cells,
    text_of,
)
from samples.printing.ruled_table import Breaks, Cell, Look, Row, Table, draw_table, shrunk_to_fit
from samples.printing.tick_box_font import EMPTY_BOX, TICKED_BOX, tick_box_font
from samples.printing.typesetting import BREAK, Span, Spans, Style, wrap

TYPED = Style("Courier", 9.0)
TYPED_IN_TABLE = Style("Courier", 7.5)
LABEL = Style("Times-Roman", 9.0)
BODY = Style("Times-Roman", 10.8)
BOLD = Style("Times-Bold", 10.8)
LOOK = Look(
    head=Style("Times-Roman", 8.4), head_leading=9.4, data_leading=9.2, pad_x=3.6, pad_y=3.2, part_align="center"
)
LEFT, MIDDLE, RIGHT, EDGE = 72.0, 288.0, 468.0, 719.0
TABLE_LEFT, TABLE_EDGE = 33.3, 758.7
TABLE_I_WIDTHS = (53.1, 95.4, 94.5, 42.3, 32.4, 49.5, 61.2, 35.1, 126.0, 74.7, 61.2)
TABLE_II_WIDTHS = (49.5, 54.0, 54.0, 54.0, 31.5, 27.0, 31.5, 31.5, 54.0, 49.5, 31.5, 45.0, 49.5, 58.5, 54.0, 50.4)
FOREIGN_BOX_FROM = date(2026, 3, 18)
INTENTIONAL = (
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. See 18 U.S.C. 1001 and "
    "15 U.S.C. 78ff(a)."
)
COPIES = (
    "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see "
    "Instruction 6 for procedure."
)
PERSONS = (
    "Potential persons who are to respond to the collection of information contained in this form are not required to "
    "respond unless the form displays a currently valid OMB Number."
)
REMINDER = "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
SMALL_PRINT = (INTENTIONAL, COPIES, PERSONS)
LAST_LINE_OF_TABLE = 545.0
"""The blank form has ruled empty rows down to about here, in points from the top."""


def print_typed(document: OwnershipDocument, breaks: Breaks) -> bytes:
    """The filing as a PDF of the SEC's blank form, typed: boxes, Table I, Table II and signature, each on a page."""
    paper = Paper(792, 612, margin=54.0, title="FORM 4")
    notation = edgar_notation(document.period_of_report.value)
    _draw_first_page(paper, document, notation)
    _draw_table_page(paper, "Table I — Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", Table(
        TYPED_TABLE_I, tuple(_row(non_derivative_cells(row, notation)) for row in document.non_derivative_table),
        TABLE_I_WIDTHS, TABLE_LEFT, LOOK,
    ), breaks)  # fmt: skip
    reminder = (
        "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
    )
    _flow(paper, (Span(reminder, BODY),))
    _draw_table_page(
        paper,
        "Table II — Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
        "(e.g., puts, calls, warrants, options, convertible securities)",
        Table(TYPED_TABLE_II, tuple(_row(derivative_cells(row, notation)) for row in document.derivative_table),
              TABLE_II_WIDTHS, TABLE_LEFT, LOOK),
        breaks,
    )  # fmt: skip
    _draw_explanations(paper, document)
    _draw_signature_page(paper, document, notation)
    if len(document.reporting_owners) > 1:
        _draw_joint_filers(paper, document)
    return paper.finish()


def _draw_first_page(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    large = Span(f"FORM {document.document_type.value or '4'}", Style("Times-Bold", 18.0))
    paper.frame(LEFT, 72, LEFT + large.width + 1.5, 93)
    paper.text((large,), LEFT + 0.7, 72.5, 120, 20)
    _draw_omb(paper)
    words = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    y = _tick_line(paper, 100.0, words, "Instruction 1(b).", ticked=bool(document.not_subject_to_section16.value))
    if has_10b5_box(document):
        words = (
            "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
            "plan that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). "
        )
        _tick_line(paper, y + 14, words, "Instruction 10.", ticked=is_ticked_10b5(document))
    title = (
        "UNITED STATES SECURITIES AND EXCHANGE\nCOMMISSION\nWashington, D.C. 20549\n"
        "STATEMENT OF CHANGES IN BENEFICIAL\nOWNERSHIP"
    )
    y = paper.text((Span(title, BOLD),), 306, 106, 297, 14.2, align="center")
    act = (
        "Filed pursuant to Section 16(a) of the Securities Exchange Act of\n1934, Section 17(a) of the Public Utility "
        "Holding Company Act of\n1935 or Section 30(h) of the Investment Company Act of 1940"
    )
    paper.text((Span(act, BODY),), 297, y + 8, 340, 13.8, align="center")
    paper.text((Span("(Print or Type Responses)", LABEL),), LEFT, 265, 150, 10.8)
    _draw_boxes(paper, document, notation)


def _draw_omb(paper: Paper) -> None:
    paper.frame(604, 70.5, 744, 130)
    paper.rule(604, 84, 744)
    paper.text((Span("OMB APPROVAL", LABEL),), 604, 72, 140, 11, align="center")
    words = "OMB Number: 3235-0287\nExpires: August 31, 2026\nEstimated average burden\nhours per response 0.5"
    paper.text((Span(words, LABEL),), 605.5, 85, 138, 11)


def _tick_line(paper: Paper, top: float, words: str, instruction: str, *, ticked: bool) -> float:
    box = Span(TICKED_BOX if ticked else EMPTY_BOX, Style(tick_box_font(), 11.0))
    paper.text((box,), LEFT, top, 14, 13.8)
    spans = (Span(words, BOLD), Span("See", Style("Times-BoldItalic", 10.8)), Span(f" {instruction}", BOLD))
    return paper.text(spans, LEFT + 15, top, 200, 13.8)


def _draw_boxes(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    owner = document.reporting_owners[0] if document.reporting_owners else ReportingOwner()
    has_foreign_boxes = (document.period_of_report.value or date.min) >= FOREIGN_BOX_FROM
    top, split, bottom = 279.0, 420.5, 478.0
    for x0, x1 in ((LEFT, MIDDLE), (MIDDLE, RIGHT), (RIGHT, EDGE)):
        paper.frame(x0, top, x1, bottom)
    paper.rule(MIDDLE, split, EDGE)
    _draw_owner(paper, owner, top, has_country=has_foreign_boxes)
    _label(paper, "2. Issuer Name and Ticker or Trading Symbol", MIDDLE, top)
    symbol = text_of(document.issuer.issuer_trading_symbol)
    _type(paper, f"{text_of(document.issuer.issuer_name)} [ {symbol} ]", MIDDLE, top + 27, 170)
    y = 336.0
    if has_foreign_boxes:
        paper.rule(MIDDLE, y, RIGHT)
        _label(paper, "2a. Foreign Trading Symbol", MIDDLE, y)
        foreign = text_of(document.issuer.issuer_foreign_trading_symbol)
        _type(paper, f"[ {foreign} ]" if foreign else "", MIDDLE, y + 14, 170)
        y += 28
    paper.rule(MIDDLE, y, RIGHT)
    _label(paper, "3. Date of Earliest Transaction Required to be Reported (Month/Day/Year)", MIDDLE, y)
    _type(paper, date_text(document.period_of_report, notation), MIDDLE, y + 28, 170)
    _label(paper, "4. If Amendment, Date Original Filed (Month/Day/Year)", MIDDLE, split)
    _type(paper, date_text(document.date_of_original_submission, notation), MIDDLE, split + 28, 170)
    _draw_relationship(paper, owner, top)
    _label(paper, "6. Individual or Joint/Group Filing (Check Applicable Line)", RIGHT, split)
    is_joint = len(document.reporting_owners) > 1
    _line_to_tick(paper, "Form filed by One Reporting Person", split + 22, ticked=not is_joint)
    _line_to_tick(paper, "Form filed by More than One Reporting Person", split + 39, ticked=is_joint)
    note = "* If the form is filed by more than one reporting person, see Instruction 4(b)(v)."
    paper.text((Span(note, BODY),), LEFT, bottom + 4, 500, 13)


def _draw_owner(paper: Paper, owner: ReportingOwner, top: float, *, has_country: bool) -> None:
    _label(paper, "1. Name and Address of Reporting Person*", LEFT, top)
    _type(paper, text_of(owner.rpt_owner_name), LEFT, 306, 205)
    for y, words in (
        (333.0, (("(Last)", 78.0), ("(First)", 139.0), ("(Middle)", 201.0))),
        (377.0, (("(Street)", 138.0),)),
        (420.5, (("(City)", 78.0), ("(State)", 139.0), ("(Zip/Postal Code)", 203.0))),
    ):
        paper.rule(LEFT, y, MIDDLE)
        for word, x in words:
            paper.text((Span(word, LABEL),), x, y + 1.5, 80, 10.8)
    for position, street in enumerate(address_lines(owner)):
        paper.text((Span(street, Style("Courier", 8.0)),), LEFT + 6, 350 + 12 * position, 208, 12)
    for value, x in (
        (owner.rpt_owner_city, 78.0),
        (owner.rpt_owner_state, 165.0),
        (owner.rpt_owner_zip_code, 203.0),
    ):
        paper.text((Span(text_of(value), Style("Courier", 8.0)),), x, 404, 88, 10.8)
    if has_country:
        paper.rule(LEFT, 450, MIDDLE)
        paper.text((Span("(Country)", LABEL),), 78, 451.5, 80, 10.8)
        _type(paper, text_of(owner.rpt_owner_country), LEFT, 435, 205)


def _draw_relationship(paper: Paper, owner: ReportingOwner, top: float) -> None:
    _label(paper, "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)", RIGHT, top)
    _line_to_tick(paper, "Director", top + 36, ticked=bool(owner.is_director.value))
    _line_to_tick(paper, "Officer (give title below)", top + 53, ticked=bool(owner.is_officer.value))
    _line_to_tick(paper, "10% Owner", top + 70, ticked=bool(owner.is_ten_percent_owner.value))
    _line_to_tick(paper, "Other (specify below)", top + 87, ticked=bool(owner.is_other.value))
    title = "; ".join(filter(None, (text_of(owner.officer_title), text_of(owner.other_text))))
    _type(paper, title, RIGHT + 12, top + 105, 225)
    paper.rule(RIGHT + 18, top + 116, EDGE - 18)


def _line_to_tick(paper: Paper, words: str, top: float, *, ticked: bool) -> None:
    """A line of five underscores; the X is typed over them."""
    paper.text((Span(f"_____ {words}", LABEL),), RIGHT + 5, top, 240, 10.8)
    if ticked:
        paper.text((Span("X", TYPED),), RIGHT + 14, top - 1.0, 10, 10.8)


def _label(paper: Paper, words: str, x: float, top: float) -> None:
    paper.text((Span(words, LABEL),), x + 5.4, top + 6, 175 if x < RIGHT else 240, 10.8)


def _type(paper: Paper, words: str, x: float, top: float, width: float) -> None:
    paper.text((Span(words, TYPED),), x + 6, top, width, 10.8)


def _draw_table_page(paper: Paper, title: str, table: Table, breaks: Breaks) -> None:
    paper.next_page()
    paper.text((Span("FORM 4 (continued)", BOLD),), LEFT, 72, 150, 13.5)
    paper.y = paper.text((Span(title, BOLD),), 252, 72, 480, 13.5) + 12
    fitted = shrunk_to_fit(table, TABLE_EDGE - TABLE_LEFT)
    draw_table(paper, fitted, breaks)
    height = fitted.look.data_leading + 4 * fitted.look.pad_y
    while paper.y + height < LAST_LINE_OF_TABLE - 60:
        _draw_blank_row(paper, fitted, height)
    paper.y += 6


def _draw_blank_row(paper: Paper, table: Table, height: float) -> None:
    x = table.x
    for width in table.widths:
        paper.frame(x, paper.y, x + width, paper.y + height, "lrb")
        x += width
    paper.y += height


def _row(values: tuple[Printed, ...]) -> Row:
    return tuple(Cell(_typed(value)) for value in values)


def _typed(value: Printed) -> Spans:
    marks = "".join(
        f"{BREAK if position else ''}({mark.removeprefix('F')})" for position, mark in enumerate(value.marks)
    )
    words = value.text + marks
    return (Span(words, TYPED_IN_TABLE),) if words else ()


def _flow(paper: Paper, spans: Spans) -> None:
    for line in wrap(spans, EDGE - LEFT):
        if paper.room < 12.5:
            paper.next_page()
        paper.line(line, LEFT, paper.y, 12.5)
        paper.y += 12.5


def _draw_explanations(paper: Paper, document: OwnershipDocument) -> None:
    _flow(paper, (Span("Explanation of Responses:", BODY),))
    for footnote in document.footnotes:
        _flow(paper, (Span(f"({footnote.id.removeprefix('F')}) {text_of(footnote.text)}", TYPED),))
    if document.remarks.value:
        _flow(paper, (Span("Remarks:", BODY),))
        _flow(paper, (Span(document.remarks.value, TYPED),))


def _draw_signature_page(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    paper.next_page()
    paper.y = 90.0
    for signature in document.owner_signatures:
        lines = wrap((Span(text_of(signature.signature_name), TYPED),), 220)
        if paper.room < len(lines) * 11 + 60:
            paper.next_page()
        for line in lines:
            paper.line(line, 378, paper.y, 11)
            paper.y += 11
        paper.text((Span(date_text(signature.signature_date, notation), TYPED),), 640, paper.y - 11, 80, 11)
        paper.rule(374, paper.y, 606)
        paper.rule(634, paper.y, 716)
        paper.text((Span("**Signature of Reporting Person", LABEL),), 390, paper.y + 3, 200, 10.8)
        paper.text((Span("Date", LABEL),), 662, paper.y + 3, 40, 10.8)
        paper.y += 34
    for words in SMALL_PRINT:
        paper.y += 8
        _flow(paper, (Span(words, BODY),))


def _draw_joint_filers(paper: Paper, document: OwnershipDocument) -> None:
    """The sheet that a filer attaches for the owners for whom box 1 has no room."""
    paper.next_page()
    paper.y = 72.0
    _flow(paper, (Span("FORM 4 (continued) - Joint Filer Information", BOLD),))
    for owner in document.reporting_owners[1:]:
        town = f"{text_of(owner.rpt_owner_city)}, {text_of(owner.rpt_owner_state)} {text_of(owner.rpt_owner_zip_code)}"
        ticked = (
            ("Director", owner.is_director.value),
            ("10% Owner", owner.is_ten_percent_owner.value),
            (f"Officer: {text_of(owner.officer_title)}", owner.is_officer.value),
            (f"Other: {text_of(owner.other_text)}", owner.is_other.value),
        )
        relation = ", ".join(words for words, is_ticked in ticked if is_ticked)
        paper.y += 10
        for line in (
            f"Name: {text_of(owner.rpt_owner_name)}",
            f"Address: {', '.join((*address_lines(owner), town))} {text_of(owner.rpt_owner_country)}",
            f"Relationship to Issuer: {relation}",
        ):
            _flow(paper, (Span(line, TYPED),))
