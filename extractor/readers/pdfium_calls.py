"""Fast calls of the pdfium functions that a page needs thousands of times, each for many objects at once.

A normal call through ctypes takes longer than pdfium itself: it checks every pointer, and releases and takes the
interpreter's lock. Here handles are plain addresses, the lock is kept, and pdfium writes its results directly into the
rows of an array.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Address = int
"""The memory address of a pdfium page, object or path segment; valid while the page is open."""
Matrix = tuple[float, float, float, float, float, float]
"""A transformation: a, b, c, d, e, f."""
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intc]
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


PATTERN = 0xBF
"""The red, green and blue that pdfium returns for a filling that is a pattern and not a colour."""


class Segments(NamedTuple):
    """A path's segments in the order they are drawn."""

    points: Floats
    """The end of each segment: x, y."""
    kinds: Numbers
    closes: Numbers
    """1 if a line back to the beginning of the path follows the segment, else 0."""


def address(handle: Any) -> Address:
    """The address of a handle of the pypdfium2 bindings, like `page.raw`."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The pdfium `function`, callable with unchecked arguments and without releasing the interpreter's lock."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


_loose_char_box = _plain(pdfium_c.FPDFText_GetLooseCharBox, None)
_count_on_page = _plain(pdfium_c.FPDFPage_CountObjects, _INT, _ADDRESS)
_count_in_form = _plain(pdfium_c.FPDFFormObj_CountObjects, _INT, _ADDRESS)
_object_on_page = _plain(pdfium_c.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_object_in_form = _plain(pdfium_c.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _INT)
_kind = _plain(pdfium_c.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, None, *[_ADDRESS] * 5)
_matrix = _plain(pdfium_c.FPDFPageObj_GetMatrix, None, *[_ADDRESS] * 2)
_set_active = _plain(pdfium_c.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
_text_object = _plain(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_font = _plain(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_has_transparency = _plain(pdfium_c.FPDFPageObj_HasTransparency, _INT, _ADDRESS)
_image_size = _plain(pdfium_c.FPDFImageObj_GetImagePixelSize, _INT, *[_ADDRESS] * 3)
_draw_mode = _plain(pdfium_c.FPDFPath_GetDrawMode, None, *[_ADDRESS] * 3)
_stroke_colour = _plain(pdfium_c.FPDFPageObj_GetStrokeColor, _INT, *[_ADDRESS] * 5)
_fill_colour = _plain(pdfium_c.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 5)
_count_segments = _plain(pdfium_c.FPDFPath_CountSegments, _INT, _ADDRESS)
_segment = _plain(pdfium_c.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
_segment_point = _plain(pdfium_c.FPDFPathSegment_GetPoint, None, *[_ADDRESS] * 3)
_segment_kind = _plain(pdfium_c.FPDFPathSegment_GetType, _INT, _ADDRESS)
_clip = _plain(pdfium_c.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
_count_in_clip = _plain(pdfium_c.FPDFClipPath_CountPaths, _INT, _ADDRESS)
_count_clip_segments = _plain(pdfium_c.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
_clip_segment = _plain(pdfium_c.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)
_segment_close = _plain(pdfium_c.FPDFPathSegment_GetClose, _INT, _ADDRESS)


def loose_char_boxes(textpage: Any, count: int) -> Floats:
    """The boxes of the first `count` characters (left, top, right, bottom); each is as high as its type."""
    boxes = (pdfium_c.FS_RECTF * count)()
    # There are ten times as many characters as anything else, and references are faster still than addresses.
    rows = map(ctypes.byref, repeat(boxes), range(0, ctypes.sizeof(boxes), ctypes.sizeof(pdfium_c.FS_RECTF)))
    _ask(_loose_char_box, repeat(textpage), range(count), rows)
    return np.frombuffer(boxes, dtype=np.float32).reshape(count, 4)


def objects_on_page(page: Address) -> list[Address]:
    """The objects of a page in the order they are drawn."""
    return list(map(_object_on_page, repeat(page), range(_count_on_page(page))))


def objects_in_form(form: Address) -> list[Address]:
    """The objects inside a PDF form object, in the order they are drawn."""
    return list(map(_object_in_form, repeat(form), range(_count_in_form(form))))


def kinds(objects: Sequence[Address]) -> Numbers:
    """The kind of each object (path, text, image, shading or form), as pdfium's FPDF_PAGEOBJ_ number."""
    return np.fromiter(map(_kind, objects), dtype=np.intc, count=len(objects))


def bounds(objects: Sequence[Address]) -> Floats:
    """The boxes around objects: left, bottom, right, top."""
    boxes = np.zeros((len(objects), 4), dtype=np.float32)
    _ask(_bounds, objects, *_columns(boxes))
    return boxes


def set_active(objects: Iterable[Address], states: Iterable[int]) -> None:
    """Sets for each object whether it is drawn (state 1) or left out (0)."""
    _ask(_set_active, objects, states)


def text_object(textpage: Address, index: int) -> Address:
    """The text object of character `index`; 0 for a character that pdfium added, like a space."""
    return _text_object(textpage, index) or 0


def text_objects_of(textpage: Address, count: int) -> npt.NDArray[np.int64]:
    """The text object of each of the first `count` characters; 0 for a character that pdfium added."""
    found = map(_text_object, repeat(textpage), range(count))
    return np.fromiter((text or 0 for text in found), dtype=np.int64, count=count)


def fonts_of(texts: Iterable[Address]) -> list[Address]:
    """The font of each text object; 0 for object 0, or if it has none."""
    return [(_font(text) or 0) if text else 0 for text in texts]


def own_matrix(item: Address) -> Matrix:
    """The object's own transformation matrix: a, b, c, d, e, f."""
    found = (ctypes.c_float * 6)()
    _matrix(item, found)
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def draw_modes(paths: Sequence[Address]) -> Numbers:
    """How each path is painted: its fill rule (0: not filled), and 1 if its outline is drawn, else 0."""
    modes = np.zeros((len(paths), 2), dtype=np.intc)
    _ask(_draw_mode, paths, *_columns(modes))
    return modes


def stroke_colours(paths: Sequence[Address]) -> npt.NDArray[np.uintc]:
    """The colours of outlines: red, green, blue, alpha, 0 to 255."""
    return _colours(_stroke_colour, paths)


def fill_colours(paths: Sequence[Address]) -> npt.NDArray[np.uintc]:
    """The colours of fillings: red, green, blue, alpha, 0 to 255."""
    return _colours(_fill_colour, paths)


def may_be_tiled(objects: Sequence[Address]) -> npt.NDArray[np.bool_]:
    """Which paths and texts may be filled with a pattern, for which pdfium returns 75 per cent grey as the colour."""
    is_grey: npt.NDArray[np.bool_] = (fill_colours(objects)[:, :3] == PATTERN).all(axis=1)
    return is_grey


def are_transparent(objects: Sequence[Address]) -> npt.NDArray[np.bool_]:
    """Which of the objects let what is below show through."""
    return np.fromiter(map(_has_transparency, objects), dtype=bool, count=len(objects))


def image_pixels(image: Address) -> int:
    """The number of pixels of the image; 0 if pdfium cannot tell."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    _image_size(image, ctypes.addressof(width), ctypes.addressof(height))
    return width.value * height.value


def _colours(function: Callable[..., Any], paths: Sequence[Address]) -> npt.NDArray[np.uintc]:
    """The colour that `function` returns for each path; opaque black if it returns none, as for some patterns."""
    colours = np.zeros((len(paths), 4), dtype=np.uintc)
    known = np.fromiter(map(function, paths, *_columns(colours)), dtype=bool, count=len(paths))
    colours[~known] = 0, 0, 0, 255
    return colours


def count_segments(path: Address) -> int:
    """How many segments make up the path."""
    return int(_count_segments(path))


def segments(path: Address) -> Segments:
    """The path's segments."""
    count = count_segments(path)
    found = list(map(_segment, repeat(path), range(count)))
    points = np.zeros((count, 2), dtype=np.float32)
    _ask(_segment_point, found, *_columns(points))
    kinds_of, closes = (
        np.fromiter(map(function, found), dtype=np.intc, count=count) for function in (_segment_kind, _segment_close)
    )
    return Segments(points, kinds_of, closes)


def clips(objects: Sequence[Address]) -> Floats:
    """The box outside of which each object is not drawn (left, bottom, right, top), infinite where nothing limits it.

    A clip path that is no rectangle counts as the box around it.
    """
    boxes = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf], dtype=np.float32), (len(objects), 1))
    for row, clip in zip(boxes, map(_clip, objects), strict=True):
        for path in range(_count_in_clip(clip) if clip else 0):
            count = _count_clip_segments(clip, path)
            found = list(map(_clip_segment, repeat(clip), repeat(path), range(count)))
            points = np.zeros((len(found), 2), dtype=np.float32)
            _ask(_segment_point, found, *_columns(points))
            if len(points):
                row[:2] = np.maximum(row[:2], points.min(axis=0))
                row[2:] = np.minimum(row[2:], points.max(axis=0))
    return boxes


def _ask(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    deque(map(function, *arguments), maxlen=0)


def _rows(array: npt.NDArray[Any]) -> range:
    """The address of each row of `array`."""
    start = array.ctypes.data
    return range(start, start + array.nbytes, array.shape[1] * array.itemsize)


def _columns(array: npt.NDArray[Any]) -> list[range]:
    """The addresses of the numbers in each column of `array`."""
    rows = _rows(array)
    return [range(rows.start + shift, rows.stop + shift, rows.step) for shift in range(0, rows.step, array.itemsize)]
