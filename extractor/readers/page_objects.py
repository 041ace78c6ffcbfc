"""Lists the objects that a PDF page draws, also inside PDF form objects, and switches some of them off."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extractor.readers.pdfium_calls import (
    Address,
    Matrix,
    bounds,
    kinds,
    objects_in_form,
    objects_on_page,
    own_matrix,
    set_active,
)

FORM_DEPTH_MAX = 4
"""PDF form objects may contain each other; only a malicious file nests them deeper."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def text_objects(page: Address) -> list[Address]:
    """All text objects of a page, including those inside its PDF forms."""
    return list(_of_kind(pdfium_c.FPDF_PAGEOBJ_TEXT, objects_on_page(page), 0))


def text_places(page: Address) -> npt.NDArray[np.float64]:
    """Two opposite corners of each text object of a page, as in `text_objects`, in PDF space: x, y, x, y."""
    return np.concatenate([np.empty((0, 4)), *_text_places(objects_on_page(page), IDENTITY, 0)])


def _text_places(objects: list[Address], matrix: Matrix, depth: int) -> Iterator[npt.NDArray[np.float64]]:
    kind = kinds(objects)
    texts = [objects[index] for index in np.flatnonzero(kind == pdfium_c.FPDF_PAGEOBJ_TEXT).tolist()]
    yield mapped(bounds(texts).astype(np.float64), matrix)
    if depth < FORM_DEPTH_MAX:
        for index in np.flatnonzero(kind == pdfium_c.FPDF_PAGEOBJ_FORM).tolist():
            form = objects[index]
            yield from _text_places(objects_in_form(form), times(own_matrix(form), matrix), depth + 1)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that does `first` and `then` one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def mapped(corners: npt.NDArray[np.float64], matrix: Matrix) -> npt.NDArray[np.float64]:
    """Rows of two opposite corners, transformed by `matrix`."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = corners.T
    return np.column_stack([a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f])


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
