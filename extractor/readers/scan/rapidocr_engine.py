"""RapidOCR's recognition network, run without its detector: the default reader of scans.

Only the network inside RapidOCR's wheel is used: its own interface gives one score a line, and we need every
character's.
"""

import importlib.metadata
import importlib.util
import math
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import cv2
import numpy as np

from extractor.readers.scan.ctc import decoded, within
from extractor.readers.scan.engines import EngineStatus, LineReading
from extractor.readers.scan.images import Pixels
from extractor.readers.scan.recognition_network import Pictures, model_path, network
from extractor.readers.scan.second_looks import Look, is_doubtful, likeliest, other_views

HEIGHT = 48
"""Pixels: the height of the network's input."""
STEP = 8
"""Pixels of width one step of the network's output covers."""
BATCH_WIDTH = 2400
"""Pixels of width read in one call, all lines together: bounds the memory to some 100 MB."""
LEAST_WIDTH = 48
"""Pixels: a lone letter is read worse on a narrower picture."""


class RapidOcrEngine:
    """See `Engine`; `threads` is how many cores one call may use."""

    name = "rapidocr"

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        allowed = alphabets or [None] * len(lines)
        first = self._looks(lines, allowed)
        again = [index for index, look in enumerate(first) if is_doubtful(look.reading, allowed[index])]
        views = [(index, view) for index in again for view in other_views(lines[index])]
        more = iter(self._looks([view for _, view in views], [allowed[index] for index, _ in views]))
        readings = [look.reading for look in first]
        alphabet = network(self._threads).alphabet
        for index, looks in groupby(views, key=itemgetter(0)):
            readings[index] = likeliest([first[index], *(next(more) for _ in looks)], alphabet, allowed[index])
        return [
            reading if wanted is None else within(reading, wanted)
            for reading, wanted in zip(readings, allowed, strict=True)
        ]

    def _looks(self, lines: Sequence[Pixels], alphabets: Sequence[str | None]) -> list[Look]:
        loaded = network(self._threads)
        pictures = [_resized(line) for line in lines]
        looks: dict[int, Look] = {}
        for batch in _batches([picture.shape[1] for picture in pictures]):
            widest = max(pictures[index].shape[1] for index in batch)
            probabilities = loaded.run(_stacked([pictures[index] for index in batch], widest))
            for index, steps in zip(batch, probabilities, strict=True):
                share = pictures[index].shape[1] / widest
                own = steps[: max(1, math.ceil(len(steps) * share))].copy()
                looks[index] = Look(own, decoded(steps, loaded.alphabet, share, alphabets[index]))
        return [looks[index] for index in range(len(lines))]


def status() -> EngineStatus:
    """Whether the engine and its network are there."""
    try:
        version = importlib.metadata.version("rapidocr") if model_path() else None
    except importlib.metadata.PackageNotFoundError:
        version = None
    return EngineStatus("rapidocr", "reads scans", version, "pip install rapidocr")


def _resized(line: Pixels) -> Pixels:
    height, width = line.shape
    wanted = max(LEAST_WIDTH, math.ceil(width * HEIGHT / height / STEP) * STEP)
    scaled = min(wanted, max(1, round(width * HEIGHT / height)))
    resized = cv2.resize(line, (scaled, HEIGHT), interpolation=cv2.INTER_LINEAR if height < HEIGHT else cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(resized, 0, 0, 0, wanted - scaled, cv2.BORDER_CONSTANT, value=(255,)))


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Indices of pictures of similar width, so that little is added to make them equal."""
    batches: list[list[int]] = []
    for index in sorted(range(len(widths)), key=widths.__getitem__):
        batch = batches[-1] if batches else None
        if batch and widths[index] * (len(batch) + 1) <= BATCH_WIDTH and widths[index] <= widths[batch[0]] * 1.25:
            batch.append(index)
        else:
            batches.append([index])
    return batches


def _stacked(pictures: Sequence[Pixels], width: int) -> Pictures:
    """The pictures as the network wants them: three equal colours, -1 black to 1 white."""
    stack = np.full((len(pictures), 1, HEIGHT, width), 255, dtype=np.float32)
    for place, picture in zip(stack, pictures, strict=True):
        place[0, :, : picture.shape[1]] = picture
    return np.repeat(stack / np.float32(127.5) - np.float32(1.0), 3, axis=1)
