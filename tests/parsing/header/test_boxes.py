"""Boxes 2 to 6 and the title of the form, read from the words in their cells."""

import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.model.strip import Cell
from extractor.parsing.grid.text_lines import reading_order
from extractor.parsing.header.boxes import _top_checks, is_amended, read_boxes, read_document_type
from extractor.parsing.page_doubts import tick_doubts
from tests.support.typed_words import words


def cell(*lines: tuple[float, float, str]) -> Cell:
    return Cell(BoundingBox(200, 100, 600, 200), reading_order(words(*lines)))


@pytest.mark.parametrize(
    ("text", "name", "symbol"),
    [
        pytest.param("QUALYS, INC. [ QLYS ]", "QUALYS, INC.", "QLYS", id="apart"),
        pytest.param("QUALYS, INC. [QLYS]", "QUALYS, INC.", "QLYS", id="brackets-touch-the-symbol"),
        pytest.param("QUALYS, INC.[QLYS]", "QUALYS, INC.", "QLYS", id="brackets-touch-the-name"),
        pytest.param("LENNAR CORP /NEW/ [ LEN, LEN.B ]", "LENNAR CORP /NEW/", "LEN, LEN.B", id="two-symbols"),
        pytest.param("PRIVATE TRUST [ NONE ]", "PRIVATE TRUST", "NONE", id="none"),
        pytest.param("PRIVATE TRUST [ ]", "PRIVATE TRUST", "", id="blank-brackets"),
        pytest.param("PRIVATE TRUST", "PRIVATE TRUST", "", id="no-brackets"),
        pytest.param("INCOME FUND II PML]", "INCOME FUND II", "PML", id="opening-bracket-lost"),
        pytest.param("INCOME FUND II PML ]", "INCOME FUND II", "PML", id="opening-bracket-lost-closing-apart"),
    ],
)
def test_issuer_and_symbol(text: str, name: str, symbol: str) -> None:
    held = read_boxes([cell((203, 102, "2. Issuer Name and Ticker or Trading Symbol"), (203, 114, text))], ()).cells
    assert (held["issuer_name"].text, held["issuer_trading_symbol"].text) == (name, symbol)


def test_what_was_read_of_a_name_and_its_symbol_is_parted_too() -> None:
    name = Word("ACME", BoundingBox(203, 114, 233, 123), 9.0, readings=(Reading("ppocr", "ACME", 0.99),))
    box = BoundingBox(236, 114, 266, 123)
    read = (Reading("ppocr", "CO[ACM]", 0.8), Reading("ppocr", "CO[AGM]", 0.1))
    held = cell((203, 102, "2. Issuer Name and Ticker or Trading Symbol"))
    held = Cell(held.box, (*held.words, name, Word("CO[ACM]", box, 9.0, readings=read)))
    cells = read_boxes([held], ()).cells
    assert [[reading.text for reading in word.readings] for word in cells["issuer_name"].words] == [
        ["ACME"],
        ["CO", "CO"],
    ]
    assert [reading.text for reading in cells["issuer_trading_symbol"].words[0].readings] == ["ACM", "AGM"]


def below_label(*texts: str) -> tuple[Word, ...]:
    """Words on one line below a label."""
    boxes = (BoundingBox(203 + 40 * n, 114, 235 + 40 * n, 123) for n in range(len(texts)))
    return tuple(Word(text, box, 9.0) for text, box in zip(texts, boxes, strict=True))


@pytest.mark.parametrize("end", ["1", "l", "J", ")"])
def test_a_misread_bracket_is_no_part_of_the_symbol(end: str) -> None:
    held = cell((203, 102, "2. Issuer Name and Ticker or Trading Symbol"))
    held = Cell(held.box, (*held.words, *below_label("ACME", "[", "PI.A", end)))
    cells = read_boxes([held], ()).cells
    assert cells["issuer_trading_symbol"].text == "PI.A"
    assert cells["issuer_trading_symbol"].doubts == cells["issuer_name"].doubts == {Doubt.LENIENT}


@pytest.mark.parametrize("read", [("STANLEY(MS]",), ("STANLEY", "(MS", "]"), ("STANLEY", "{MS]")])
def test_another_bracket_before_the_symbol_is_no_part_of_it(read: tuple[str, ...]) -> None:
    held = cell((203, 102, "2. Issuer Name and Ticker or Trading Symbol"))
    held = Cell(held.box, (*held.words, *below_label("MORGAN", *read)))
    found = read_boxes([held], ()).cells
    assert (found["issuer_name"].text, found["issuer_trading_symbol"].text) == ("MORGAN STANLEY", "MS")


def test_what_is_left_of_a_label_is_no_mark_of_its_date() -> None:
    held = cell((203, 102, "4. If Amendment, Date Original Filed (MM/DD/YYYY)"))
    held = Cell(held.box, (*held.words, *below_label("(7)", "6/17/2005")))
    assert read_boxes([held], ()).cells["date_of_original_submission"].text == "6/17/2005"


def test_specks_beside_a_date_are_no_part_of_it() -> None:
    held = cell((203, 102, "3. Date of Earliest Transaction (MM/DD/YYYY)"))
    beside = Cell(held.box, (*held.words, *below_label("X", "6/17/2005")))
    assert read_boxes([beside], ()).cells["period_of_report"].text == "6/17/2005"
    torn = Cell(held.box, (*held.words, *below_label("l", "6/17/200")))
    assert read_boxes([torn], ()).cells["period_of_report"].text == "l 6/17/200", "it may be of a figure"


@pytest.mark.parametrize("text", ["[ 2330.TW ]", "[2330.TW]", "2330.TW"])
def test_the_foreign_symbol_without_its_brackets(text: str) -> None:
    held = read_boxes([cell((203, 102, "2a. Foreign Trading Symbol"), (203, 114, text))], ()).cells
    assert held["issuer_foreign_trading_symbol"].text == "2330.TW"


@pytest.mark.parametrize(
    ("label", "attribute"),
    [
        ("3. Date of Earliest Transaction (Month/Day/Year)", "period_of_report"),
        ("3. Date of Earliest Transaction Required to be Reported (Month/Day/Year)", "period_of_report"),
        ("4. If Amendment, Date of Original Filed (Month/Day/Year)", "date_of_original_submission"),
        ("4. If Amendment, Date Original Filed (MM/DD/YYYY)", "date_of_original_submission"),
    ],
)
def test_a_date_under_its_label(label: str, attribute: str) -> None:
    held = read_boxes([cell((203, 102, label), (203, 114, "01/06/2014"))], ()).cells
    assert held[attribute].text == "01/06/2014"


RELATIONSHIP = (
    (203, 102, "5. Relationship of Reporting Person(s) to Issuer"),
    (203, 111, "(Check all applicable)"),
    (230, 124, "Director"), (430, 124, "10% Owner"),
    (230, 138, "Officer (give title below)"), (430, 138, "Other (specify below)"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "ticked", "title", "other"),
    [
        pytest.param(((210, 124, "X"),), {"is_director"}, "", "", id="director"),
        pytest.param(((410, 124, "X"),), {"is_ten_percent_owner"}, "", "", id="ten-percent-owner"),
        pytest.param(((210, 138, "X"), (230, 150, "CFO, EVP")), {"is_officer"}, "CFO, EVP", "", id="officer"),
        pytest.param(((410, 138, "X"), (430, 150, "Former CEO")), {"is_other"}, "", "Former CEO", id="other"),
        pytest.param(
            ((210, 138, "X"), (410, 138, "X"), (230, 150, "CFO"), (430, 150, "See Remarks")),
            {"is_officer", "is_other"}, "CFO", "See Remarks", id="officer-and-other",
        ),
        pytest.param(((210, 124, "_X_"), (405, 138, "__X__")), {"is_director", "is_other"}, "", "", id="on-lines"),
        pytest.param(((210, 124, "☐"), (410, 124, "☒")), {"is_ten_percent_owner"}, "", "", id="drawn-boxes"),
        pytest.param((), set(), "", "", id="nothing"),
    ],
)  # fmt: skip
def test_relationship(written: tuple[tuple[float, float, str], ...], ticked: set[str], title: str, other: str) -> None:
    boxes = read_boxes([cell(*RELATIONSHIP, *written)], ())
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == ticked
    assert boxes.cells["officer_title"].text.strip("☐ ") == title
    assert boxes.cells["other_text"].text == other


WRAPPED = (
    (203, 102, "5. Relationship of Reporting Person(s) to Issuer"),
    (203, 111, "(Check all applicable)"),
    (230, 124, "Director"), (350, 124, "10% Owner"),
)  # fmt: skip


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(
            (
                (230, 138, "Officer (give title"), (230, 147, "below)"),
                (350, 138, "Other (specify"), (350, 147, "below)"),
            ),
            id="two-lines",
        ),
        pytest.param(
            (
                (230, 138, "Officer (give"), (230, 147, "title below)"),
                (350, 138, "Other"), (350, 147, "(specify below)"),
            ),
            id="the-other-after-its-first-word",
        ),
        pytest.param(
            (
                (230, 138, "Officer"), (230, 147, "(give title"), (230, 156, "below)"),
                (350, 138, "Other"), (350, 147, "(specify"), (350, 156, "below)"),
            ),
            id="three-lines",
        ),
        pytest.param(
            (
                (230, 138, "Officer (give title"), (210, 147, "below)"),
                (350, 138, "Other (specify"), (330, 147, "below)"),
            ),
            id="below-the-check-box",
        ),
        pytest.param(
            (
                (230, 138, "Officer (give title"), (230, 147, "below)"),
                (332, 138, "Other (specify"), (332, 147, "below)"),
            ),
            id="a-word-space-apart",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("other", [True, False], ids=["other", "officer"])
def test_labels_of_box_5_on_several_lines(labels: tuple[tuple[float, float, str], ...], other: bool) -> None:  # noqa: FBT001
    left = next(x for x, _, text in labels if text.startswith("Other" if other else "Officer"))
    boxes = read_boxes([cell(*WRAPPED, *labels, (left - 9, 142, "X"), (260, 170, "Former adviser"))], ())
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_other" if other else "is_officer"}
    texts = boxes.cells["other_text"].text, boxes.cells["officer_title"].text
    assert texts == (("Former adviser", "") if other else ("", "Former adviser"))
    assert not boxes.has_unsure_texts


@pytest.mark.parametrize(
    ("printed", "title", "other"),
    [("Executive Vice President& CFO", "Executive Vice President", "& CFO"), ("VP of Sales", "VP of Sales", "")],
    ids=["touching", "one-run"],
)
def test_title_and_other_text_printed_as_one_are_asked(printed: str, title: str, other: str) -> None:
    marks = ((210, 138, "X"), (410, 138, "X"))
    boxes = read_boxes([cell(*RELATIONSHIP, *marks, (310, 150, printed))], ())
    assert (boxes.cells["officer_title"].text, boxes.cells["other_text"].text) == (title, other)
    assert boxes.has_unsure_texts
    assert {doubt.rule for doubt in tick_doubts(boxes)} == {"BOX104"}


def test_a_label_of_box_5_that_is_not_found_asks_for_its_title_too() -> None:
    labels = [text for text in RELATIONSHIP if text[1] < 138]
    (doubt,) = tick_doubts(read_boxes([cell(*labels, (210, 138, "X"), (230, 150, "President"))], ()))
    assert doubt.rule == "BOX103"
    assert {xpath.rpartition("/")[2] for xpath in doubt.xpaths} == {"isOfficer", "officerTitle", "isOther", "otherText"}


@pytest.mark.parametrize("title", ["CEO, Project X", "X Labs President", "Head of X Division"])
def test_an_x_in_a_title_ticks_nothing_and_stays_in_it(title: str) -> None:
    boxes = read_boxes([cell(*RELATIONSHIP, (210, 138, "X"), (230, 150, title))], ())
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_officer"}
    assert boxes.cells["officer_title"].text == title


def test_a_title_without_a_tick_beside_its_label_is_asked() -> None:
    boxes = read_boxes([cell(*RELATIONSHIP, (210, 124, "X"), (230, 150, "CFO"))], ())
    assert all(Doubt.TEXT_WITHOUT_TICK in tick.doubts for tick in boxes.ticks.values() if tick.ticked)


@pytest.mark.parametrize(
    ("title", "is_amendment"),
    [
        ("FORM 4", False), ("Form 4", False), ("SEC Form 4", False),
        ("FORM 4/A", True), ("Form 4/A", True), ("FORM 4 / A", True), ("AMENDED FORM 4", True),
        ("FORM 4 (Amendment No. 1)", True),
    ],
)  # fmt: skip
def test_the_title_of_an_amendment(title: str, is_amendment: bool) -> None:  # noqa: FBT001
    assert is_amended(read_document_type(words((20, 20, title))), None) is is_amendment


def test_a_word_left_of_a_label_is_no_sure_title() -> None:
    labels = ((230, 138, "Officer"), (350, 138, "Other"), (350, 147, "(specify"), (350, 180, "below)"))
    boxes = read_boxes([cell(*WRAPPED, *labels, (210, 138, "X"), (230, 160, "CFO"))], ())
    assert (boxes.cells["officer_title"].text, boxes.cells["officer_title"].doubts) == ("CFO", {Doubt.LENIENT})
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_officer"}
    assert boxes.ticks["is_officer"].doubts == {Doubt.LENIENT}, "a person looks: little of its label was found"


@pytest.mark.parametrize(("height", "is_joint"), [(114, False), (126, True)], ids=["one", "several"])
def test_one_person_files_or_several(height: float, is_joint: bool) -> None:  # noqa: FBT001
    held = cell(
        (203, 102, "6. Individual or Joint/Group Filing (Check Applicable Line)"),
        (230, 114, "Form filed by One Reporting Person"),
        (230, 126, "Form filed by More than One Reporting Person"),
        (210, height, "X"),
    )
    assert read_boxes([held], ()).ticks["is_joint_filing"].ticked is is_joint


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(((30, 40, "FORM 4"), (200, 40, "UNITED STATES")), "FORM 4", id="four"),
        pytest.param(((30, 40, "FORM 4/A"),), "FORM 4/A", id="amendment"),
        pytest.param(((30, 40, "FORM 5"),), "FORM 5", id="five"),
        pytest.param(((30, 60, "Form 4 or Form 5 obligations may continue"),), None, id="running-text"),
        pytest.param((), None, id="nothing"),
    ],
)
def test_the_title_of_the_form(lines: tuple[tuple[float, float, str], ...], title: str | None) -> None:
    found = read_document_type(words(*lines))
    assert (found.text if found else None) == title


@pytest.mark.parametrize(
    ("title", "box_4", "amended"),
    [
        ("FORM 4", "", False),
        ("FORM 4", "01/06/2014", True),
        ("FORM 4", "O1/06/2Ol4", True),
        ("FORM 4", "C", False),
        ("FORM 4", "l", False),
        ("FORM 4/A", "", True),
    ],
)
def test_an_amendment_says_so_or_names_the_date_of_the_original(title: str, box_4: str, amended: bool) -> None:  # noqa: FBT001
    original = cell((205, 110, box_4)) if box_4 else None
    assert is_amended(cell((30, 40, title)), original) is amended
    assert not is_amended(None, None)


def scanned(*lines: tuple[float, float, str]) -> Cell:
    """A cell of a scan, whose words have readings."""
    held = cell(*lines)
    read = tuple(word._replace(readings=(Reading("test", word.text, 0.9),)) for word in held.words)
    return Cell(held.box, read)


@pytest.mark.parametrize(("second", "doubts"), [("(give title", set()), ("(givo titl", {Doubt.LENIENT})])
def test_a_label_found_whole_leaves_the_words_beside_its_lines_and_a_torn_one_does_not(
    second: str, doubts: set[Doubt]
) -> None:
    officer = ((230, 138, "Officer"), (230, 147, second), (230, 156, "below)"))
    other = (350, 138, "Other (specify below)")
    boxes = read_boxes([cell(*WRAPPED, *officer, other, (210, 138, "X"), (266, 138, "CFO"))], ())
    title = boxes.cells["officer_title"]
    assert (title.text, title.doubts) == ("" if doubts else "CFO", doubts)
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_officer"}


@pytest.mark.parametrize("seen", ["v", "Y", "A."])
def test_what_stands_where_an_x_belongs_is_one_and_a_person_looks(seen: str) -> None:
    boxes = read_boxes([scanned(*RELATIONSHIP, (210, 138, seen), (230, 150, "CFO"))], ())
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_officer"}
    (mark,) = boxes.ticks["is_officer"].words
    assert (mark.readings[0].score, mark.sureness) == (0.9, DOUBTED), "the engine's score stays"
    assert boxes.cells["officer_title"].text == "CFO"


def test_a_label_that_was_not_made_out_stands_where_the_others_leave_it_a_place() -> None:
    torn = [line for line in RELATIONSHIP if line[2] != "Director"]
    boxes = read_boxes([scanned(*torn, (210, 124, "X"), (230, 124, "Eeca"))], ())
    assert {name for name, tick in boxes.ticks.items() if tick.ticked} == {"is_director"}
    assert boxes.cells["officer_title"].text == ""


def test_pieces_of_the_labels_are_no_title() -> None:
    wrapped = (
        (203, 102, "5. Relationship of Reporting Person(s) to Issuer"), (203, 111, "(Check all applicable)"),
        (230, 124, "Director"), (430, 124, "10% Owner"),
        (230, 138, "Officer (give title"), (430, 138, "Ckfaex (specify"),
        (200, 148, "bellow)"), (400, 148, "below)"),
        (210, 138, "X"), (230, 160, "VP (Interim)"),
    )  # fmt: skip
    boxes = read_boxes([scanned(*wrapped)], ())
    assert boxes.cells["officer_title"].text == "VP (Interim)"
    assert set(boxes.ticks) == {"is_director", "is_ten_percent_owner", "is_officer", "is_other"}


def test_check_boxes_without_any_label_are_not_said_to_be_blank() -> None:
    boxes = read_boxes([scanned(*RELATIONSHIP[:2])], ())
    assert not boxes.ticks


@pytest.mark.parametrize(("name", "is_doubted"), [("ACME INC [ FRG [ FRG ]", True), ("ACME [US] INC [ FRG ]", False)])
def test_a_name_with_a_bracket_that_has_no_partner_is_doubted(name: str, is_doubted: bool) -> None:  # noqa: FBT001
    label = (203, 102, "2. Issuer Name and Ticker or Trading Symbol")
    boxes = read_boxes([cell(label, (203, 122, name))], ())
    assert (Doubt.BRACKET in boxes.cells["issuer_name"].doubts) == is_doubted


@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize("origin", [Origin.RECOGNISED, Origin.PRINTED])
def test_an_x_that_a_scan_reads_as_one_word_with_the_text_beside_it_is_a_doubted_tick(
    line: int, origin: Origin
) -> None:
    texts = ["Check this box if no longer", "Section 16. Form 4 or Form 5", "Obligations may continue."]
    read = []
    for place, text in enumerate(texts):
        x, y = 50.0, 84.0 + 6.5 * place
        for number, each in enumerate(text.split()):
            is_glued = place == line and number == 0
            box = BoundingBox(36.0 if is_glued else x, y, x + 3 * len(each), y + 6)
            read.append(Word("X" + each if is_glued and line else each, box, 6.0, origin=origin))
            x += 3 * len(each) + 3
    if not line:  # nothing is glued to the first line
        read[0] = read[0]._replace(box=read[0].box._replace(x0=50.0))
    ((name, tick),) = _top_checks(read, ())
    assert name == "not_subject_to_section16"
    assert tick.ticked == (line > 0 and origin is Origin.RECOGNISED)
    assert all(Doubt.TICK_UNREAD in word.doubts for word in tick.words)
