"""Box 1 and the owners table: name, streets and place, and a question if the print leaves them open."""

from collections.abc import Sequence
from random import Random

import pytest

from extractor.model.doubts import Doubt
from extractor.model.form_labels import Label
from extractor.model.page import BoundingBox, Page, Reading, Word
from extractor.model.strip import Cell, stack
from extractor.parsing.grid.labels import segments
from extractor.parsing.grid.text_lines import reading_order
from extractor.parsing.header.city_line import cut_run_on, run_on_line
from extractor.parsing.header.owner_cells import NAME, OwnerCells, read_twice
from extractor.parsing.header.owner_identity import identity
from extractor.parsing.header.owners import (
    has_tick,
    join_owners,
    read_owner_boxes,
    read_owner_line,
)
from tests.support.typed_words import words

BOX = BoundingBox(28, 100, 222, 300)
OWNER = (Label("owner", ("1. Name and Address of Reporting Person*",)),)


def box_1(
    *streets: str,
    city: tuple[str, str, str] = ("ROME", "NY", "13440"),
    right: float = 222,
    steps: Sequence[float] = (),
    street_label: str = "(Street)",
    state_label: str = "(State)",
) -> OwnerCells:
    tops = [138 + sum(steps[:row]) if steps else 138 + 11 * row for row in range(len(streets))]
    low = 150 + 11 * len(streets)
    held = words(
        (31, 102, "1. Name and Address of Reporting Person *"),
        (31, 114, "DOE JANE Q"),
        (33, 126, "(Last)"), (90, 126, "(First)"), (150, 126, "(Middle)"),
        *((31, top, street) for top, street in zip(tops, streets, strict=True)),
        (31, low, street_label),
        (33, low + 12, city[0]), (95, low + 12, city[1]), (158, low + 12, city[2]),
        (33, low + 24, "(City)"), (95, low + 24, state_label), (158, low + 24, "(Zip)"),
    )  # fmt: skip
    cell = Cell(BOX._replace(x1=right), reading_order(held))
    (owner,) = read_owner_boxes(stack((Page(1, 612, 792, held),)), list(segments([cell], OWNER)))
    return owner


def texts(owner: OwnerCells) -> dict[str, str]:
    return {name.removeprefix("rpt_owner_"): cell.text for name, cell in owner.cells.items() if cell.words}


@pytest.mark.parametrize("label", ["(Stve)", "(State)", "(5~et)", "{Strcct)"])
def test_a_label_alone_on_its_line_is_that_of_the_street(label: str) -> None:
    held = texts(box_1("1 MAIN ST", street_label=label))
    assert (held["street1"], held["city"], held["state"]) == ("1 MAIN ST", "ROME", "NY")


def test_street_and_state_may_be_read_for_one_another() -> None:
    held = texts(box_1("1 MAIN ST", city=("ROME", "NEW YORK", "13440"), street_label="(State)", state_label="(Street)"))
    assert (held["street1"], held["city"], held["state"]) == ("1 MAIN ST", "ROME", "NEW YORK")


def test_the_parts_of_box_1() -> None:
    assert texts(box_1("C/O ACME INC", "1 MAIN ST")) == {
        "name": "DOE JANE Q",
        "street1": "C/O ACME INC",
        "street2": "1 MAIN ST",
        "city": "ROME",
        "state": "NY",
        "zip_code": "13440",
    }


@pytest.mark.parametrize(
    ("streets", "first", "second", "unsure"),
    [
        pytest.param(("1 MAIN ST",), "1 MAIN ST", None, False, id="one"),
        pytest.param(("C/O ACME", "SUITE 4"), "C/O ACME", "SUITE 4", False, id="the-next-word-would-have-fitted"),
        pytest.param(
            ("C/O ACME WATER UTILITIES OF THE NORTH", "SOUTH WEST", "1 MAIN ST"),
            "C/O ACME WATER UTILITIES OF THE NORTH SOUTH WEST", "1 MAIN ST", False, id="the-first-wraps",
        ),
        pytest.param(
            ("C/O ACME WATER UTILITIES OF THE NORTH", "100 MAIN ST"),
            "C/O ACME WATER UTILITIES OF THE NORTH", "100 MAIN ST", False, id="a-house-number-begins-a-street",
        ),
        pytest.param(
            ("C/O ACME INC., 1600 AMPHITHEATRE RING", "PARKWAY"),
            "C/O ACME INC., 1600 AMPHITHEATRE RING", "PARKWAY", True, id="one-that-wraps-or-two",
        ),
    ],
)  # fmt: skip
def test_street_lines(streets: tuple[str, ...], first: str, second: str | None, unsure: bool) -> None:  # noqa: FBT001
    owner = box_1(*streets)
    assert (texts(owner).get("street1"), texts(owner).get("street2")) == (first, second)
    assert owner.has_unsure_streets is unsure


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_of_a_street_that_wraps_are_closer_together(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    streets = tuple(random.sample(["C/O ACME HOLDINGS", "CORP.", "LLP", "12 MAIN ST", "FL 3", "ATTN: LEGAL"], 3))
    wrapped, apart = random.uniform(9.5, 10.5), random.uniform(12.2, 13.5)
    first, second = (streets[:2], streets[2:]) if seed % 2 else (streets[:1], streets[1:])
    owner = box_1(*streets, steps=(wrapped, apart) if seed % 2 else (apart, wrapped))
    assert (texts(owner)["street1"], texts(owner)["street2"]) == (" ".join(first), " ".join(second)), seed
    assert not owner.has_unsure_streets


@pytest.mark.parametrize("seed", range(20))
def test_a_word_that_may_be_cut_where_a_street_wraps_is_doubted(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    letters = "ABDEGHIKLMNORSTU"
    long_word = "".join(random.choice(letters) for _ in range(random.randint(12, 24)))
    cut = random.randint(4, len(long_word) - 4)
    whole = random.choice(["PARKWAY", "SUITE", "BLVD.", "12TH", "Road"])
    for first, second, is_cut in (
        (f"1400 {long_word[:cut]}", long_word[cut:], True), (f"1400 {long_word}", whole, False)
    ):  # fmt: skip
        streets = ("C/O ACME HOLDINGS INC", first, second)
        owner = box_1(*streets, steps=(random.uniform(12.2, 13.5), random.uniform(9.5, 10.5)))
        street = owner.cells["rpt_owner_street2"]
        assert street.text == f"{first} {second}", seed
        assert (Doubt.MAY_GO_ON in street.doubts) is is_cut, seed


@pytest.mark.parametrize(
    ("street", "city", "unsure"),
    [
        ("1 DOCK STREET, P.O. BOX 8", ("ROME,", "NY", "13440"), True),
        ("1 DOCK STREET, P.O. BOX 8", ("ROME", "NY", "13440"), False),
        ("1 DOCK STREET", ("ROME,", "NY", "13440"), False),
    ],
    ids=["parts-run-together", "parts-in-columns", "no-comma"],
)
def test_a_comma_may_part_two_streets_where_city_and_state_are_run_together(
    street: str,
    city: tuple[str, str, str],
    unsure: bool,  # noqa: FBT001
) -> None:
    low = 150 + 11
    place = " ".join(city) if city[0].endswith(",") else None
    held = words(
        (31, 102, "1. Name and Address of Reporting Person *"),
        (31, 114, "DOE JANE Q"),
        (33, 126, "(Last)"), (90, 126, "(First)"), (150, 126, "(Middle)"),
        (31, 138, street),
        (31, low, "(Street)"),
        *([(31, low + 12, place)] if place else zip((33, 95, 158), (low + 12,) * 3, city, strict=True)),
        (33, low + 24, "(City)"), (95, low + 24, "(State)"), (158, low + 24, "(Zip)"),
    )  # fmt: skip
    cell = Cell(BOX, reading_order(held))
    (owner,) = read_owner_boxes(stack((Page(1, 612, 792, held),)), list(segments([cell], OWNER)))
    assert owner.has_unsure_streets is unsure
    assert texts(owner)["city"] == "ROME"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ("Doe Jane", "1 MAIN ST", "ROME, NY 13440"),
            {"name": "Doe Jane", "street1": "1 MAIN ST", "city": "ROME", "state": "NY", "zip_code": "13440"},
            id="on-one-line",
        ),
        pytest.param(
            ("Doe Jane", "C/O ACME", "1 MAIN ST", "ROME, NY 13440-0412"),
            {
                "name": "Doe Jane", "street1": "C/O ACME", "street2": "1 MAIN ST",
                "city": "ROME", "state": "NY", "zip_code": "13440-0412",
            },
            id="two-streets",
        ),
        pytest.param(("Doe Jane",), {"name": "Doe Jane"}, id="no-address"),
    ],
)  # fmt: skip
def test_a_line_of_the_owners_table(lines: tuple[str, ...], found: dict[str, str]) -> None:
    cell = Cell(BOX, words(*((31, 110 + 11 * row, line) for row, line in enumerate(lines))))
    assert texts(read_owner_line(cell, {})) == found


def test_a_street_that_the_table_spells_otherwise_stays_in_doubt() -> None:
    box = box_1("C/O ACME INC., 1600 AMPHITHEATRE RING", "PARKWAY")
    lines = ("DOE JANE Q", "C/O ACME INC., 1500 AMPHITHEATRE RING PARKWAY", "ROME, NY 13440")
    line = read_owner_line(Cell(BOX, words(*((31, 400 + 11 * row, text) for row, text in enumerate(lines)))), {})
    (joined,) = join_owners((box,), (line,))
    assert joined.has_unsure_streets


def test_the_table_tells_which_street_a_word_belongs_to() -> None:
    box = box_1("C/O ACME INC., 1600 AMPHITHEATRE RING", "PARKWAY")
    lines = ("DOE JANE Q", "C/O ACME INC., 1600 AMPHITHEATRE RING PARKWAY", "ROME, NY 13440")
    line = read_owner_line(Cell(BOX, words(*((31, 400 + 11 * row, text) for row, text in enumerate(lines)))), {})
    (joined,) = join_owners((box,), (line,))
    assert texts(joined)["street1"] == "C/O ACME INC., 1600 AMPHITHEATRE RING PARKWAY"
    assert "street2" not in texts(joined)
    assert not joined.has_unsure_streets


@pytest.mark.parametrize(("text", "ticked"), [("X", True), ("☒", True), ("CFO", True), ("", False), ("___", False)])
def test_a_tick_or_a_title_says_yes(text: str, ticked: bool) -> None:  # noqa: FBT001
    assert has_tick(Cell(BOX, words((31, 110, text)))) is ticked


@pytest.mark.parametrize(
    ("line", "city"), [("LONG BEACH. CA 90808", "LONG BEACH"), ("ST. LOUIS. MO 63101", "ST. LOUIS")]
)
def test_a_full_stop_may_be_a_comma_before_the_state_and_is_doubted(line: str, city: str) -> None:
    found = words((31, 100, line))
    match = run_on_line(found)
    assert match is not None
    cells = dict(cut_run_on(found, match, BOX))
    assert cells["rpt_owner_city"].text == city
    assert {cell.doubts for cell in cells.values()} == {frozenset({Doubt.LENIENT})}


@pytest.mark.parametrize(
    ("first", "second"),
    [("Fund II-A LP", "Fund IIA LP"), ("Müller Max", "Möller Max"), ("Зеленин Пётр", "Иванов Иван")],
)
def test_owners_whose_names_differ_in_a_sign_are_two(first: str, second: str) -> None:
    def name(text: str) -> Cell:
        return Cell(BoundingBox(0, 0, 100, 10), (Word(text, BoundingBox(0, 0, 100, 10), 10),))

    assert identity(name(first), ()) != identity(name(second), ())
    assert identity(name(first), ()) == identity(name(first.upper()), ())


@pytest.mark.parametrize(
    ("city", "label", "is_asked"),
    [
        (("LOWER WICKHAM", "X0", ""), "(Sdate)", True),
        (("LOWER WICKHAM", "X0", ""), "(State)", False),
        (("WICKHAM", "X0", "CW82"), "(Sdate)", False),
    ],
    ids=["a-label-lost", "none-lost", "three-groups"],
)
def test_where_only_labels_tell_the_place_apart_a_lost_label_is_asked_about(
    city: tuple[str, str, str],
    label: str,
    is_asked: bool,  # noqa: FBT001
) -> None:
    assert box_1("1 MAIN ST", city=city, state_label=label).has_lost_labels == is_asked


def read(text: str, score: float) -> Cell:
    """A cell that was read from a picture."""
    box = BoundingBox(0, 0, 100, 10)
    return Cell(box, tuple(Word(each, box, 10, readings=(Reading("ppocr", each, score),)) for each in text.split()))


def test_what_two_boxes_of_one_owner_say_otherwise_is_the_surer_and_doubted() -> None:
    first = OwnerCells({NAME: read("FENWICK lAN", 0.7), "rpt_owner_city": read("DOVER", 0.9)}, {})
    again = OwnerCells({NAME: read("FENWICK IAN", 0.9), "rpt_owner_city": read("Dover", 0.8)}, {})
    both = read_twice(first, again)
    assert both.cells[NAME].text == "FENWICK IAN"
    assert both.cells[NAME].doubts == {Doubt.READ_OTHERWISE}
    assert both.cells["rpt_owner_city"] == first.cells["rpt_owner_city"]
