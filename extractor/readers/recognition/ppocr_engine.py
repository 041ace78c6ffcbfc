"""The first engine for scans: the recognition network of this package, PP-OCRv6 small trained further on Forms 4."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.ctc import decoded, within
from extractor.readers.recognition.engines import EngineStatus, LineReading
from extractor.readers.recognition.network import Probabilities, network
from extractor.readers.recognition.network_file import REMEDY, SHOWN, network_file
from extractor.readers.recognition.network_input import resized, shown, shown_width
from extractor.readers.recognition.retries import DOUBTFUL, OTHER_VIEWS, Look, is_doubtful, is_settled, likeliest
from extractor.readers.recognition.stretches import Stretch, doubtful_stretches, put_in, reading_of

FEW, KEPT = 40, 80
"""Pictures of a call whose outputs are kept, and pictures whose outputs are kept at most: 15 MB of long lines."""


class PpOcrEngine:
    """See `Engine`; a call uses up to `threads` cores, which read different pictures at the same time."""

    name = "ppocr"

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self._kept: dict[bytes, Probabilities] = {}

    def read(self, lines: Sequence[Pixels], alphabets: Sequence[str | None] = ()) -> list[LineReading]:
        allowed = alphabets or [None] * len(lines)
        first = self._looks(lines, allowed)
        doubtful = [
            (index, stretch)
            for index, look in enumerate(first)
            if is_doubtful(look.reading, allowed[index])
            for stretch in _stretches(lines[index], look.reading, allowed[index])
        ]
        looks = [[_look_at(first[index], stretch, lines[index].shape[1])] for index, stretch in doubtful]
        for view in OTHER_VIEWS:
            open_ones = [place for place, seen in enumerate(looks) if not is_settled(seen)]
            stretches = [doubtful[place] for place in open_ones]
            views = [view(lines[index][:, stretch.x0 : stretch.x1]) for index, stretch in stretches]
            more = self._looks(views, [allowed[index] for index, _ in stretches])
            for place, look in zip(open_ones, more, strict=True):
                looks[place].append(look)
        alphabet = network().alphabet
        better: dict[int, list[tuple[Stretch, LineReading]]] = {}
        for (index, stretch), seen in zip(doubtful, looks, strict=True):
            better.setdefault(index, []).append((stretch, likeliest(seen, alphabet, allowed[index])))
        readings = [
            put_in(look.reading, better.get(index, ()), lines[index].shape[1]) for index, look in enumerate(first)
        ]
        return [
            reading if wanted is None else within(reading, wanted)
            for reading, wanted in zip(readings, allowed, strict=True)
        ]

    def _looks(self, lines: Sequence[Pixels], alphabets: Sequence[str | None]) -> list[Look]:
        """The network's view of each picture. Each is shown alone, so its reading does not depend on the others."""
        alphabet = network().alphabet
        pictures = [resized(line) for line in lines]
        looks = []
        for picture, steps, allowed in zip(pictures, self._seen(pictures), alphabets, strict=True):
            share = picture.shape[1] / shown_width(picture.shape[1])
            own = steps[: max(1, math.ceil(len(steps) * share))].copy()
            looks.append(Look(own, decoded(steps, alphabet, share, allowed)))
        return looks

    def _seen(self, pictures: Sequence[Pixels]) -> list[Probabilities]:
        """What the network puts out for each picture: probabilities, steps by characters.

        The few runs that tell which way up a page is are read again with all others, so the outputs of a small call are
        kept.
        """
        loaded, kept = network(), self._kept
        keys = [picture.tobytes() for picture in pictures]
        new = {key: picture for key, picture in zip(keys, pictures, strict=True) if key not in kept}
        # Sorted by width, as each change of width costs time.
        in_order = sorted(new, key=len)

        def output(key: bytes) -> Probabilities:
            picture = new[key]
            return np.asarray(loaded.run(shown(picture, shown_width(picture.shape[1])))[0])

        found = dict(zip(in_order, (self._pool.map if self._pool else map)(output, in_order), strict=True))
        outputs = [found[key] if key in found else kept[key] for key in keys]
        if len(found) <= FEW:
            self._kept = dict([*kept.items(), *found.items()][-KEPT:])
        return outputs


def status() -> EngineStatus:
    """Whether the pinned network is there."""
    found = network_file()
    version = found.sha256[:SHOWN] if found is not None and found.is_pinned else None
    return EngineStatus("ppocr", "reads scans", version, REMEDY, str(found or ""))


def _stretches(line: Pixels, reading: LineReading, allowed: str | None) -> list[Stretch]:
    """The stretches of the picture to look at again; all of a cell, as it is short and includes the mark beside it."""
    if allowed is None:
        return doubtful_stretches(line, reading, DOUBTFUL)
    return [Stretch(0, len(reading.characters), 0, line.shape[1])]


def _look_at(look: Look, stretch: Stretch, width: int) -> Look:
    """The part of `look` that lies on the stretch of a picture `width` pixels wide."""
    count = len(look.steps)
    start, stop = math.floor(count * stretch.x0 / width), math.ceil(count * stretch.x1 / width)
    return Look(look.steps[start : max(stop, start + 1)], reading_of(look.reading, stretch, width))
