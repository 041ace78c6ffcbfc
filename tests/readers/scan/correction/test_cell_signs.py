"""Signs that no cell of a column can show, and the form's own notation where all readers misread it."""

import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.cell_signs import as_held, as_signed, as_written
from extractor.readers.wording.alphabets import DATE, DIGITS, PRICE

CODES = "ACDFGJMPSX/K"


def _reading(text: str, score: float = 0.9) -> LineReading:
    step = 1 / max(len(text), 1)
    return LineReading(
        tuple(Character(sign, score, place * step, (place + 1) * step) for place, sign in enumerate(text))
    )


@pytest.mark.parametrize(
    ("read", "held"),
    [("10, 000", "10,000"), ("107035 .", "107035"), (",12", "12"), (".52", ".52"), ("05/21/2026.", "05/21/2026")],
)
def test_a_number_has_no_gaps_and_no_stop_at_its_ends(read: str, held: str) -> None:
    assert as_held(_reading(read), PRICE, is_whole=True).text == held
    assert as_held(_reading(read), DIGITS + ".,", is_whole=True).text == held


@pytest.mark.parametrize(
    ("read", "held", "score"),
    [
        ("$5.659 (1", "$5.659(1)", DOUBTED),
        ("(4]", "(4)", DOUBTED),
        ("1,000{2}", "1,000(2)", DOUBTED),
        ("• 16715144", "16715144", DOUBTED),
        ("1,000(1)", "1,000(1)", 0.9),
    ],
)
def test_brackets_in_a_number_are_those_of_its_mark(read: str, held: str, score: float) -> None:
    reading = as_held(_reading(read), PRICE, is_whole=True)
    assert (reading.text, reading.sureness) == (held, score)


@pytest.mark.parametrize(
    ("read", "held"),
    [
        ("0311/2026", "03/11/2026"),
        ("03/112026", "03/11/2026"),
        ("12345/2026", "12345/2026"),
        ("0399/2026", "0399/2026"),
        ("03112026", "03112026"),
        ("10/2012", "10/2012"),
    ],
)
def test_a_date_that_lost_one_stroke_has_both_and_a_person_looks(read: str, held: str) -> None:
    for reading in (as_held(_reading(read), DIGITS + "/", is_whole=True), as_written(_reading(f"Mathai {read}"))):
        assert reading.text.removeprefix("Mathai ") == held
        assert (reading.sureness <= DOUBTED) == (held != read)


@pytest.mark.parametrize(
    ("read", "written", "score"),
    [
        ("BLUEFIN BRANDS CORP DE/", "BLUEFIN BRANDS CORP /DE/", DOUBTED),
        ("BLUEFIN BRANDS CORP DE/ [ BFB ]", "BLUEFIN BRANDS CORP /DE/ [ BFB ]", DOUBTED),
        ("BLUEFIN BRANDS CORP /DE/", "BLUEFIN BRANDS CORP /DE/", 0.9),
        ("Common Stock, par value $0,001 per share", "Common Stock, par value $0.001 per share", DOUBTED),
        ("10,000 shares", "10,000 shares", 0.9),
        ("sold 1,000,001", "sold 1,000,001", 0.9),
        ("See footnotes((3)(4)", "See footnotes(3)(4)", 0.9),
    ],
)
def test_no_number_has_thousands_of_noughts_and_no_mark_two_brackets(read: str, written: str, score: float) -> None:
    reading = as_written(_reading(read))
    assert (reading.text, reading.sureness) == (written, score)


@pytest.mark.parametrize(
    ("read", "held", "score"),
    [
        ("F((3)", "F(3)", DOUBTED),
        ("s(1)(2)", "S(1)(2)", 0.9),
        ("JE", "J", DOUBTED),
        ("5.", "S", DOUBTED),
        ("S/K", "S/K", 0.9),
        ("(1)", "(1)", 0.9),
        ("é", "é", 0.9),
    ],
)
def test_a_code_is_one_letter_and_its_marks(read: str, held: str, score: float) -> None:
    reading = as_held(_reading(read), CODES, is_whole=True)
    assert reading.text == held
    assert reading.sureness == score


@pytest.mark.parametrize(
    ("reading", "doubts"),
    [
        (as_held(_reading("• 16715144"), PRICE, is_whole=True), {Doubt.SPECK}),
        (as_held(_reading("(4]"), PRICE, is_whole=True), {Doubt.BRACKET}),
        (as_held(_reading("42.353"), DIGITS + ".,$", is_whole=True), {Doubt.COMMA_OR_STOP}),
        (as_held(_reading("5."), CODES, is_whole=True), {Doubt.LIKE_CODE, Doubt.SIGNS_LEFT_OUT}),
        (as_held(_reading("0311/2026"), DIGITS + "/", is_whole=True), {Doubt.STROKE_PUT_IN}),
        (as_written(_reading("1585 BR0ADWAY")), {Doubt.NOUGHT}),
        (as_written(_reading("ATTOMEY IN FACT")), {Doubt.RESPELT}),
        (as_written(_reading("1585 Broadway")), set()),
    ],
)
def test_what_is_put_right_says_why_and_leaves_the_engines_score(reading: LineReading, doubts: set[Doubt]) -> None:
    assert reading.doubts == doubts
    assert reading.score == 0.9


def test_beside_a_mark_read_apart_a_bracket_is_nothing() -> None:
    reading = as_held(_reading("F("), CODES, is_whole=False)
    assert (reading.text, reading.sureness) == ("F", 0.9)


@pytest.mark.parametrize(
    "read",
    [
        "s/ Jo Hall",
        "/s Jo Hall",
        "1s/ Jo Hall",
        "/s1 Jo Hall",
        "/S/ Jo Hall",
        "k s/ Jo Hall",
        "k /s/ Jo Hall",
        "1s1 Jo Hall",
    ],
)
def test_a_conformed_signature_begins_as_it_is_printed(read: str) -> None:
    assert as_signed(_reading(read)).text.lower() == "/s/ jo hall"


@pytest.mark.parametrize("read", ["1s/", "s/", "/s/", "/s1"])
def test_a_conformed_sign_may_stand_alone(read: str) -> None:
    assert as_signed(_reading(read)).text == "/s/"


@pytest.mark.parametrize(("score", "code"), [(0.5, "J"), (0.97, "I")])
def test_a_seldom_code_must_be_read_surely(score: float, code: str) -> None:
    reading = as_held(_reading("I(3)", score), CODES + "I", is_whole=False)
    assert reading.text == f"{code}(3)"
    assert (reading.sureness <= DOUBTED) == (code == "J")


@pytest.mark.parametrize("read", ["151 Main Street", "s Jo", "By Jo Hall", "1s Street", ""])
def test_nothing_else_becomes_a_signature(read: str) -> None:
    assert as_signed(_reading(read)).text == read


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("1585 BR0ADWAY", "1585 BROADWAY"),
        ("0lukotun", "Olukotun"),
        ("JE1 0BD", "JE1 0BD"),
        ("10x", "10x"),
        ("A0", "A0"),
    ],
)
def test_a_word_has_no_nought(read: str, written: str) -> None:
    reading = as_written(_reading(read))
    assert reading.text == written
    assert reading.sureness == (0.9 if read == written else DOUBTED)


@pytest.mark.parametrize(
    ("read", "held"),
    [("Irr Trust ((2)", "Irr Trust(2)"), ("Irr Trust (2)", "Irr Trust (2)"), ("((a) or (b))", "((a) or (b))")],
)
def test_a_bracket_before_a_marks_own_is_its_shadow(read: str, held: str) -> None:
    assert as_written(_reading(read)).text == held


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("Hall, Attomey-in-Fact", "Hall, Attorney-in-Fact"),
        ("ATTOMEY IN FACT", "ATTORNEY IN FACT"),
        ("Govemor Hill", "Govemor Hill"),
        ("Attorney-in-Fact", "Attorney-in-Fact"),
    ],
)
def test_a_known_word_whose_letters_ran_together(read: str, written: str) -> None:
    reading = as_written(_reading(read))
    assert reading.text == written
    assert (reading.sureness <= DOUBTED) == (read != written), "a person looks"


def test_an_explanation_is_numbered_with_a_stop() -> None:
    assert as_written(_reading("3, The price is an average")).text == "3. The price is an average"
    assert as_written(_reading("3,500 shares")).text == "3,500 shares"


def test_a_stop_before_three_figures_of_shares_may_be_a_comma() -> None:
    shares = as_held(_reading("42.353"), DIGITS + ".,$", is_whole=True)
    assert (shares.text, shares.sureness) == ("42,353", DOUBTED)
    assert shares.characters[2].others[0][0] == "."
    sure = as_held(_reading("42.353", 0.99), DIGITS + ".,$", is_whole=True)
    assert (sure.text, sure.sureness) == ("42.353", DOUBTED), "left as it was read, and a person looks"
    assert as_held(_reading("42.353(1)"), DIGITS + ".,$", is_whole=True).text == "42,353(1)"
    assert as_held(_reading("42.353"), PRICE, is_whole=True).sureness == 0.9
    assert as_held(_reading("42.35"), DIGITS + ".,$", is_whole=True).sureness == 0.9


@pytest.mark.parametrize(("read", "held"), [("3", "(3)"), ("12", "(12)"), ("(3)", "(3)"), ("0", "0"), ("123", "123")])
def test_a_lone_number_in_a_cell_for_a_date_is_a_mark_without_its_brackets(read: str, held: str) -> None:
    reading = as_held(_reading(read), DATE, is_whole=True)
    assert reading.text == held
    assert (Doubt.BRACKET_PUT_IN in reading.doubts) == (read != held)


@pytest.mark.parametrize(
    ("read", "written"),
    [("CO HYCROFT MINING", "C/O HYCROFT MINING"), ("COLE HAAN CO", "COLE HAAN CO"), ("CO 80202", "CO 80202")],
)
def test_care_of_has_its_stroke_and_a_person_looks(read: str, written: str) -> None:
    put_right = as_written(_reading(read))
    assert put_right.text == written
    doubts = frozenset[Doubt]().union(*(char.doubts for char in put_right.characters))
    assert (Doubt.STROKE_PUT_IN in doubts) == (read != written)
