"""Draws pages that may take minutes in a process of their own, which is killed when its time is up.

pdfium cannot be interrupted inside a shading, a tiling or a transparent group. So a page with many of these is never
drawn in the process that reads the file.
"""

import mmap
import os
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np
import pypdfium2.raw as pdfium_c

from extractor.readers.page_objects import FORM_DEPTH_MAX
from extractor.readers.pdf.page_drawing import Drawing, Frame
from extractor.readers.pdfium_calls import (
    Address,
    are_transparent,
    image_pixels,
    kinds,
    may_be_tiled,
    objects_in_form,
    objects_on_page,
)

SECONDS = 3.0
"""The time allowed for drawing a page's pictures; a usual page takes a hundredth of a second."""
PICTURES = 3
"""The number of pictures in a `Drawing`."""
LOOK_EVERY = 0.01
"""Seconds between two checks whether the process has ended."""
TRANSPARENT_MAX = 30
"""Transparent paths, pictures and forms on a page: with more it is costly. Each may take as long as a whole page."""
OBJECTS_MAX = 50_000
"""Objects on a page: with more it is costly."""
PICTURE_MAX = 50_000_000
"""Pixels: a page with a larger picture is costly. A letter page scanned at 600 dpi has 34 million."""


def is_costly(page: Address) -> bool:
    """Whether drawing the page might take long, judged from its objects without drawing anything."""
    left = OBJECTS_MAX
    transparent = 0
    for objects, depth in _levels(objects_on_page(page), 0):
        left -= len(objects)
        kind = kinds(objects)
        if left < 0 or depth > FORM_DEPTH_MAX or (kind == pdfium_c.FPDF_PAGEOBJ_SHADING).any():
            return True
        drawn = [item for item, is_text in zip(objects, kind == pdfium_c.FPDF_PAGEOBJ_TEXT, strict=True) if not is_text]
        transparent += int(are_transparent(drawn).sum())
        is_painted = (kind == pdfium_c.FPDF_PAGEOBJ_PATH) | (kind == pdfium_c.FPDF_PAGEOBJ_TEXT)
        painted = [objects[index] for index in np.flatnonzero(is_painted).tolist()]
        pictures = [objects[index] for index in np.flatnonzero(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE).tolist()]
        if transparent > TRANSPARENT_MAX or may_be_tiled(painted).any() or _is_any_vast(pictures):
            return True
    return False


def _levels(objects: list[Address], depth: int) -> Iterator[tuple[list[Address], int]]:
    """Lists of objects with their depth: those of the page, then those of each PDF form on it, and of nested forms."""
    yield objects, depth
    if depth <= FORM_DEPTH_MAX:
        for index in np.flatnonzero(kinds(objects) == pdfium_c.FPDF_PAGEOBJ_FORM).tolist():
            yield from _levels(objects_in_form(objects[index]), depth + 1)


def _is_any_vast(pictures: list[Address]) -> bool:
    return any(image_pixels(picture) > PICTURE_MAX for picture in pictures)


def drawn_apart(draw: Callable[[], Drawing], frame: Frame, seconds: float = SECONDS) -> Drawing | None:
    """The result of `draw`, run in a forked copy of this process; None if it takes over `seconds` or fails."""
    if not hasattr(os, "fork"):
        return None
    size = frame.width * frame.height
    with mmap.mmap(-1, PICTURES * size) as shared:
        with warnings.catch_warnings():
            # Python warns of forking beside threads; the copy uses no lock that another thread might hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            _draw_and_end(draw, shared)
        if not _ended_well(child, seconds):
            return None
        pixels = np.frombuffer(shared, dtype=np.uint8).reshape(PICTURES, frame.height, frame.width).copy()
    whole, ground, bare = pixels
    return Drawing(whole, ground, bare, frame.scale)


def _draw_and_end(draw: Callable[[], Drawing], shared: mmap.mmap) -> None:
    """All that the copy does. It always ends in `os._exit`, so that it never goes on with the work of the original."""
    code = 1
    try:
        drawing = draw()
        shared[:] = b"".join(pixels.tobytes() for pixels in (drawing.whole, drawing.ground, drawing.bare))
        code = 0
    finally:
        os._exit(code)


def _ended_well(child: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(LOOK_EVERY)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False
