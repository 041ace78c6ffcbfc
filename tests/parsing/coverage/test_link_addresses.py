"""A link's address that is printed behind the linked name belongs to no field; another address is text of its own."""

from itertools import pairwise
from random import Random

import pytest

from extractor.model.page import BoundingBox, Link
from extractor.model.strip import Cell
from extractor.parsing.coverage.link_addresses import printed_addresses
from tests.support.typed_words import words

NAMES = ("Tarrow-Hale Imogen", "BRASSWELL LOOM CORP", "Vance Oriel J.")


def broken(random: Random, address: str) -> list[str]:
    """The address in lines, cut anywhere."""
    cuts = sorted(random.sample(range(1, len(address)), random.randint(0, 3)))
    return [address[start:stop] for start, stop in pairwise((0, *cuts, len(address)))]


def printed(random: Random, address: str, linked: str) -> tuple[list[str], list[str]]:
    """What is left of a cell with a name, its address and the words behind it; and these words without the address."""
    name, behind = random.choice(NAMES), random.choice(([], ["[", "BRLM", "]"], ["(Last)"]))
    opening, closing = random.choice((("(", ")"), ("[", "]"), ("<", ">"), ("", "")))
    lines = [name, *broken(random, f"{opening}{address}{closing}"), *behind]
    held = words(*((40.0, 100.0 + 11 * number, line) for number, line in enumerate(lines)))
    box = BoundingBox(30, 90, 700, 300)
    link = Link(linked, BoundingBox(40, 100, 120, 109))
    found = {id(word) for word in printed_addresses((link,), (Cell(box, held),), held)}
    return [word.text for word in held if id(word) not in found], [*name.split(), *behind]


@pytest.mark.parametrize("seed", range(50))
def test_the_address_of_a_link_is_taken_as_such_and_nothing_else(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    address = f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={random.randrange(10**10):010d}"
    left, expected = printed(random, address, address)
    assert left == expected, seed
    other = address[:-1] + str((int(address[-1]) + random.randint(1, 9)) % 10)
    left, expected = printed(random, other, address)
    assert len(left) > len(expected), seed
