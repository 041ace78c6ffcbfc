"""What the recognition network is shown: a line's picture, resized to the network's height and padded with white."""

import math
from collections.abc import Iterator

import cv2
import numpy as np

from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.network import Pictures

HEIGHT = 48
"""Pixels: the height of the network's input."""
STEP = 8
"""Pixels: the width that one step of the network's output covers."""
LEAST_WIDTH = 48
"""Pixels: pictures are at least this wide, as a lone letter on a narrower one is read worse."""
MOST_WIDTH, BETWEEN_WIDTHS = 3200, 1.1
"""Pictures are padded to one of few widths: the widest in pixels, and the factor from each width to the next."""


def resized(line: Pixels) -> Pixels:
    """The picture of a line in the network's height, padded with white to whole steps."""
    height, width = line.shape
    wanted = max(LEAST_WIDTH, math.ceil(width * HEIGHT / height / STEP) * STEP)
    scaled = min(wanted, max(1, round(width * HEIGHT / height)))
    resized = cv2.resize(line, (scaled, HEIGHT), interpolation=cv2.INTER_LINEAR if height < HEIGHT else cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(resized, 0, 0, 0, wanted - scaled, cv2.BORDER_CONSTANT, value=(255,)))


def shown_width(width: int) -> int:
    """The next of few widths, as preparing the network for a new width takes time."""
    return next(shown for shown in _WIDTHS if shown >= width) if width <= _WIDTHS[-1] else width


def _widths() -> Iterator[int]:
    width = LEAST_WIDTH
    while width < MOST_WIDTH:
        yield width
        width = math.ceil(width * BETWEEN_WIDTHS / STEP) * STEP
    yield width


_WIDTHS = tuple(_widths())


def shown(picture: Pixels, width: int) -> Pictures:
    """The picture as the network's input: -1 is black, 1 white; padded with white up to `width`."""
    padded = np.full((HEIGHT, width), 255, dtype=np.float32)
    padded[:, : picture.shape[1]] = picture
    return np.asarray((padded / np.float32(127.5) - np.float32(1.0))[None, None])
