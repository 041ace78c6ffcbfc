"""Small letters drawn as small capitals are known by the larger capitals before them."""

import random

import numpy as np
import pytest

from extractor.readers.pdf.glyphs.lettering import Lettering
from extractor.readers.pdf.glyphs.small_capitals import may_be_small_capitals


def found(text: str, sizes: list[float], fonts: list[int]) -> str:
    """The characters of `text` that may be small capitals."""
    codes = np.array([ord(char) for char in text])
    letters = Lettering(np.array(fonts), np.array(sizes), np.zeros(len(text)))
    return "".join(char for char, is_small in zip(text, may_be_small_capitals(codes, letters), strict=True) if is_small)


@pytest.mark.parametrize("seed", range(20))
def test_small_letters_behind_a_larger_capital_may_be_and_so_may_all_of_their_size(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test is no secret
    large, share = chance.uniform(6, 14), chance.uniform(0.65, 0.85)
    text = "Common Stock by family"
    sizes = [large * (share if char.islower() else 1) for char in text]
    assert found(text, sizes, [3] * len(text)) == "".join(filter(str.islower, text))
    another = "".join(chance.sample("abcdefg", 4))  # in a size that follows no capital
    assert found(text + another, sizes + [large * 1.1] * 4, [3] * (len(text) + 4)).endswith("family")


@pytest.mark.parametrize("share", [0.4, 1.0, 1.3])
def test_letters_of_another_ratio_may_not(share: float) -> None:
    assert found("Common", [10, *[10 * share] * 5], [3] * 6) == ""


def test_letters_of_another_font_may_not() -> None:
    assert found("Common", [10, *[7] * 5], [3, *[4] * 5]) == ""
