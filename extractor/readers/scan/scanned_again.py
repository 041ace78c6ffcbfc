"""Reads scanned pages a second time with another engine, Tesseract, for `--verify`."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np

from extractor.cores import cores_a_worker
from extractor.model.page import BoundingBox, Page, Reading
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.image.straighten import StraightPage, laid_out, straighten
from extractor.readers.picture import pictures
from extractor.readers.recognition.tesseract_engine import TesseractEngine
from extractor.readers.scan.page_from_picture import read_straight_page
from extractor.readers.typed_over import typed_words

AROUND = 4
"""Pixels of the page shown left and right of a value; its box already has room above and below."""


def read_scans_again(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """The `pages` of the file at `path` as Tesseract reads them; raises MissingDependencyError if it is missing.

    As many pages are read at a time as this process may use cores; no more are held in memory.
    """
    engine, cores = TesseractEngine(), cores_a_worker()

    def read(seen: tuple[int, StraightPage]) -> Page:
        number, straight = seen
        return read_straight_page(straight, number, engine)

    seen = _as_seen(path, pages)
    with ThreadPoolExecutor(cores) as pool:
        while some := tuple(islice(seen, cores)):
            yield from pool.map(read, some)


def read_values_again(path: Path, pages: Sequence[Page], places: Sequence[tuple[int, BoundingBox]]) -> list[Reading]:
    """What Tesseract reads at each of `places`, which are pairs of a page number and a box in points.

    Each place is shown alone and enlarged, with its rulings left in. The text is empty if nothing is read there.
    """
    engine = TesseractEngine()
    asked = {number for number, _ in places}
    flats = {
        number: straight.flat for number, straight in _as_seen(path, [page for page in pages if page.number in asked])
    }
    cut_out = [_cut_out(flats[number], box) for number, box in places]
    with ThreadPoolExecutor(cores_a_worker()) as pool:
        read = list(pool.map(engine.read_block, cut_out))
    return [Reading(engine.name, reading.text, reading.score if reading.characters else None) for reading in read]


def _cut_out(flat: Pixels, box: BoundingBox) -> Pixels:
    """The page's pixels in `box` (points), with `AROUND` pixels more at the left and right."""
    left, right = max(round(box.x0 / POINT) - AROUND, 0), round(box.x1 / POINT) + AROUND
    top, bottom = max(round(box.top / POINT), 0), round(box.bottom / POINT)
    cut = flat[top:bottom, left:right]
    return cut if cut.size else np.full((AROUND, AROUND), 255, dtype=np.uint8)


def _as_seen(path: Path, pages: Sequence[Page]) -> Iterator[tuple[int, StraightPage]]:
    """The pictures of `pages` with their numbers, straightened as for the first reader, so that places agree.

    A page with text typed over its picture is drawn without that text, whose words are known.
    """
    geometries = {page.number: page.geometry for page in pages}
    typed_over = {page.number for page in pages if typed_words(page)}
    for image in pictures(path, geometries, bare=typed_over):
        geometry = geometries[image.number]
        yield image.number, straighten(image) if geometry is None else laid_out(image, geometry)
