"""A filing → the HTML page that sec.gov shows of it, to be printed by a browser.

The page consists of nested tables with bevelled borders: labels in small sans serif, values in blue Times on white,
marks and explanations in green. The SEC changed the page now and then; `Generation` names the changes that can be seen.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from html import escape

from extractor.model.ownership import OwnershipDocument, ReportingOwner
from extractor.model.places import COUNTRIES, STATES
from samples.printing.headings import EDGAR_TABLE_I, EDGAR_TABLE_II
from samples.printing.printed_values import (
    Notation,
    Printed,
    address_lines,
    date_text,
    derivative_cells,
    edgar_notation,
    is_ticked_10b5,
    non_derivative_cells,
    text_of,
)
from samples.printing.ruled_table import Heading

STYLE = """
body { background: white }
.blue { color: blue; background-color: white; font-size: small; font-family: Times, serif }
.code { color: blue; background-color: white; font-size: x-small; font-family: Times, serif }
.green { color: green; background-color: white; font-size: x-small; font-family: Times, serif }
.text { font-size: small; font-family: arial, helvetica, sans-serif }
.label { font-size: x-small; font-family: arial, helvetica, sans-serif; text-align: left }
.fine { font-size: xx-small; font-family: arial, helvetica, sans-serif; text-align: left }
.right { text-align: right }
.band { font-size: small; font-family: arial, helvetica, sans-serif; text-align: center }
.title { font: bold medium arial, helvetica, sans-serif }
.name { font: bold large arial, helvetica, sans-serif }
"""
WIDTHS_I = ((36,), (6,), (5,), (4, 3), (8, 5, 6), (11,), (9,), (8,))
WIDTHS_II = ((13,), (5,), (5,), (5,), (4, 4), (5, 5), (5, 4), (10, 7), (6,), (6,), (6,), (7,))
"""The widths that the page asks for, in per cent of the table's width, heading by heading."""
LEFT_I = (0, 10)
LEFT_II = (0, 10, 15)
"""Columns aligned left; all others are centred."""
CODES = (3, 4)
CODES_II = (4, 5)
"""Columns in smaller type."""
STATE_NAMES = {code: name for name, code in STATES.items()}
COUNTRY_NAMES = {code: name for name, code in COUNTRIES.items()}
RULE = '<hr width="98%">'
SMALL_PRINT = (
    "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.",
    "* If the form is filed by more than one reporting person, <i>see</i> Instruction 4 (b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations "
        "<i>See</i> 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
    ),
    (
        "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, "
        "<i>see</i> Instruction 6 for procedure."
    ),
    (
        "<b>Persons who respond to the collection of information contained in this form are not required to respond "
        "unless the form displays a currently valid OMB Number.</b>"
    ),
)


class Generation(Enum):
    """The year since which EDGAR's page looks like this."""

    OF_2003 = "2003"
    OF_2023 = "2023"
    """With the box about Rule 10b5-1."""
    OF_2026 = "2026"
    """With box 2a, a line for the country, and the names of states in full."""

    @classmethod
    def on(cls, day: date | None) -> "Generation":
        """The generation of the page for a filing whose period of report is `day`."""
        if day is None or day < date(2023, 4, 1):
            return cls.OF_2003
        return cls.OF_2023 if day < date(2026, 3, 18) else cls.OF_2026


def edgar_html(document: OwnershipDocument, generation: Generation | None = None, *, repeats_first: bool = True) -> str:
    """The page of `document`; without a `generation`, the one of the filing's day.

    For several owners, the page shows a box for each after the tables, and with `repeats_first` also one for the first.
    """
    generation = generation or Generation.on(document.period_of_report.value)
    notation = edgar_notation(document.period_of_report.value)
    first, *others = document.reporting_owners or (ReportingOwner(),)
    if others and repeats_first:
        others.insert(0, first)
    parts = (
        _masthead(document, generation),
        _boxes(document, first, notation, generation),
        _table_i(document, notation),
        _table_ii(document, notation),
        _joint_filers(others, generation),
        _explanations(document),
        _signatures(document, notation, generation),
    )
    head = f'<meta charset="utf-8"><title>SEC FORM {escape(text_of(document.document_type))}</title>'
    body = f"SEC Form {escape(text_of(document.document_type))}{''.join(parts)}"
    return f"<!DOCTYPE html PUBLIC {DOCTYPE}><html><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>"


DOCTYPE = '"-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"'
"""With this document type, a browser lays out tables as the page's makers saw them."""


def _table(rows: Iterable[str], *, border: int = 1, padding: int = 4, width: str = "100%") -> str:
    cells = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table width="{width}" border="{border}" cellspacing="0" cellpadding="{padding}">{cells}</table>'


def _plain(rows: Iterable[str]) -> str:
    """A table without borders, for layout only."""
    return f'<table width="100%" border="0">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def _cell(content: str, look: str = "", **attributes: object) -> str:
    named = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f"<td{f' class={chr(34)}{look}{chr(34)}' if look else ''}{named}>{content}</td>"


def _blue(text: str, look: str = "blue") -> str:
    return f'<span class="{look}">{escape(text)}</span>'


def _label(html: str) -> str:
    return f'<span class="label">{html}</span>'


def _masthead(document: OwnershipDocument, generation: Generation) -> str:
    title = (
        '<span class="title">UNITED STATES SECURITIES AND EXCHANGE COMMISSION</span><br>'
        + _label("Washington, D.C. 20549")
        + '<br><br><span class="title">STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP</span><br><br>'
        + _label("Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934")
        + "<br>"
        + _label("or Section 30(h) of the Investment Company Act of 1940")
    )
    ticks = [
        _tick_line(
            "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
            "<i>See</i> Instruction 1(b).",
            is_ticked=bool(document.not_subject_to_section16.value),
        )
    ]
    if generation is not Generation.OF_2003 or is_ticked_10b5(document):
        plan = (
            "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
            "plan for the purchase or sale of equity securities of the issuer that is intended to satisfy the "
            "affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
        )
        ticks.append(_tick_line(plan, is_ticked=is_ticked_10b5(document)))
    top = (
        _cell("FORM 4", "name", width="20%", colspan=2, valign="top", align="center")
        + _cell(title, rowspan=2, width="60%", valign="middle", align="center")
        + _cell(_approval(generation), rowspan=2, width="20%", valign="top", align="center")
    )
    return _table((top, *ticks), border=0)


def _tick_line(words: str, *, is_ticked: bool) -> str:
    box = _table((_cell(_blue("X") if is_ticked else "&nbsp;&nbsp;"),), padding=0)
    return _cell(box) + _cell(words, "fine")


def _approval(generation: Generation) -> str:
    rows = [_cell("OMB Number:", "fine", colspan=3) + _cell("3235-0287", "fine right")]
    if generation is Generation.OF_2003:
        rows.append(_cell("Expires:", "fine", colspan=3) + _cell("January 31, 2008", "fine right"))
    rows.append(_cell("Estimated average burden", "fine", colspan=4))
    rows.append(_cell("hours per response:", "fine", colspan=3) + _cell("0.5", "fine right"))
    return _table((_cell("OMB APPROVAL", "band"), _cell(_plain(rows))), padding=1)


def _boxes(document: OwnershipDocument, owner: ReportingOwner, notation: Notation, generation: Generation) -> str:
    """Boxes 1 to 6 in three columns."""
    issuer = document.issuer
    name = _link(text_of(issuer.issuer_name), issuer.issuer_cik.value)
    symbol = _blue(text_of(issuer.issuer_trading_symbol))
    issuer_box = f"{_label('2. Issuer Name <b>and</b> Ticker or Trading Symbol')}<br>{name} [ {symbol} ]"
    started = _dated("3. Date of Earliest Transaction (Month/Day/Year)", date_text(document.period_of_report, notation))
    original = date_text(document.date_of_original_submission, notation)
    amended = _dated("4. If Amendment, Date of Original Filed (Month/Day/Year)", original)
    joint = _joint_box(is_joint=len(document.reporting_owners) > 1)
    first = _cell(_owner_box(owner, generation), rowspan=4, width="35%", valign="top") + _cell(
        issuer_box, width="35%", valign="top"
    )
    relationship = _relationship_box(owner, generation)
    if generation is not Generation.OF_2026:
        return _table(
            (
                first + _cell(relationship, rowspan=2, valign="top"),
                _cell(started, valign="top"),
                _cell(amended, valign="top") + _cell(joint, valign="top"),
            )
        )
    symbol = text_of(issuer.issuer_foreign_trading_symbol)
    foreign = _label("2a. Foreign Trading Symbol") + (f"<br>[ {_blue(symbol)} ]" if symbol else "<br>")
    return _table(
        (
            first + _cell(relationship, rowspan=2, valign="top"),
            _cell(foreign, valign="top"),
            _cell(started, valign="top") + _cell(joint, rowspan=2, valign="top"),
            _cell(amended, valign="top"),
        )
    )


def _dated(label: str, value: str) -> str:
    return f"{_label(label)}<br>{_blue(value)}"


def _link(name: str, cik: str | None) -> str:
    address = f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&amp;CIK={(cik or '').zfill(10)}"
    return f'<a href="{address}">{escape(name)}</a>' if cik else escape(name)


def _owner_box(owner: ReportingOwner, generation: Generation) -> str:
    streets = (*address_lines(owner), "", "")[: max(2, len(address_lines(owner)))]
    state, country = text_of(owner.rpt_owner_state), text_of(owner.rpt_owner_country)
    if generation is Generation.OF_2026:
        state, country = STATE_NAMES.get(state, state), COUNTRY_NAMES.get(country, country)
    town = (text_of(owner.rpt_owner_city), state, text_of(owner.rpt_owner_zip_code))
    parts = [
        _label("1. Name and Address of Reporting Person<sup>*</sup>"),
        _plain((_cell(_link(text_of(owner.rpt_owner_name), owner.rpt_owner_cik.value)),)),
        RULE,
        _thirds(("(Last)", "(First)", "(Middle)")),
        _plain(_cell(_blue(street)) for street in streets),
        RULE,
        _label("(Street)"),
        _plain(("".join(_cell(_blue(value), width="33%") for value in town),)),
        RULE,
        _thirds(("(City)", "(State)", "(Zip)")),
    ]
    if generation is Generation.OF_2026:
        parts += [RULE, _plain((_cell(_blue(country)),)), RULE, _label("(Country)")]
    return "".join(parts)


def _thirds(labels: Sequence[str]) -> str:
    return _plain(("".join(_cell(label, "label", width="33%") for label in labels),))


def _relationship_box(owner: ReportingOwner, generation: Generation) -> str:
    rows = [
        _ticked_pair("Director", owner.is_director.value, "10% Owner", owner.is_ten_percent_owner.value),
        _ticked_pair(
            "Officer (give title below)", owner.is_officer.value, "Other (specify below)", owner.is_other.value
        ),
    ]
    title, other = text_of(owner.officer_title), text_of(owner.other_text)
    if generation is Generation.OF_2003:
        rows.append(_cell(_blue(title) + _blue(other), colspan=4, align="center"))
    else:
        rows.append("".join(_cell("", width="15%") + _cell(_blue(text), width="35%") for text in (title, other)))
    heading = _label("5. Relationship of Reporting Person(s) to Issuer") + "<br>" + _label("(Check all applicable)")
    return heading + _plain(rows)


def _ticked_pair(left: str, is_left: bool | None, right: str, is_right: bool | None) -> str:  # noqa: FBT001 - a tick
    pairs = ((left, is_left), (right, is_right))
    return "".join(
        _cell(_blue("X") if is_ticked else "", width="15%", align="center") + _cell(label, "label", width="35%")
        for label, is_ticked in pairs
    )


def _joint_box(*, is_joint: bool) -> str:
    lines = (
        ("Form filed by One Reporting Person", not is_joint),
        ("Form filed by More than One Reporting Person", is_joint),
    )
    rows = (
        _cell(_blue("X") if is_ticked else "", width="15%", align="center") + _cell(words, "label", width="85%")
        for words, is_ticked in lines
    )
    return _label("6. Individual or Joint/Group Filing (Check Applicable Line)") + _plain(rows)


def _joint_filers(owners: Sequence[ReportingOwner], generation: Generation) -> str:
    boxes = (_cell(_owner_box(owner, generation), valign="top") for owner in owners)
    return _table(boxes, width="40%") if owners else ""


def _table_i(document: OwnershipDocument, notation: Notation) -> str:
    band = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
    rows = [
        _row(non_derivative_cells(row, notation), flush=LEFT_I, small=CODES) for row in document.non_derivative_table
    ]
    return _ruled((band,), EDGAR_TABLE_I, WIDTHS_I, rows)


def _table_ii(document: OwnershipDocument, notation: Notation) -> str:
    band = (
        "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned",
        "(e.g., puts, calls, warrants, options, convertible securities)",
    )
    rows = [_row(derivative_cells(row, notation), flush=LEFT_II, small=CODES_II) for row in document.derivative_table]
    return _ruled(band, EDGAR_TABLE_II, WIDTHS_II, rows)


def _ruled(
    band: Sequence[str], headings: Sequence[Heading], widths: Sequence[Sequence[int]], rows: Sequence[str]
) -> str:
    """A table of the form. Its head is a `thead`, which browsers print again on the next page."""
    number = sum(map(len, widths))
    title = "<br>".join(f"<b>{escape(line)}</b>" for line in band)
    upper, lower = [], []
    for position, (heading, shares) in enumerate(zip(headings, widths, strict=True)):
        look = "label" if position == 0 and number < 16 else "fine"
        spread = f'colspan="{len(shares)}"' if heading.parts else 'rowspan="2"'
        upper.append(f'<th width="{sum(shares)}%" valign="top" {spread} class="{look}">{escape(heading.text)}</th>')
        lower += [
            f'<th width="{share}%" valign="bottom" class="fine" style="text-align: center">{escape(part)}</th>'
            for share, part in zip(shares, heading.parts, strict=False)
        ]
    head = (
        f'<tr><th colspan="{number}" class="band">{title}</th></tr><tr>{"".join(upper)}</tr><tr>{"".join(lower)}</tr>'
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    body = f"<tbody>{body}</tbody>" if rows else ""
    return f'<table width="100%" border="1" cellspacing="0" cellpadding="4"><thead>{head}</thead>{body}</table>'


def _row(values: Sequence[Printed], *, flush: Sequence[int], small: Sequence[int]) -> str:
    return "".join(
        _cell(_marked(value, "code" if column in small else "blue"), align="left" if column in flush else "center")
        for column, value in enumerate(values)
    )


def _marked(value: Printed, look: str) -> str:
    money, amount = ("$", value.text[1:]) if value.text.startswith("$") else ("", value.text)
    before = f'<span class="text">{money}</span>' if money else ""
    marks = "".join(f'<span class="green"><sup>({mark.removeprefix("F")})</sup></span>' for mark in value.marks)
    return before + (_blue(amount, look) if amount else "") + marks


def _explanations(document: OwnershipDocument) -> str:
    rows = [_cell("<b>Explanation of Responses:</b>", "label")]
    rows += [
        _cell(escape(f"{note.id.removeprefix('F')}. {text_of(note.text)}"), "green") for note in document.footnotes
    ]
    rows += [_cell("<b>Remarks:</b>", "text"), _cell(escape(text_of(document.remarks)), "green")]
    return _plain(rows)


def _signatures(document: OwnershipDocument, notation: Notation, generation: Generation) -> str:
    rows = [
        _cell("", width="60%")
        + _cell(f"<u>{_blue(text_of(signature.signature_name))}</u>", width="20%")
        + _cell(f"<u>{_blue(date_text(signature.signature_date, notation))}</u>", width="20%")
        for signature in document.owner_signatures
    ]
    rows.append(_cell("") + _cell("** Signature of Reporting Person", "label") + _cell("Date", "label"))
    lines = (*SMALL_PRINT, *(("<b>* Form 4: SEC 1474 (03-26)</b>",) if generation is Generation.OF_2026 else ()))
    rows += [_cell(line, "label", colspan=3) for line in lines]
    return _plain(rows)
