"""Box 2 of a scan: brackets around the trading symbol that an engine read as other signs, or as part of a word."""

from random import Random

import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.parsing.grid.labels import Segment
from extractor.parsing.header.issuer import issuer_cells

CAPITALS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
"""Without I, which is as thin as a bracket."""


def box_2(*texts: str, others: dict[str, str] | None = None) -> Segment:
    """The words of box 2 on one line, as an engine read them; `others` has second readings by text."""
    boxes = (BoundingBox(203 + 40 * n, 114, 235 + 40 * n, 123) for n in range(len(texts)))
    readings = (
        tuple(Reading("ppocr", each, 0.6) for each in (text, *filter(None, [(others or {}).get(text)])))
        for text in texts
    )
    words = (
        Word(text, box, 9.0, origin=Origin.RECOGNISED, readings=read)
        for text, box, read in zip(texts, boxes, readings, strict=True)
    )
    return Segment("issuer", BoundingBox(200, 100, 600, 200), (), tuple(words))


def filing(seed: int) -> tuple[tuple[str, ...], str]:
    """A name and a symbol, different ones for each seed."""
    random = Random(seed)  # noqa: S311
    name = [f"{random.choice(CAPITALS)}{random.choice(['olar', 'ETRO', 'iwi'])}" for _ in range(random.randint(1, 3))]
    return (*name, random.choice(["Inc.", "CORP", "plc"])), "".join(random.sample(CAPITALS, random.randint(1, 4)))


def read(segment: Segment) -> tuple[str, str]:
    cells = issuer_cells(segment)
    return cells["issuer_name"].text, cells["issuer_trading_symbol"].text


@pytest.mark.parametrize("seed", range(20))
def test_a_sign_in_the_place_of_a_bracket_is_one(seed: int) -> None:
    random = Random(1000 + seed)  # noqa: S311
    name, symbol = filing(seed)
    opening, closing = random.choice("lI1|!"), random.choice("lIJ1|!)")
    segment = box_2(*name, opening, symbol, closing)
    assert read(segment) == (" ".join(name), symbol), seed
    assert all(Doubt.LENIENT in cell.doubts for cell in issuer_cells(segment).values())


@pytest.mark.parametrize("seed", range(20))
def test_a_sign_read_as_part_of_the_symbol_is_its_bracket(seed: int) -> None:
    random = Random(2000 + seed)  # noqa: S311
    name, symbol = filing(seed)
    assert read(box_2(*name, f"{random.choice('l1|!')}{symbol}{random.choice('l1|!')}")) == (" ".join(name), symbol), (
        seed
    )
    assert read(box_2(*name, f"{symbol}{random.choice('1|')}")) == (" ".join(name), symbol), seed


@pytest.mark.parametrize("seed", range(20))
def test_a_sign_read_as_part_of_the_name_is_the_symbols_bracket(seed: int) -> None:
    random = Random(3000 + seed)  # noqa: S311
    name, symbol = filing(seed)
    *head, last = name
    assert read(box_2(*head, f"{last}{random.choice('1|')}", symbol, "]")) == (" ".join(name), symbol), seed
    # Behind capitals an I may be the name's, unless the engine also took it for a bracket.
    assert read(box_2(*head, f"{last}I", symbol, "1", others={f"{last}I": f"{last}|"})) == (" ".join(name), symbol), (
        seed
    )


@pytest.mark.parametrize(
    "texts",
    [("INCOME", "FUND", "II", "PML", "]"), ("AVI", "PML", "]"), ("3M", "CO", "[", "MMM", "]")],
)
def test_what_is_no_bracket_stays(texts: tuple[str, ...]) -> None:
    name = " ".join(texts).split("[")[0].removesuffix(" PML ]").strip()
    assert read(box_2(*texts))[0] == name


def test_a_name_of_two_symbols_and_a_capital_read_as_a_bracket() -> None:
    assert read(box_2("Group,", "Inc.[", "FRG", "FRGAP", "]")) == ("Group, Inc.", "FRG FRGAP")
    assert read(box_2("PARTNERS", "[NC[", "PNFP", "]")) == ("PARTNERS INC", "PNFP")


def test_words_of_a_text_layer_are_taken_as_they_are() -> None:
    segment = box_2("ACME", "l", "ACM", "1")
    typed = Segment(
        segment.name, segment.box, (), tuple(word._replace(origin=Origin.PRINTED) for word in segment.words)
    )
    assert read(typed) == ("ACME l ACM 1", "")
