"""The page of sec.gov as a browser prints it: blue data, green raised marks, boxes with an X."""

from collections.abc import Iterable
from functools import partial

from extractor.model.ownership import OwnershipDocument, ReportingOwner
from samples.printing.headings import EDGAR_TABLE_I, EDGAR_TABLE_II
from samples.printing.paper import RULE_PT, Paper
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
from samples.printing.typesetting import BREAK, Span, Spans, Style, wrap

BLUE, GREEN, GRAY = "#0000ff", "#008000", "#c0c0c0"
LABEL = Style("Helvetica", 6.58)
LABEL_BOLD = Style("Helvetica-Bold", 6.58)
SMALL = Style("Helvetica", 5.85)
SMALL_ITALIC = Style("Helvetica-Oblique", 5.85)
ITALIC = Style("Helvetica-Oblique", 6.58)
BODY = Style("Helvetica", 7.31)
TITLE = Style("Helvetica-Bold", 9.98)
BAND = Style("Helvetica-Bold", 8.52)
DATA = Style("Times-Roman", 8.77, BLUE)
NAME = Style("Times-Roman", 10.0, BLUE, is_underlined=True)
SIGNED = Style("Times-Roman", 8.77, BLUE, is_underlined=True)
MARK = Style("Times-Roman", 6.21, GREEN, rise=3.4)
NOTE = Style("Times-Roman", 7.31, GREEN)
LABEL_LEADING, DATA_LEADING, NOTE_LEADING = 7.4, 10.96, 8.05

LEFT, MIDDLE, RIGHT, EDGE = 28.5, 222.9, 416.6, 583.5
LOOK = Look(head=Style("Helvetica-Bold", 5.85), head_leading=6.56, data_leading=DATA_LEADING, pad_x=2.55, pad_y=3.0)
# Column widths as a browser chose them for a short filing; the words of each filing change them.
TABLE_I_WIDTHS = (151.3, 52.6, 55.6, 29.9, 13.9, 29.3, 29.2, 47.0, 60.5, 44.0, 41.7)
TABLE_II_WIDTHS = (33.0, 37.3, 52.6, 52.6, 26.4, 11.7, 13.1, 29.2, 37.3, 45.3, 38.0, 29.2, 33.2, 45.0, 35.0, 36.1)
CENTERED_I = frozenset(range(1, 10))
CENTERED_II = frozenset(range(1, 15))
EMPTY_ROW = (Cell(()),) * 16
BROWSE = "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK="


def print_edgar(document: OwnershipDocument, breaks: Breaks) -> bytes:
    """The filing as a PDF of EDGAR's page, on letter paper."""
    paper = Paper(612, 792, margin=28.5, title="SEC FORM 4")
    notation = edgar_notation(document.period_of_report.value)
    _draw_top(paper, document)
    _draw_boxes(paper, document, notation)
    _draw_tables(paper, document, notation, breaks)
    if len(document.reporting_owners) > 1:
        for owner in document.reporting_owners:
            _draw_joint_filer(paper, owner)
    _draw_explanations(paper, document)
    _draw_signatures(paper, document, notation)
    _draw_small_print(paper)
    return paper.finish()


def _draw_top(paper: Paper, document: OwnershipDocument) -> None:
    text = paper.text
    text((Span("SEC Form 4", BODY),), LEFT, 28.5, 100, 8.2)
    text((Span(f"FORM {document.document_type.value or '4'}", Style("Helvetica-Bold", 13.16)),), 30.7, 38.5, 100, 14.7)
    paper.frame(484.3, 39.0, 582.0, 76.5)
    paper.rule(484.3, 52.5, 582.0)
    text((Span("OMB APPROVAL", BODY),), 484.3, 41.6, 98, 8.2, align="center")
    omb = "OMB Number: 3235-0287\nEstimated average burden\nhours per response: 0.5"
    text((Span(omb, SMALL),), 487.2, 54.6, 95, 6.57)
    exit_words = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    bottom = _tick_line(
        paper, 56.1, exit_words, "Instruction 1(b).", ticked=bool(document.not_subject_to_section16.value)
    )
    if has_10b5_box(document):
        plan_words = (
            "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
            "plan for the purchase or sale of equity securities of the issuer that is intended to satisfy the "
            "affirmative defense conditions of Rule 10b5-1(c). "
        )
        bottom = _tick_line(paper, bottom + 2.5, plan_words, "Instruction 10.", ticked=is_ticked_10b5(document))
    top = max(39.0, bottom - 64.5 if has_10b5_box(document) else 39.0) - (20.0 if has_10b5_box(document) else 0)
    text((Span("UNITED STATES SECURITIES AND EXCHANGE COMMISSION", TITLE),), 150, top, 332, 11.4, align="center")
    text((Span("Washington, D.C. 20549", BODY),), 150, top + 11.4, 332, 8.2, align="center")
    text((Span("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", TITLE),), 150, top + 27.7, 332, 11.4, align="center")
    act = "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934\n"
    act += "or Section 30(h) of the Investment Company Act of 1940"
    paper.y = max(text((Span(act, BODY),), 150, top + 47.2, 332, 8.2, align="center"), bottom) + 2.5


def _tick_line(paper: Paper, top: float, words: str, instruction: str, *, ticked: bool) -> float:
    if ticked:
        paper.text((Span("X", DATA),), 33, top, 10, 8.0)
    spans = (Span(words, SMALL), Span("See", SMALL_ITALIC), Span(f" {instruction}", SMALL))
    return paper.text(spans, 44.0, top, 105, 6.57)


def _draw_boxes(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    """Boxes 1 to 6 in three columns, with their rulings where a browser puts them."""
    top = paper.y
    middle = (
        partial(_issuer_box, paper, document),
        *((partial(_foreign_box, paper, document),) if document.issuer.issuer_foreign_trading_symbol.value else ()),
        partial(_date_box, paper, "3. Date of Earliest Transaction (Month/Day/Year)",
                date_text(document.period_of_report, notation)),
    )  # fmt: skip
    owner = document.reporting_owners[0] if document.reporting_owners else ReportingOwner()
    relationship_end = _relationship_box(paper, owner, top)
    y = top
    for draw in middle:
        end = draw(y) + 2.0
        # The last of these boxes shares its lower ruling with box 5, however long the officer's title is.
        end = max(end, relationship_end + 2.0) if draw is middle[-1] else end
        paper.rule(MIDDLE, end, RIGHT)
        y = end
    split = y
    paper.rule(RIGHT, split, EDGE)
    original = date_text(document.date_of_original_submission, notation)
    amended_end = _date_box(paper, "4. If Amendment, Date of Original Filed (Month/Day/Year)", original, split)
    joint_end = _joint_box(paper, document, split)
    owner_end = _owner_box(paper, owner, LEFT, MIDDLE, top)
    bottom = max(amended_end, joint_end, owner_end)
    for x0, x1 in ((LEFT, MIDDLE), (MIDDLE, RIGHT), (RIGHT, EDGE)):
        paper.frame(x0, top, x1, bottom)
    paper.y = bottom


def _issuer_box(paper: Paper, document: OwnershipDocument, top: float) -> float:
    issuer = document.issuer
    label = (Span("2. Issuer Name ", LABEL), Span("and", LABEL_BOLD), Span(" Ticker or Trading Symbol", LABEL))
    y = paper.text(label, MIDDLE + 2.7, top + 2.8, 188, LABEL_LEADING)
    symbol = Style("Times-Roman", 8.2, BLUE)
    brackets = Style("Times-Roman", 7.31, BLUE)
    name = Span(text_of(issuer.issuer_name), NAME, _edgar_link(issuer.issuer_cik.value))
    spans = (name, Span(" [ ", brackets), Span(text_of(issuer.issuer_trading_symbol), symbol), Span(" ]", brackets))
    return max(paper.text(spans, MIDDLE + 2.7, y, 188, 11.4), top + 35.0)


def _foreign_box(paper: Paper, document: OwnershipDocument, top: float) -> float:
    y = paper.text((Span("2a. Foreign Trading Symbol", LABEL),), MIDDLE + 2.7, top + 2.8, 188, LABEL_LEADING)
    symbol = text_of(document.issuer.issuer_foreign_trading_symbol)
    return paper.text((Span("[ ", DATA), Span(symbol, DATA), Span(" ]", DATA)), MIDDLE + 2.7, y, 188, DATA_LEADING)


def _date_box(paper: Paper, label: str, value: str, top: float) -> float:
    y = paper.text((Span(label, LABEL),), MIDDLE + 2.7, top + 2.8, 190, LABEL_LEADING)
    return max(paper.text((Span(value, DATA),), MIDDLE + 2.7, y, 188, DATA_LEADING), top + 34.5)


def _relationship_box(paper: Paper, owner: ReportingOwner, top: float) -> float:
    y = paper.text(
        (Span("5. Relationship of Reporting Person(s) to Issuer\n(Check all applicable)", LABEL),),
        RIGHT + 2.6, top + 2.8, 164, LABEL_LEADING,
    ) + 1.8  # fmt: skip
    pairs = (
        ("Director", owner.is_director.value, "10% Owner", owner.is_ten_percent_owner.value),
        ("Officer (give title below)", owner.is_officer.value, "Other (specify below)", owner.is_other.value),
    )
    for left, left_ticked, right, right_ticked in pairs:
        end = max(
            paper.text((Span(left, LABEL),), 446.2, y, 54, LABEL_LEADING),
            paper.text((Span(right, LABEL),), 526.9, y, 54, LABEL_LEADING),
        )
        for x, ticked in ((421.9, left_ticked), (505.0, right_ticked)):
            if ticked:
                paper.text((Span("X", DATA),), x, (y + end) / 2 - 5.2, 10, DATA_LEADING)
        y = end + 2.9
    return max(
        paper.text((Span(text_of(owner.officer_title), DATA),), 446.2, y, 58, DATA_LEADING),
        paper.text((Span(text_of(owner.other_text), DATA),), 526.9, y, 54, DATA_LEADING),
    )


def _joint_box(paper: Paper, document: OwnershipDocument, top: float) -> float:
    label = "6. Individual or Joint/Group Filing (Check Applicable Line)"
    y = paper.text((Span(label, LABEL),), RIGHT + 2.6, top + 2.8, 160, LABEL_LEADING) + 3.4
    is_joint = len(document.reporting_owners) > 1
    for words, ticked in (
        ("Form filed by One Reporting Person", not is_joint),
        ("Form filed by More than One Reporting Person", is_joint),
    ):
        if ticked:
            paper.text((Span("X", DATA),), 421.9, y - 1.8, 10, DATA_LEADING)
        y = paper.text((Span(words, LABEL),), 446.2, y, 128, LABEL_LEADING) + 3.8
    return y


def _owner_box(paper: Paper, owner: ReportingOwner, x0: float, x1: float, top: float) -> float:
    """Box 1: its values above grey rules, and what they are, in brackets, below."""
    star = Style("Helvetica", 5.2, rise=2.6)
    x, width = x0 + 2.9, x1 - x0 - 6
    label = (Span("1. Name and Address of Reporting Person", LABEL), Span("*", star))
    y = paper.text(label, x, top + 4.8, width, LABEL_LEADING)
    link = _edgar_link(owner.rpt_owner_cik.value)
    y = paper.text((Span(text_of(owner.rpt_owner_name), NAME, link),), x, y - 0.3, width, 11.4) + 5.0
    thirds = (x + 2.2, x + 57.6, x + 114.0)
    y = _gray_legend(paper, x, x1 - 2.2, y, zip(("(Last)", "(First)", "(Middle)"), thirds, strict=True))
    streets = (*address_lines(owner), " ", " ")[: max(2, len(address_lines(owner)))]
    y += 2.5
    for street in streets:
        y = paper.text((Span(street, DATA),), x, y, width, DATA_LEADING) if street.strip() else y + DATA_LEADING
    y = _gray_legend(paper, x, x1 - 2.2, y + 4.2, (("(Street)", x),))
    thirds = (x + 2.2, x + 64.7, x + 127.3)
    town = (text_of(owner.rpt_owner_city), text_of(owner.rpt_owner_state), text_of(owner.rpt_owner_zip_code))
    ends = [
        paper.text((Span(value, DATA),), at, y + 2.5, 60, DATA_LEADING) for value, at in zip(town, thirds, strict=True)
    ]
    y = max(*ends, y + 13) + 2.4
    y = _gray_legend(paper, x, x1 - 2.2, y, zip(("(City)", "(State)", "(Zip)"), thirds, strict=True))
    if owner.rpt_owner_country.value:
        y = paper.text((Span(owner.rpt_owner_country.value, DATA),), x + 2.2, y + 1.5, width, DATA_LEADING) + 2.4
        y = _gray_legend(paper, x, x1 - 2.2, y, (("(Country)", x + 2.2),))
    return y + 6.0


def _gray_legend(paper: Paper, x0: float, x1: float, y: float, words: Iterable[tuple[str, float]]) -> float:
    paper.rule(x0, y, x1, color=GRAY)
    for word, x in words:
        paper.text((Span(word, LABEL),), x, y + 3.0, 80, LABEL_LEADING)
    return y + 10.4


def _edgar_link(cik: str | None) -> str:
    return f"{BROWSE}{cik.zfill(10)}" if cik else ""


def _draw_tables(paper: Paper, document: OwnershipDocument, notation: Notation, breaks: Breaks) -> None:
    rows_i = tuple(_row(non_derivative_cells(row, notation), CENTERED_I) for row in document.non_derivative_table)
    rows_ii = tuple(_row(derivative_cells(row, notation), CENTERED_II) for row in document.derivative_table)
    band_i = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
    band_ii = (
        "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
        "(e.g., puts, calls, warrants, options, convertible securities)"
    )
    rows_i, rows_ii = rows_i or (EMPTY_ROW[:11],), rows_ii or (EMPTY_ROW,)
    _draw_banded(paper, band_i, Table(EDGAR_TABLE_I, rows_i, TABLE_I_WIDTHS, LEFT, LOOK), breaks)
    _draw_banded(paper, band_ii, Table(EDGAR_TABLE_II, rows_ii, TABLE_II_WIDTHS, LEFT, LOOK), breaks)


def _draw_banded(paper: Paper, band: str, table: Table, breaks: Breaks) -> None:
    lines = band.count("\n") + 1
    height = lines * 10.3 + 5.0
    if paper.room < height + 60:
        paper.next_page()
    paper.frame(LEFT, paper.y, EDGE, paper.y + height)
    paper.text((Span(band, BAND),), LEFT, paper.y + 2.5, EDGE - LEFT, 10.3, align="center")
    paper.y += height
    draw_table(paper, shrunk_to_fit(table, EDGE - LEFT), breaks)


def _row(values: tuple[Printed, ...], centered: frozenset[int]) -> Row:
    return tuple(
        Cell(_marked(value), "center" if column in centered else "left") for column, value in enumerate(values)
    )


def _marked(value: Printed) -> Spans:
    marks = tuple(
        Span((BREAK if position else "") + f"({mark.removeprefix('F')})", MARK)
        for position, mark in enumerate(value.marks)
    )
    return ((Span(value.text, DATA),) if value.text else ()) + marks


def _draw_joint_filer(paper: Paper, owner: ReportingOwner) -> None:
    if paper.room < 130:
        paper.next_page()
    top = paper.y
    paper.y = _owner_box(paper, owner, LEFT, 223.6, top)
    paper.frame(LEFT, top, 223.6, paper.y)


def _draw_explanations(paper: Paper, document: OwnershipDocument) -> None:
    paper.y += RULE_PT
    _flow(paper, (Span("Explanation of Responses:", Style("Helvetica-Bold", 7.31)),), 8.2)
    for footnote in document.footnotes:
        _flow(paper, (Span(f"{footnote.id.removeprefix('F')}. {text_of(footnote.text)}", NOTE),), NOTE_LEADING)
    if document.remarks.value:
        _flow(paper, (Span("Remarks:", Style("Helvetica-Bold", 7.31)),), 8.2)
        _flow(paper, (Span(document.remarks.value, NOTE),), NOTE_LEADING)


def _flow(paper: Paper, spans: Spans, leading: float) -> None:
    for line in wrap(spans, EDGE - LEFT):
        if paper.room < leading:
            paper.next_page()
        paper.line(line, LEFT, paper.y, leading)
        paper.y += leading


def _draw_signatures(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    paper.y += 2.3
    for signature in document.owner_signatures:
        lines = wrap((Span(text_of(signature.signature_name), SIGNED),), 172)
        height = len(lines) * DATA_LEADING + 1.5
        if paper.room < height + 12:
            paper.next_page()
        for position, line in enumerate(lines):
            paper.line(line, 361.9, paper.y + position * DATA_LEADING, DATA_LEADING)
        date = (Span(date_text(signature.signature_date, notation), SIGNED),)
        paper.text(date, 541.8, paper.y + (height - DATA_LEADING) / 2, 45, DATA_LEADING)
        paper.y += height
    paper.text((Span("** Signature of Reporting Person", LABEL),), 361.9, paper.y + 3.0, 170, LABEL_LEADING)
    paper.text((Span("Date", LABEL),), 541.8, paper.y + 3.0, 40, LABEL_LEADING)
    paper.y += 12.5


def _draw_small_print(paper: Paper) -> None:
    def plain(words: str) -> Span:
        return Span(words, LABEL)

    see = Span("see", ITALIC)
    for line in (
        (
            plain(
                "Reminder: Report on a separate line for each class of securities beneficially owned directly "
                "or indirectly."
            ),
        ),
        (plain("* If the form is filed by more than one reporting person, "), see, plain(" Instruction 4 (b)(v).")),
        (
            plain("** Intentional misstatements or omissions of facts constitute Federal Criminal Violations "),
            Span("See", ITALIC),
            plain(" 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."),
        ),
        (
            plain(
                "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, "
            ),
            see,
            plain(" Instruction 6 for procedure."),
        ),
        (
            Span(
                "Persons who respond to the collection of information contained in this form are not required to "
                "respond unless the form displays a currently valid OMB Number.",
                LABEL_BOLD,
            ),
        ),
    ):
        _flow(paper, line, 7.3)
