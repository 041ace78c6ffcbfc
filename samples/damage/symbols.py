"""Letters stored once and drawn wherever an equal one stands, as JBIG2 does it; never one in place of another."""

from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from samples.damage.picture import Picture
from samples.damage.transmission import one_bit, thresholded

SIDES = (0.02, 0.2)
"""In inches: the sides of connected ink that counts as a letter; specks and rulings stay as they are."""
MOST_UNLIKE = 0.06
"""The share of two letters' box that may differ. Besides, nowhere may two by two dots differ, so strokes are the same,
and only their outlines are not."""


class Piece(NamedTuple):
    """One connected piece of ink: its place, and its dots (1 for ink)."""

    x: int
    y: int
    dots: np.ndarray


def shared(page: Picture, dpi: int) -> Image.Image:
    """Black and white, with every letter replaced by the first one that is nearly identical."""
    paper = np.asarray(thresholded(page, dpi)).astype(np.uint8)
    ink, known = 1 - paper, dict[tuple[int, int], list[np.ndarray]]()
    for piece in pieces(ink, dpi):
        alike = known.setdefault(piece.dots.shape, [])
        first = next((other for other in alike if are_alike(other, piece.dots)), None)
        if first is None:
            alike.append(piece.dots)
            continue
        height, width = piece.dots.shape
        place = ink[piece.y : piece.y + height, piece.x : piece.x + width]
        place[piece.dots == 1] = 0
        place[first == 1] = 1
    return one_bit((1 - ink) * np.uint8(255))


def pieces(ink: np.ndarray, dpi: int) -> list[Piece]:
    """The pieces of ink as large as letters."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    least, most = (side * dpi for side in SIDES)
    found = []
    for label, (x, y, width, height, _) in enumerate(boxes):
        if label and least <= max(width, height) <= most:
            dots = (labels[y : y + height, x : x + width] == label).astype(np.uint8)
            found.append(Piece(int(x), int(y), dots))
    return found


def are_alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pieces of the same size differ only along their outlines."""
    unlike = one ^ other
    thick = unlike[:-1, :-1] & unlike[1:, :-1] & unlike[:-1, 1:] & unlike[1:, 1:]
    return bool(unlike.mean() <= MOST_UNLIKE) and not thick.any()
