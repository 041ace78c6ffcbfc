"""Two boxes 1 are one owner's if name and CIK are the same, whatever a lying file makes of the name."""

import random
import string

import pytest

from extractor.parsing.header.owner_identity import Identity, Repeat, is_same, repeats

NAME = "larkspurgrowthfundii,l.p."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(Identity(NAME, "1", is_unlike=False), True, id="alike"),
        pytest.param(Identity(NAME, "2", is_unlike=True), False, id="another-cik"),
        pytest.param(Identity("larkspurgrowthfundiii,l.p.", "1", is_unlike=False), False, id="another-name"),
        pytest.param(Identity("larkppurgrowthfundii,l.p.", "1", is_unlike=True), True, id="a-false-letter"),
        pytest.param(Identity("xaxxspxxgxoxthfxxdix,l.p.", "1", is_unlike=True), True, id="many-false-letters"),
    ],
)
def test_the_repeated_box_of_the_first_owner_is_known(other: Identity, same: bool) -> None:  # noqa: FBT001
    assert is_same(Identity(NAME, "1", is_unlike=False), other) is same
    assert is_same(other, Identity(NAME, "1", is_unlike=False)) is same


def test_without_a_cik_only_few_false_letters_are_forgiven() -> None:
    one = Identity(NAME, "", is_unlike=False)
    assert is_same(one, Identity("larkppurgrowthfundii,l.p.", "", is_unlike=True))
    assert not is_same(one, Identity("larkppurgrowthfundii,l.p.", "", is_unlike=False))
    assert not is_same(one, Identity("larkspurgrowthfundiigp,llc", "", is_unlike=True))


@pytest.mark.parametrize("seed", range(20))
def test_a_misread_letter_does_not_make_a_second_owner_of_a_scans_repeated_box(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible misreadings
    name = "".join(chance.choices(string.ascii_lowercase, k=chance.randint(10, 30)))
    place = chance.randrange(len(name))
    misread = name[:place] + chance.choice("lrnoc") + name[place + 1 :]
    first = Identity(name, "", is_unlike=False, is_read=True)
    assert repeats(first, first._replace(name=misread)) is Repeat.YES
    assert repeats(first._replace(is_read=False), Identity(misread, "", is_unlike=False)) is not Repeat.PERHAPS


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("larkspurgrowthfundiiilp", Repeat.PERHAPS),
        ("larkspurgrowthfund2lp", Repeat.PERHAPS),
        ("larkspurgrowthfundvlp", Repeat.PERHAPS),
        ("larkspurgrowthfundivlp", Repeat.PERHAPS),
        ("larkspurgrowthlp", Repeat.PERHAPS),
        ("larkspurgrowihfundiilp", Repeat.YES),
        ("fenwickian", Repeat.NO),
    ],
)
def test_a_second_fund_of_the_house_may_be_another_owner(name: str, found: Repeat) -> None:
    first = Identity("larkspurgrowthfundiilp", "", is_unlike=False, is_read=True)
    assert repeats(first, first._replace(name=name)) is found
