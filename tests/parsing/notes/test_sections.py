"""Explanations and signatures get their numbers and dates, despite white space and page breaks between them."""

from datetime import date

import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import Page, Reading, Word
from extractor.model.strip import stack
from extractor.parsing.grid.lines import find_lines
from extractor.parsing.grid.margins import without_running_lines
from extractor.parsing.notes.sections import Sections, form_end, read_sections
from tests.support.typed_words import TypedLine, words

LEADING = 11.0


def signed(*blocks: tuple[int, float], column: float = 540.0) -> tuple[Word, ...]:
    """Signatures at the right, as EDGAR prints them: (lines, white after) for each; its date is at half its height."""
    lines: list[TypedLine] = [(30, 80, "Explanation of Responses:"), (30, 91, "1. Given.")]
    y = 110.0
    for number, (count, white) in enumerate(blocks, 1):
        lines += [(360, y + LEADING * line, f"/s/ N{number}L{line}") for line in range(count)]
        lines.append((column, y + LEADING * (count - 1) / 2, f"0{number}/02/2014"))
        y += LEADING * count + white
    lines += [(360, y + 4, "** Signature of Reporting Person"), (column, y + 4, "Date")]
    return words(*lines)


def names(sections: Sections) -> list[tuple[str, str]]:
    return [(name.text, day.text) for name, day in sections.signatures]


@pytest.mark.parametrize(
    "sizes",
    [(1,), (1, 1, 1), (3, 1), (3, 3, 3), (2, 2), (2, 1, 4), (5, 2, 3)],
    ids=lambda sizes: "-".join(map(str, sizes)),
)
@pytest.mark.parametrize("white", [0.0, 1.5, 6.0], ids=lambda white: f"white-{white:g}")
def test_a_signature_goes_to_the_date_at_its_middle(sizes: tuple[int, ...], white: float) -> None:
    read = read_sections(signed(*((size, white) for size in sizes)))
    assert names(read) == [
        (" ".join(f"/s/ N{number}L{line}" for line in range(size)), f"0{number}/02/2014")
        for number, size in enumerate(sizes, 1)
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            [(30, 91, "1. First note"), (30, 102, "goes on."), (30, 113, "2. Second note.")],
            {1: "First note goes on.", 2: "Second note."},
            id="numbers-in-the-text",
        ),
        pytest.param(
            [
                (30, 91, "(1)"),
                (60, 91, "First"),
                (60, 102, "goes on."),
                (30, 118, "(2)"),
                (60, 118, "Second note."),
            ],
            {1: "First goes on.", 2: "Second note."},
            id="numbers-in-a-column",
        ),
        pytest.param(
            [
                (30, 96.5, "(1)"),
                (60, 91, "First"),
                (60, 102, "goes on."),
                (30, 118, "(2)"),
                (60, 118, "Second note."),
            ],
            {1: "First goes on.", 2: "Second note."},
            id="numbers-at-the-middle",
        ),
        pytest.param(
            [(30, 91, "1. A price of $10 to"), (30, 102, "2. was paid."), (30, 113, "3. Third.")],
            {1: "A price of $10 to", 2: "was paid.", 3: "Third."},
            id="counting-up",
        ),
        pytest.param([(30, 91, "1. See 5. above.")], {1: "See 5. above."}, id="a-number-that-is-no-number"),
    ],
)
def test_explanations_by_number(lines: list[TypedLine], found: dict[int, str]) -> None:
    read = read_sections(words((30, 80, "Explanation of Responses:"), *lines))
    assert {number: cell.text for number, cell in read.explanations} == found
    assert read.astray == ()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("1. Units.", "2.1-for-1", "3. Sold."), {1: "Units.", 2: "1-for-1", 3: "Sold."}),
        (("1. Units.", "2.1/48th of it.", "3.12/48th."), {1: "Units.", 2: "1/48th of it.", 3: "12/48th."}),
        (("1. About", "2.5 a share."), {1: "About 2.5 a share."}),
        (("() Units.", "(2) Sold."), {1: "Units.", 2: "Sold."}),
        (("(1) Units.", "() Sold.", "(2) Given."), {1: "Units. () Sold.", 2: "Given."}),
    ],
    ids=["a-rate", "a-fraction", "a-number-with-decimals", "empty-brackets", "empty-brackets-of-no-number"],
)
def test_a_number_that_ran_into_its_text_or_was_not_made_out(lines: tuple[str, ...], found: dict[int, str]) -> None:
    placed = [(30, 91 + 11 * row, line) for row, line in enumerate(lines)]
    read = read_sections(words((30, 80, "Explanation of Responses:"), *placed))
    assert {number: cell.text for number, cell in read.explanations} == found


def test_numbers_at_the_middle_of_their_texts_in_spite_of_a_speck_and_of_one_read_with_its_text() -> None:
    placed = [
        (30, 96.5, "(1)"), (45, 91, "First goes"), (45, 102, "on."),
        (30, 118, "(2)Second,"), (77, 118, "short."),
        (30, 140.5, "(3)"), (45, 135, "Third goes"), (45, 146, "on."),
    ]  # fmt: skip
    speck = words((12, 91, "l"))[0]._replace(readings=(Reading("ppocr", "l", 0.2),))
    read = read_sections((*words((30, 80, "Explanation of Responses:"), *placed), speck))
    expected = {1: "First goes on.", 2: "Second, short.", 3: "Third goes on."}
    assert {number: cell.text for number, cell in read.explanations} == expected


def test_a_number_read_with_a_comma_begins_a_sentence() -> None:
    lines = [(30, 91, "1. Sold on May"), (30, 102, "2, 2020; and on June"), (30, 113, "2, Given in trust.")]
    sections = read_sections(words((30, 80, "Explanation of Responses:"), *lines))
    assert {number: cell.text for number, cell in sections.explanations} == {
        1: "Sold on May 2, 2020; and on June",
        2: "Given in trust.",
    }


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["1. One.", "2. Two.", "Three, its number lost.", "4. Four.", "5. Five."], [1, 2, 4, 5]),
        (["1. One, due on May", "3, 2020.", "2. Two.", "3. Three."], [1, 2, 3]),
        (["1. One.", "9. Nine."], [1]),
        (["1. One.", "3. Three.", "2. Two.", "3. Three again."], [1, 2, 3]),
    ],
    ids=["one-lost", "a-day-of-a-date", "too-many-lost", "out-of-order"],
)
def test_a_lost_number_is_missing_alone(lines: list[str], found: list[int]) -> None:
    placed = [(30, 91 + 11 * row, line) for row, line in enumerate(lines)]
    sections = read_sections(words((30, 80, "Explanation of Responses:"), *placed))
    assert [number for number, _ in sections.explanations] == found


def test_an_explanation_that_begins_a_page_leaves_the_last_line_of_the_page_before_to_the_one_before() -> None:
    lines = [
        (30, 91, "(1)"), (60, 91, "First"), (60, 102, "goes"), (60, 115, "on."),  # a scan's lines are never quite even
        (30, 200, "(2)"), (60, 200, "Second"), (60, 211, "too."),
    ]  # fmt: skip
    read = read_sections(words((30, 80, "Explanation of Responses:"), *lines), (0.0, 190.0))
    assert {number: cell.text for number, cell in read.explanations} == {1: "First goes on.", 2: "Second too."}


def test_a_signature_reaches_to_its_date() -> None:
    lines = words((360, 110, "/s/ Jo Hall, as Attorney-in-Fact for Mathai"), (360, 124, "Mammen"))
    last = max(word.box.x1 for word in lines)
    (date,) = words((last - 3, 117, "05/15/2023"))
    below = words((360, 138, "** Siguane of Repering Persos"), (last + 30, 138, "Date"))
    head = words((30, 80, "Explanation of Responses:"), (30, 91, "1. Given."))
    assert names(read_sections((*head, *lines, date, *below))) == [
        ("/s/ Jo Hall, as Attorney-in-Fact for Mathai Mammen", "05/15/2023")
    ]


@pytest.mark.parametrize(
    ("last", "name"),
    [
        pytest.param("Mammen05/15/2023", "/s/ Mathai Mammen", id="glued"),
        pytest.param("Mammen05/15/2023.", "/s/ Mathai Mammen", id="glued-with-a-stop"),
    ],
)
@pytest.mark.parametrize("is_scan", [True, False])
def test_a_date_that_was_run_into_the_name_is_one_and_doubted(last: str, name: str, is_scan: bool) -> None:  # noqa: FBT001
    head = words((30, 80, "Explanation of Responses:"), (30, 91, "1. Given."))
    signed = words((360, 110, f"/s/ Mathai {last}"))
    signed = [w._replace(readings=(Reading("ppocr", w.text, 0.9),)) for w in signed] if is_scan else signed
    label = words((360, 124, "** Signature of Reporting Person"), (540, 124, "Date"))
    read = read_sections((*head, *signed, *label))
    assert names(read) == [(name, "05/15/2023")]
    (signer, day) = read.signatures[0]
    assert [reading.text for reading in day.words[0].readings] == ["05/15/2023"] * is_scan
    assert day.words[0].doubts == signer.words[-1].doubts == {Doubt.LENIENT}


def test_a_numbered_line_is_no_heading_though_it_reads_like_one() -> None:
    placed = [(30, 96.5, "(1)"), (45, 91, "Vests subject to"), (45, 102, "continued employment.")]
    head = words((30, 80, "Explanation of Responses:"))
    beside = words((30, 102, "(1)"), (45, 102, "continued employment."))
    assert {n: c.text for n, c in read_sections((*head, *words(*placed))).explanations} == {
        1: "Vests subject to continued employment."
    }
    assert {n: c.text for n, c in read_sections((*head, *beside)).explanations} == {1: "continued employment."}
    again = words((30, 91, "(1)"), (45, 91, "Given."), (30, 120, "FORM 4 (continued)"), (30, 131, "1. Not of it."))
    assert {n: c.text for n, c in read_sections((*head, *again)).explanations} == {1: "Given."}


@pytest.mark.parametrize(
    "line",
    [
        "Reporting Owners named in this filing, who share the power to vote.",
        "Table II - Derivative Securities of this Form 4, row 1.",
        "on the notarised Signature of Reporting Person before a witness.",
    ],
)
def test_a_sentence_that_begins_like_a_heading_goes_on(line: str) -> None:
    below = ((30.0, 80.0, "Explanation of Responses:"), (30.0, 91.0, "1. Held by the"), (30.0, 102.0, line))
    signed = (
        (400.0, 130.0, "/s/ A. Name"),
        (520.0, 130.0, "01/08/2024"),
        (400.0, 142.0, "** Signature of Reporting Person"),
    )
    read = read_sections(words(*below, *signed))
    assert {number: cell.text for number, cell in read.explanations} == {1: f"Held by the {line}"}
    assert names(read) == [("/s/ A. Name", "01/08/2024")]


def test_text_without_a_number_is_told() -> None:
    read = read_sections(words((30, 80, "Explanation of Responses:"), (30, 91, "Not numbered at all.")))
    assert (read.explanations, " ".join(word.text for word in read.astray)) == ((), "Not numbered at all.")


def test_remarks_are_apart_and_may_be_missing() -> None:
    explained = ((30.0, 80.0, "Explanation of Responses:"), (30.0, 91.0, "1. A."))
    read = read_sections(words(*explained, (30, 105, "Remarks:"), (30, 116, "Two.")))
    assert read.remarks is not None
    assert read.remarks.text == "Two."
    assert read_sections(words(*explained)).remarks is None


def test_the_form_ends_with_its_last_note() -> None:
    note = "Note: File three copies of this Form, one of which must be manually signed."
    end = form_end(words((30, 300, note), (30, 420, "EXHIBIT 24"), (30, 440, note)), 100)
    assert 300 < end < 420


@pytest.mark.parametrize(
    ("line", "is_running"),
    [
        pytest.param((30, 778, "https://www.sec.gov/Archives/x.xml 1/2"), True, id="address-and-count"),
        pytest.param((30, 8, "11/23/2026, 10:15 AM SEC FORM 4"), True, id="date-and-title"),
        pytest.param((30, 8, "SEC FORM 4 https://www.sec.gov/x"), True, id="title-and-address"),
        pytest.param((280, 778, "Page 1 of 2"), True, id="page-of"),
        pytest.param((300, 778, "3"), True, id="page"),
        pytest.param((30, 778, "of the shares sold on 11/23/2026"), False, id="running-text"),
        pytest.param((30, 400, "https://www.sec.gov/x.xml"), False, id="address-in-the-text"),
        pytest.param((30, 760, "https://www.sec.gov/x.xml"), False, id="address-in-the-last-line"),
    ],
)
def test_running_lines_are_left_out(line: TypedLine, is_running: bool) -> None:  # noqa: FBT001
    text = words((30, 60, "Explanation"), line, *((30, 650 + 10 * row, f"line {chr(97 + row)}") for row in range(11)))
    strip = stack((Page(1, 612, 792, text),))
    kept = {word.text for word in without_running_lines(strip, find_lines(())).words}
    assert (line[2].split()[0] not in kept) is is_running


def test_the_dates_of_signatures_are_dates() -> None:
    read = read_sections(signed((2, 1.5), (1, 1.5)))
    assert [date.fromisoformat("2014-01-02"), date.fromisoformat("2014-02-02")] == [
        date(int(day.text[6:]), int(day.text[:2]), int(day.text[3:5])) for _, day in read.signatures
    ]


@pytest.mark.parametrize("asterisks", ["** ", ""], ids=["printed", "lost"])
def test_a_printed_note_is_no_explanation_though_its_asterisks_are_lost(asterisks: str) -> None:
    note = "Intentional misstatements or omissions of facts constitute Federal Criminal Violations."
    lines = [
        (30, 80, "Explanation of Responses:"),
        (30, 91, f"{asterisks}{note}"),
        (45, 102, "Given to the first half"),
        (30, 107, "(1)"),
        (45, 112, "of the family."),
    ]
    read = read_sections(words(*lines))
    assert [(number, cell.text) for number, cell in read.explanations] == [
        (1, "Given to the first half of the family.")
    ]
    assert not read.astray
