"""The page that issuers' web sites offer: bold data, `_ X _` marks, the owners in a table at the end."""

from extractor.model.ownership import OwnershipDocument, ReportingOwner
from samples.printing.headings import ISSUER_TABLE_I, ISSUER_TABLE_II, OWNERS_TABLE
from samples.printing.paper import RULE_PT, Paper
from samples.printing.printed_values import (
    NEW_STYLE_FROM,
    Notation,
    Printed,
    address_lines,
    date_text,
    derivative_cells,
    has_10b5_box,
    is_ticked_10b5,
    issuer_notation,
    non_derivative_cells,
    text_of,
)
from samples.printing.ruled_table import Breaks, Cell, Look, Row, Table, draw_table, minimum_widths, shrunk_to_fit
from samples.printing.tick_box_font import EMPTY_BOX, TICKED_BOX, tick_box_font
from samples.printing.typesetting import TIE, Span, Spans, Style, line_width, longest_atom, wrap

BLUE, RED, GREEN = "#0000ff", "#ff0000", "#008000"
BODY = Style("Times-Roman", 8.77)
BODY_BOLD = Style("Times-Bold", 8.77)
BODY_ITALIC = Style("Times-Italic", 8.77)
LEGEND = Style("Times-Roman", 6.75)
DATA = Style("Times-Bold", 6.75)
MARK = Style("Times-Roman", 5.62, BLUE, rise=2.2, is_underlined=True)
STAR = Style("Times-Roman", 7.31, BLUE, rise=2.5, is_underlined=True)
HEADER = Style("Times-Bold", 10.8)
BAND = Style("Times-Bold", 8.44)
BODY_LEADING, NOTE_LEADING = 10.8, 10.8

LEFT, MIDDLE, RIGHT, EDGE = 18.2, 209.2, 401.6, 593.3
LOOK = Look(
    head=LEGEND, head_leading=7.4, data_leading=9.0, pad_x=1.35, pad_y=1.4,
    part_align="center", part_at_bottom=True, data_in_middle=True,
)  # fmt: skip
OWNERS_LOOK = Look(
    head=BODY,
    head_leading=10.8,
    data_leading=10.8,
    pad_x=0.7,
    pad_y=0.3,
    part_at_bottom=True,
    data_in_middle=True,
    head_align="center",
)
TABLE_I_WIDTHS = (160.7, 42.5, 43.2, 35.1, 16.9, 26.3, 29.0, 20.9, 134.4, 33.0, 33.1)
TABLE_II_WIDTHS = (61.5, 39.8, 35.1, 39.9, 29.8, 14.1, 31.8, 31.7, 34.4, 31.8, 17.5, 66.2, 33.7, 41.9, 33.0, 33.1)
CENTERED_I = frozenset(range(1, 10))
CENTERED_II = frozenset(range(1, 15))
AMOUNT_COLUMNS_I = (5, 6)
"""Columns of Table I with the amount and its direction: red for a disposal, green for an acquisition."""


def print_issuer(document: OwnershipDocument, breaks: Breaks) -> bytes:
    """The filing as a PDF on letter paper, as an issuer's site would offer it."""
    paper = Paper(612, 792, margin=18.2, title="FORM 4")
    notation = issuer_notation(document.period_of_report.value)
    _draw_top(paper, document)
    _draw_boxes(paper, document, notation)
    _draw_table_i(paper, document, notation, breaks)
    _draw_table_ii(paper, document, notation, breaks)
    _draw_explanations(paper, document)
    _draw_owners(paper, document, breaks)
    _draw_signatures(paper, document, notation)
    _draw_small_print(paper)
    return paper.finish()


def _draw_top(paper: Paper, document: OwnershipDocument) -> None:
    form = f"FORM {document.document_type.value or '4'}"
    large = Span(form, Style("Helvetica-Bold", 21.6))
    paper.frame(LEFT, 18.2, LEFT + max(102.0, large.width + 4), 44.2)
    paper.text((large,), LEFT + 0.7, 19.6, 130, 24)
    omb = "OMB APPROVAL\nOMB Number: 3235-0287\nEstimated average burden\nhours per response... 0.5"
    paper.text((Span(omb, BODY),), 478.8, 18.5, 115, 10.8)
    exit_words = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    spans = (Span(exit_words, BODY), Span("See", BODY_ITALIC), Span(" Instruction 1(b).", BODY))
    y = _tick_line(paper, document, 45.0, spans, ticked=bool(document.not_subject_to_section16.value))
    if has_10b5_box(document):
        words = (
            "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
            "plan that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). "
        )
        spans = (Span(words, BODY), Span("See", BODY), Span(" Instruction 10.", BODY))
        y = _tick_line(paper, document, y + 2, spans, ticked=is_ticked_10b5(document))
    paper.text((Span("UNITED STATES SECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549", HEADER),),
               137, 23.4, 338, 12.1, align="center")  # fmt: skip
    title = "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF\nSECURITIES"
    paper.text((Span(title, HEADER),), 137, 58.5, 338, 12.1, align="center")
    act = "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or\n"
    act += "Section 30(h) of the Investment Company Act of 1940"
    end = paper.text((Span(act, Style("Times-Roman", 10.8)),), 137, max(99.7, y - 12), 338, 12.1, align="center")
    paper.y = max(end, y) + 8.5


def _tick_line(paper: Paper, document: OwnershipDocument, top: float, spans: Spans, *, ticked: bool) -> float:
    period = document.period_of_report.value
    if period and period >= NEW_STYLE_FROM:
        box = Span(TICKED_BOX if ticked else EMPTY_BOX, Style(tick_box_font(), 9.5))
    else:
        box = Span("[X]" if ticked else "[ ]", BODY)
    return paper.text((box, Span(" ", BODY), *spans), LEFT, top, 116, BODY_LEADING)


def _draw_boxes(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    top = paper.y
    owner = document.reporting_owners[0] if document.reporting_owners else ReportingOwner()
    y = _labelled(paper, top, "2. Issuer Name and Ticker or Trading Symbol")
    issuer = f"{text_of(document.issuer.issuer_name)} [ {text_of(document.issuer.issuer_trading_symbol)} ]"
    y = paper.text((Span(issuer, HEADER),), MIDDLE + 0.9, y + 10.5, 190, 12.0) + 3
    if document.issuer.issuer_foreign_trading_symbol.value:
        paper.rule(MIDDLE, y, RIGHT)
        y = _labelled(paper, y, "2a. Foreign Trading Symbol")
        symbol = f"[ {document.issuer.issuer_foreign_trading_symbol.value} ]"
        y = paper.text((Span(symbol, HEADER),), MIDDLE + 0.9, y + 1, 190, 12.0) + 2
    paper.rule(MIDDLE, y, RIGHT)
    y = _labelled(paper, y, "3. Date of Earliest Transaction ", small="(MM/DD/YYYY)")
    earliest = Span(date_text(document.period_of_report, notation), HEADER)
    y = paper.text((earliest,), MIDDLE, y + 8, 192, 12.0, align="center") + 8
    split = max(y, _relationship_box(paper, owner, top) + 12)
    paper.rule(MIDDLE, split, EDGE)
    y = _labelled(paper, split, "4. If Amendment, Date Original Filed ", small="(MM/DD/YYYY)")
    original = Span(date_text(document.date_of_original_submission, notation), HEADER)
    y = paper.text((original,), MIDDLE, y + 6, 192, 12.0, align="center")
    bottom = max(y + 4, split + 43.2, _owner_box(paper, owner, top))
    _joint_box(paper, document, split)
    for x0, x1 in ((LEFT, MIDDLE), (MIDDLE, RIGHT), (RIGHT, EDGE)):
        paper.frame(x0, top, x1, bottom)
    paper.y = bottom


def _labelled(paper: Paper, top: float, words: str, small: str = "") -> float:
    plain, _, more = words.partition("and ")
    strong = (Span("and ", BODY_BOLD),) if more else ()
    spans = (Span(plain, BODY), *strong, Span(more, BODY), Span(small, LEGEND))
    return paper.text(spans, MIDDLE + 0.9, top + 1.2, 190, BODY_LEADING)


def _relationship_box(paper: Paper, owner: ReportingOwner, top: float) -> float:
    label = "5. Relationship of Reporting Person(s) to Issuer\n(Check all applicable)"
    y = paper.text((Span(label, BODY),), RIGHT + 0.5, top + 1.2, 190, BODY_LEADING) + 12.8
    for left, left_ticked, right, right_ticked in (
        ("Director", owner.is_director.value, "10% Owner", owner.is_ten_percent_owner.value),
        ("Officer (give title below)", owner.is_officer.value, "Other (specify below)", owner.is_other.value),
    ):
        paper.text(_underscored(left, ticked=bool(left_ticked)), RIGHT + 0.5, y, 96, 7.5)
        paper.text(_underscored(right, ticked=bool(right_ticked)), RIGHT + 97.2, y, 94, 7.5)
        y += 12.1
    title = " / ".join(filter(None, (text_of(owner.officer_title), text_of(owner.other_text))))
    return paper.text((Span(title, BODY_BOLD),), RIGHT + 0.5, y - 2, 190, BODY_LEADING)


def _underscored(words: str, *, ticked: bool) -> Spans:
    if not ticked:
        return (Span(f"_____ {words}", LEGEND),)
    return (Span("__", LEGEND), Span("X", DATA), Span("__ ", LEGEND), Span(words, LEGEND))


def _joint_box(paper: Paper, document: OwnershipDocument, top: float) -> None:
    label = (Span("6. Individual or Joint/Group Filing ", BODY), Span("(Check Applicable Line)", LEGEND))
    y = paper.text(label, RIGHT + 0.5, top + 1.2, 194, BODY_LEADING) + 10.6
    is_joint = len(document.reporting_owners) > 1
    for words, ticked in (
        ("Form filed by One Reporting Person", not is_joint),
        ("Form filed by More than One Reporting Person", is_joint),
    ):
        mark = (Span("_ ", LEGEND), Span("X", DATA), Span(" _ ", LEGEND)) if ticked else (Span("___ ", LEGEND),)
        y = paper.text((*mark, Span(words, LEGEND)), RIGHT + 0.5, y, 190, 7.5)


def _owner_box(paper: Paper, owner: ReportingOwner, top: float) -> float:
    x, width = LEFT + 0.7, MIDDLE - LEFT - 2
    y = paper.text(
        (Span("1. Name and Address of Reporting Person ", BODY), Span("*", STAR)), x, top + 3, width, BODY_LEADING
    )
    y = paper.text((Span(text_of(owner.rpt_owner_name), HEADER),), x, y + 11, width, 12.0)
    y = _legend(paper, y + 4, ("(Last)", "(First)", "(Middle)")) + 2
    paper.rule(LEFT, y, MIDDLE)
    y = paper.text((Span(", ".join(address_lines(owner)), HEADER),), x, y + 11, width, 12.0)
    y = _legend(paper, y + 1, ("(Street)",)) + 2
    paper.rule(LEFT, y, MIDDLE)
    y = paper.text((Span(town_line(owner), HEADER),), x, y + 11, width, 12.0)
    y = _legend(paper, y + 4, ("(City)", "(State)", "(Zip)"))
    if owner.rpt_owner_country.value:
        paper.rule(LEFT, y + 1, MIDDLE)
        y = paper.text((Span(owner.rpt_owner_country.value, HEADER),), x, y + 3, width, 12.0)
        y = _legend(paper, y + 2, ("(Country)",))
    return y + 2


def _legend(paper: Paper, top: float, words: tuple[str, ...]) -> float:
    step = 42.0
    start = (LEFT + MIDDLE) / 2 - step * len(words) / 2
    for position, word in enumerate(words):
        paper.text((Span(word, LEGEND),), start + position * step, top, step, 7.5, align="center")
    return top + 7.5


def town_line(owner: ReportingOwner) -> str:
    """City, state and zip code in one line, such as MENLO PARK, CA 94025."""
    state_and_zip = " ".join(filter(None, (text_of(owner.rpt_owner_state), text_of(owner.rpt_owner_zip_code))))
    return ", ".join(filter(None, (text_of(owner.rpt_owner_city), state_and_zip)))


def _draw_table_i(paper: Paper, document: OwnershipDocument, notation: Notation, breaks: Breaks) -> None:
    rows = []
    for row in document.non_derivative_table:
        color = RED if row.transaction_acquired_disposed_code.value == "D" else GREEN
        values = non_derivative_cells(row, notation)
        rows.append(_row(values, CENTERED_I, dict.fromkeys(AMOUNT_COLUMNS_I, color)))
    band = (Span("Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", BAND),)
    _draw_banded(paper, band, Table(ISSUER_TABLE_I, tuple(rows), TABLE_I_WIDTHS, LEFT, LOOK), breaks)


def _draw_table_ii(paper: Paper, document: OwnershipDocument, notation: Notation, breaks: Breaks) -> None:
    rows = tuple(
        _row(derivative_cells(row, notation), CENTERED_II, {6: GREEN, 7: RED}) for row in document.derivative_table
    )
    band = (
        Span("Table II - Derivative Securities Beneficially Owned (", BAND),
        Span("e.g.", Style("Times-BoldItalic", 8.44)),
        Span(", puts, calls, warrants, options, convertible securities)", BAND),
    )
    _draw_banded(paper, band, Table(ISSUER_TABLE_II, rows, TABLE_II_WIDTHS, LEFT, LOOK), breaks)


def _draw_banded(paper: Paper, band: Spans, table: Table, breaks: Breaks) -> None:
    if paper.room < 100:
        paper.next_page()
    paper.frame(LEFT, paper.y, EDGE, paper.y + 24.0, "lr")
    paper.text(band, LEFT, paper.y + 12.2, EDGE - LEFT, 9.8, align="center")
    paper.y += 24.0
    draw_table(paper, shrunk_to_fit(table, EDGE - LEFT), breaks)


def _row(values: tuple[Printed, ...], centered: frozenset[int], colors: dict[int, str]) -> Row:
    return tuple(
        Cell(_marked(value, colors.get(column, "#000000")), "center" if column in centered else "left")
        for column, value in enumerate(values)
    )


def _marked(value: Printed, color: str) -> Spans:
    marks = tuple(Span(f"({mark.removeprefix('F')})", MARK) for mark in value.marks)
    if not value.text:
        return marks
    # A single letter has its mark directly after it; before the mark of a number there is a space.
    gap = "" if not marks or len(value.text) == 1 else " " if value.text[0].isalpha() else TIE
    return (Span(value.text + gap, Style(DATA.font, DATA.size, color)), *marks)


def _draw_explanations(paper: Paper, document: OwnershipDocument) -> None:
    paper.y += 12.0
    _flow(paper, (Span("Explanation of Responses:", BODY_BOLD),), LEFT + 2)
    for footnote in document.footnotes:
        paper.y += 4.1
        lines = wrap((Span(text_of(footnote.text), BODY),), EDGE - 36.7)
        for position, line in enumerate(lines):
            if paper.room < NOTE_LEADING:
                paper.next_page()
            if position == 0:
                paper.line((Span(f"({footnote.id.removeprefix('F')})", BODY_BOLD),), LEFT + 2, paper.y, NOTE_LEADING)
            paper.line(line, 36.7, paper.y, NOTE_LEADING)
            paper.y += NOTE_LEADING
    if document.remarks.value:
        paper.y += 12.0
        _flow(paper, (Span("Remarks:", BODY_BOLD),), LEFT + 2)
        _flow(paper, (Span(document.remarks.value, BODY),), LEFT + 2)


def _flow(paper: Paper, spans: Spans, x: float) -> None:
    for line in wrap(spans, EDGE - x):
        if paper.room < NOTE_LEADING:
            paper.next_page()
        paper.line(line, x, paper.y, NOTE_LEADING)
        paper.y += NOTE_LEADING


def _draw_owners(paper: Paper, document: OwnershipDocument, breaks: Breaks) -> None:
    paper.y += 12.0
    if paper.room < 60:
        paper.next_page()
    _flow(paper, (Span("Reporting Owners", BODY_BOLD),), LEFT)
    rows = tuple(_owner_row(owner) for owner in document.reporting_owners)
    minimums = minimum_widths(OWNERS_TABLE, rows, OWNERS_LOOK)
    natural = tuple(
        max(least, *(_natural_width(row[column].spans) for row in rows)) for column, least in enumerate(minimums)
    )
    first = max(natural[0], Span(OWNERS_TABLE[0].text, BODY).width + 2 * OWNERS_LOOK.pad_x)
    draw_table(paper, Table(OWNERS_TABLE, rows, (first, *natural[1:]), LEFT, OWNERS_LOOK), breaks)


def _natural_width(spans: Spans) -> float:
    lines = wrap(spans, 260)
    return max((line_width(line) for line in lines), default=longest_atom(spans)) + 2 * OWNERS_LOOK.pad_x + 0.1


def _owner_row(owner: ReportingOwner) -> Row:
    country = text_of(owner.rpt_owner_country)
    lines = (text_of(owner.rpt_owner_name), *address_lines(owner), town_line(owner), country)
    address = Cell((Span("\n".join(filter(None, lines)), BODY_BOLD),))
    return (address, *(Cell((Span(words, BODY_BOLD),) if words else (), "center") for words in (
        "X" if owner.is_director.value else "",
        "X" if owner.is_ten_percent_owner.value else "",
        text_of(owner.officer_title) or ("X" if owner.is_officer.value else ""),
        text_of(owner.other_text) or ("X" if owner.is_other.value else ""),
    )))  # fmt: skip


def _draw_signatures(paper: Paper, document: OwnershipDocument, notation: Notation) -> None:
    names = [wrap((Span(text_of(each.signature_name), BODY_BOLD),), 455) for each in document.owner_signatures]
    width = max((line_width(line) for lines in names for line in lines), default=90) + 4
    width = max(width, 92.0)
    paper.y += 13.0
    if paper.room < 50:
        paper.next_page()
    _flow(paper, (Span("Signatures", BODY_BOLD),), LEFT + 2)
    for signature, lines in zip(document.owner_signatures, names, strict=True):
        height = len(lines) * BODY_LEADING
        if paper.room < height + 24:
            paper.next_page()
        paper.y += 4.2
        for position, line in enumerate(lines):
            paper.line(line, LEFT + 2, paper.y + position * BODY_LEADING, BODY_LEADING)
        date_x = LEFT + width + 38
        date = Span(date_text(signature.signature_date, notation), BODY_BOLD)
        paper.text((date,), date_x, paper.y + (height - BODY_LEADING) / 2, 48, BODY_LEADING, align="center")
        paper.y += height + 1.7
        paper.box(LEFT, paper.y, LEFT + width, paper.y + RULE_PT)
        paper.box(date_x, paper.y, date_x + 48, paper.y + RULE_PT)
        signed = (Span("**", MARK), Span("Signature of Reporting Person", LEGEND))
        paper.text(signed, LEFT, paper.y + 3.6, width, 7.5, align="center")
        paper.text((Span("Date", LEGEND),), date_x, paper.y + 2.2, 48, 7.5, align="center")
        paper.y += 13.0


def _draw_small_print(paper: Paper) -> None:
    def plain(words: str) -> Span:
        return Span(words, BODY)

    paper.y += 11.0
    see = Span("see", BODY_ITALIC)
    reminder = (
        "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
    )
    _flow(paper, (plain(reminder),), LEFT + 2)
    for sign, words in (
        (
            Span("*", BODY_BOLD),
            (plain("If the form is filed by more than one reporting person, "), see, plain(" Instruction 4(b)(v).")),
        ),
        (
            Span("**", BODY_BOLD),
            (
                plain("Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "),
                Span("See", BODY_ITALIC),
                plain(" 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."),
            ),
        ),
        (
            plain("Note:"),
            (
                plain(
                    "File three copies of this Form, one of which must be manually signed. If space is insufficient, "
                ),
                see,
                plain(" Instruction 6 for procedure."),
            ),
        ),
    ):
        paper.y += 2.7
        if paper.room < 2 * NOTE_LEADING:
            paper.next_page()
        paper.line((sign,), LEFT + 2, paper.y, NOTE_LEADING)
        _flow(paper, words, 50.0)
    paper.y += 2.7
    persons = (
        "Persons who respond to the collection of information contained in this form are not required to respond "
        "unless the form displays a currently valid OMB control number."
    )
    _flow(paper, (plain(persons),), LEFT + 2)
