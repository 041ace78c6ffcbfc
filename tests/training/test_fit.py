"""The text layer of a print is laid onto the picture made of it, however it was turned, seen or curled."""

import random

import cv2
import numpy as np
import pytest

from extractor.model.page import BoundingBox, Word
from training.fit import fitted

WORDS = 80


def printed(chance: random.Random) -> list[Word]:
    """Words of different letters, spread over a sheet."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = {"".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(WORDS)}
    words = []
    for text in sorted(texts):
        x, y = chance.uniform(30, 500), chance.uniform(30, 740)
        words.append(Word(text, BoundingBox(x, y, x + 5 * len(text), y + 9), 9.0))
    return words


def seen(words: list[Word], chance: random.Random, *, bend: float) -> list[Word]:
    """The words as a photograph shows them: from one side, on paper that is curled by up to `bend` points."""
    corners = np.float32([[0, 0], [612, 0], [0, 792], [612, 792]])
    moved = corners + np.float32([[chance.uniform(-25, 25), chance.uniform(-25, 25)] for _ in range(4)])
    plane = cv2.getPerspectiveTransform(corners, moved)

    def of(x: float, y: float) -> tuple[float, float]:
        ((point,),) = cv2.perspectiveTransform(np.array([[[x, y + bend * np.sin(x / 200)]]]), plane)
        return float(point[0]), float(point[1])

    return [
        word._replace(box=BoundingBox(*of(word.box.x0, word.box.top), *of(word.box.x1, word.box.bottom)))
        for word in words
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_word_is_found_where_it_is_seen_though_a_quarter_is_misread(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a reproducible sheet
    words = printed(chance)
    truth = seen(words, chance, bend=2.0)
    read = [word._replace(text=word.text[::-1]) if chance.random() < 0.25 else word for word in truth]
    read = [word if chance.random() < 0.9 else word._replace(text=chance.choice(words).text) for word in read]
    fit = fitted(words, read)
    assert fit is not None
    off = [
        max(
            abs(fit.placed(word.box).x_center - true.box.x_center),
            abs(fit.placed(word.box).y_center - true.box.y_center),
        )
        for word, true in zip(words, truth, strict=True)
    ]
    assert max(off) < 4, (seed, max(off))
    assert sorted(off)[len(off) // 2] < 1, seed


def test_another_page_does_not_fit() -> None:
    one, other = (printed(random.Random(seed)) for seed in (1, 2))  # noqa: S311 - reproducible sheets
    assert fitted(one, other) is None
