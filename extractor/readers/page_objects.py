"""Lists the objects that a PDF page draws, also inside PDF form objects, and switches some of them off."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium_c

from extractor.readers.pdfium_calls import Address, kinds, objects_in_form, objects_on_page, set_active

FORM_DEPTH_MAX = 4
"""PDF form objects may contain each other; only a malicious file nests them deeper."""


def text_objects(page: Address) -> list[Address]:
    """All text objects of a page, including those inside its PDF forms."""
    return list(_of_kind(pdfium_c.FPDF_PAGEOBJ_TEXT, objects_on_page(page), 0))


def has_images(page: Address) -> bool:
    """Whether a page draws any image. This is asked of every page, as it is much faster than measuring the images."""
    return next(_of_kind(pdfium_c.FPDF_PAGEOBJ_IMAGE, objects_on_page(page), 0), None) is not None


def _of_kind(wanted: int, objects: list[Address], depth: int) -> Iterator[Address]:
    kind = kinds(objects)
    yield from (objects[index] for index in np.flatnonzero(kind == wanted).tolist())
    if depth < FORM_DEPTH_MAX:
        for index in np.flatnonzero(kind == pdfium_c.FPDF_PAGEOBJ_FORM).tolist():
            yield from _of_kind(wanted, objects_in_form(objects[index]), depth + 1)


@contextmanager
def switched_off(objects: list[Address]) -> Iterator[None]:
    """While the context lasts, the page is drawn without these objects."""
    set_active(objects, repeat(0))
    try:
        yield
    finally:
        set_active(objects, repeat(1))
