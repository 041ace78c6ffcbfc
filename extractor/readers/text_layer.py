"""A PDF's text layer → Page: words, rulings and links as pdfium reports them.

Everything that is asked per character is asked through pdfium's own calls and worked on as one
numpy array; Python touches words, not characters.
"""

import ctypes
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.layout import BoundingBox, Link, Page, Ruling, Word
from extractor.readers.drawn_lines import read_drawing

Boxes = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom in points."""

HYPHEN, NO_CHARACTER, UNKNOWN = 0x0002, 0xFFFE, 0xFFFD
"""How pdfium marks a hyphen at a line's end, and that or a glyph without a letter; and what we put for the latter."""
SURROGATES = 0xD800
"""UTF-16 units from here on are halves of pairs, private codes of a font, or presentation forms."""
BLANKS = (0x09, 0x0A, 0x0D, 0x00)
UNSEEN = (0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
"""Soft hyphen, spaces and joiners without width, marks of direction."""
SYMBOLS = {
    **dict.fromkeys((0xF06F, 0xF071, 0xF0A8, 0xF0A3), "☐"),
    **dict.fromkeys((0xF078, 0xF0FD, 0xF0FE, 0xF052, 0xF053, 0xF054), "☒"),
    **dict.fromkeys((0xF0FC, 0xF050), "✓"),
    **dict.fromkeys((0xF0FB, 0xF04F), "✗"),
}
"""Boxes and ticks of Wingdings and Wingdings 2, which word processors print check boxes with."""

WORD_GAP = 0.28
"""Of the type size: a wider gap between two characters ends a word (a space is 0.25 to 0.33 wide)."""
LINE_SHIFT = 0.25
"""Of the type size: a baseline moved further starts another line or a raised mark."""
SIZE_CHANGE = 0.88
"""A character smaller than this against its neighbour is of another type size."""
ANGLE_SAMPLE = 40
"""Every so many characters one is asked for its angle; a page is upright or turned as a whole."""


def read_text_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Page `index` (from 0) of `document`, upright, in points from its top left corner."""
    page = document[index]
    links = _links(document, page)
    page = _with_notes_printed(document, page, index)
    textpage = page.get_textpage()
    try:
        text, boxes = _characters(textpage)
        to_page, width, height = _upright(page, textpage, text)
        drawing = read_drawing(page.raw)
        lines = _transformed(drawing.lines, to_page)
        rulings = tuple(Ruling(*line) for line in lines.tolist())
        words = _words(text, _transformed(boxes, to_page), lines)
        words += tuple(_check_boxes(_transformed(drawing.boxes, to_page), _transformed(drawing.ticks, to_page)))
    finally:
        textpage.close()
        page.close()
    return Page(
        number=index + 1,
        width=width,
        height=height,
        words=tuple(word for word in words if 0 <= word.box.x_center <= width and 0 <= word.box.y_center <= height),
        rulings=rulings,
        links=tuple(Link(uri, BoundingBox(*_transformed(corners, to_page)[0].tolist())) for uri, corners in links),
    )


def _with_notes_printed(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """The page with what was typed over it, in fields or notes, made part of it, as a printer would print it."""
    if not any(_is_typed_over(page, number) for number in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw))):
        return page
    pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_PRINT)
    page.close()
    return document[index]


def _is_typed_over(page: pdfium.PdfPage, number: int) -> bool:
    note = pdfium_c.FPDFPage_GetAnnot(page.raw, number)
    kind = pdfium_c.FPDFAnnot_GetSubtype(note)
    pdfium_c.FPDFPage_CloseAnnot(note)
    return kind not in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)


def _characters(textpage: pdfium.PdfTextPage) -> tuple[str, Boxes]:
    """The page's characters in pdfium's reading order, and each one's box in PDF space."""
    count = pdfium_c.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return "", np.empty((0, 4))
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium_c.FPDFText_GetText(textpage.raw, 0, count, buffer)
    rects = (pdfium_c.FS_RECTF * count)()
    get_box, raw = pdfium_c.FPDFText_GetLooseCharBox, textpage.raw
    for index, rect in enumerate(rects):
        get_box(raw, index, rect)
    codes = np.frombuffer(buffer, dtype=np.uint16)[:count].astype(np.int64)
    codes[codes == HYPHEN] = ord("-")
    # The same mark stands for a glyph that no letter is known for, which only the second call tells.
    for index in np.flatnonzero(codes == NO_CHARACTER).tolist():
        codes[index] = ord("-") if pdfium_c.FPDFText_GetUnicode(raw, index) else UNKNOWN
    return seen_characters(codes, np.frombuffer(rects, dtype=np.float32).reshape(count, 4).astype(np.float64))


def seen_characters(codes: npt.NDArray[np.int64], boxes: Boxes) -> tuple[str, Boxes]:
    """UTF-16 units → the characters that the eye sees, with their boxes.

    Characters without a width are left out, pairs of units made one, boxes of the symbol fonts
    named for what they show; a unit that is no character is U+FFFD, which no value may hold.
    """
    odd = (codes >= SURROGATES) | ((codes < ord(" ")) & ~np.isin(codes, BLANKS)) | np.isin(codes, UNSEEN)
    if not odd.any():
        return "".join(map(chr, codes.tolist())), boxes
    kept: list[int] = []
    text: list[str] = []
    units = codes.tolist()
    for index, code in enumerate(units):
        low = units[index + 1] if index + 1 < len(units) else 0
        if code in UNSEEN or (is_low_surrogate(code) and index and is_high_surrogate(units[index - 1])):
            continue
        kept.append(index)
        if is_high_surrogate(code) and is_low_surrogate(low):
            text.append(chr(0x10000 + ((code - SURROGATES) << 10) + (low - 0xDC00)))
        else:
            text.append(SYMBOLS.get(code) or _known(code))
    return "".join(text), boxes[kept]


def is_high_surrogate(code: int) -> bool:
    """Whether the unit begins a pair."""
    return SURROGATES <= code < 0xDC00  # noqa: PLR2004 - Unicode's own bounds


def is_low_surrogate(code: int) -> bool:
    """Whether the unit ends a pair."""
    return 0xDC00 <= code < 0xE000  # noqa: PLR2004 - Unicode's own bounds


def _known(code: int) -> str:
    """The character of a unit; U+FFFD for controls, halves of pairs, and a font's private codes."""
    char = chr(code)
    return char if char.isprintable() or code in BLANKS else chr(UNKNOWN)


def _upright(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, text: str
) -> tuple[npt.NDArray[np.float64], float, float]:
    """The affine map (2×3) from PDF space to the upright page, and that page's width and height.

    The page's own /Rotate and crop box are pdfium's business (it maps three points for us); a page
    whose text still stands on its side afterwards is turned until the text is upright.
    """
    width, height = page.get_size()
    scale = 100
    size = round(width * scale), round(height * scale)
    x, y = ctypes.c_int(), ctypes.c_int()
    mapped = []
    for point in ((0, 0), (1000, 0), (0, 1000)):
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *point, x, y)
        mapped.append((x.value / scale, y.value / scale))
    origin, right, up = (np.array(point) for point in mapped)
    matrix = np.column_stack([(right - origin) / 1000, (up - origin) / 1000, origin])
    for _ in range(_quarter_turns(page, textpage, text)):
        # Turn anticlockwise by a quarter: what stood at (x, y) then stands at (y, width - x).
        matrix = np.array([matrix[1], [0, 0, width] - matrix[0]])
        width, height = height, width
    return matrix, width, height


def _quarter_turns(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, text: str) -> int:
    """How often the displayed page must be turned anticlockwise for its text to run left to right."""
    angles = [
        round(pdfium_c.FPDFText_GetCharAngle(textpage.raw, index) / (np.pi / 2))
        for index in range(0, len(text), ANGLE_SAMPLE)
        if not text[index].isspace()
    ]
    if not angles:
        return 0
    clockwise = int(np.bincount([angle % 4 for angle in angles], minlength=4).argmax())
    return int((clockwise + page.get_rotation() // 90) % 4)


def _transformed(boxes: Boxes, matrix: npt.NDArray[np.float64]) -> Boxes:
    """Boxes given by two opposite corners, mapped, as x0, top, x1, bottom."""
    first = boxes[:, 0:2] @ matrix[:, :2].T + matrix[:, 2]
    second = boxes[:, 2:4] @ matrix[:, :2].T + matrix[:, 2]
    return np.hstack([np.minimum(first, second), np.maximum(first, second)])


def _words(text: str, boxes: Boxes, lines: Boxes) -> tuple[Word, ...]:
    """Runs of characters without a space, a gap, a jump or a change of type size, in reading order."""
    if not text:
        return ()
    blank = np.fromiter((char.isspace() or char == "\0" for char in text), dtype=bool, count=len(text))
    size = boxes[:, 3] - boxes[:, 1]
    small, large = np.minimum(size[:-1], size[1:]), np.maximum(size[:-1], size[1:])
    reach = np.maximum(large, 1)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    ends = (
        (gap > WORD_GAP * reach)
        | (gap < -reach)
        | (np.abs(boxes[1:, 3] - boxes[:-1, 3]) > LINE_SHIFT * reach)
        | (small < SIZE_CHANGE * large)
        | blank[1:]
        | blank[:-1]
    )
    starts = np.concatenate([[0], np.flatnonzero(ends) + 1])
    starts = starts[~blank[starts]]
    if not len(starts):
        return ()
    stops = np.append(np.flatnonzero(ends) + 1, len(text))
    stops = stops[np.searchsorted(stops, starts, side="right")]
    starts, stops = _split_at_lines(starts, stops, boxes, lines)
    left, right = boxes[starts, 0].tolist(), boxes[stops - 1, 2].tolist()
    top, bottom = _extremes(boxes, starts, stops)
    return tuple(
        Word(text[start:stop], BoundingBox(x0, y0, x1, y1), y1 - y0)
        for start, stop, x0, y0, x1, y1 in zip(starts.tolist(), stops.tolist(), left, top, right, bottom, strict=True)
    )


def _extremes(
    boxes: Boxes, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]
) -> tuple[list[float], list[float]]:
    """The highest top and the lowest bottom of each run of characters."""
    # reduceat works on (start, stop) pairs laid end to end; every second result is the white between.
    bounds = np.column_stack([starts, stops]).ravel()
    padded = np.vstack([boxes, boxes[-1:]])
    return (
        np.minimum.reduceat(padded[:, 1], bounds)[::2].tolist(),
        np.maximum.reduceat(padded[:, 3], bounds)[::2].tolist(),
    )


def _split_at_lines(
    starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp], boxes: Boxes, lines: Boxes
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Cut words that a vertical line runs through: two cells' texts may touch without a gap."""
    vertical = lines[(lines[:, 3] - lines[:, 1]) > (lines[:, 2] - lines[:, 0])]
    if not len(vertical):
        return starts, stops
    x = (vertical[:, 0] + vertical[:, 2]) / 2
    left, right = boxes[starts, 0], boxes[stops - 1, 2]
    middle = (boxes[starts, 1] + boxes[starts, 3]) / 2
    crossed = (
        (x > left[:, None])
        & (x < right[:, None])
        & (vertical[:, 1] <= middle[:, None])
        & (middle[:, None] <= vertical[:, 3])
    )
    cuts = {
        int(start + np.searchsorted((boxes[start:stop, 0] + boxes[start:stop, 2]) / 2, x[line]))
        for word, line in np.argwhere(crossed)
        for start, stop in ((starts[word], stops[word]),)
    }
    cuts -= set(starts.tolist()) | set(stops.tolist())
    if not cuts:
        return starts, stops
    extra = np.array(sorted(cuts), dtype=starts.dtype)
    return np.sort(np.concatenate([starts, extra])), np.sort(np.concatenate([stops, extra]))


def _check_boxes(boxes: Boxes, ticks: Boxes) -> Iterator[Word]:
    """Drawn check boxes as the characters they stand for, each once: ☒ if a tick lies in it, else ☐."""
    seen: list[BoundingBox] = []
    for corners in boxes.tolist():
        box = BoundingBox(*corners)
        if any(other.holds(box.x_center, box.y_center) for other in seen):
            continue  # a browser draws one box as several shapes, one over the other
        seen.append(box)
        x, y = (ticks[:, 0] + ticks[:, 2]) / 2, (ticks[:, 1] + ticks[:, 3]) / 2
        ticked = ((box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)).any()
        yield Word("☒" if ticked else "☐", box, box.height)


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[tuple[str, Boxes]]:
    """The page's web links and their corners in PDF space; EDGAR's page keeps the CIKs of issuer and owner in them."""
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    found: list[tuple[str, Boxes]] = []
    while pdfium_c.FPDFLink_Enumerate(page.raw, position, link):
        action, rect = pdfium_c.FPDFLink_GetAction(link), pdfium_c.FS_RECTF()
        length = pdfium_c.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        if length <= 1 or not pdfium_c.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium_c.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        corners = np.array([[rect.left, rect.top, rect.right, rect.bottom]])
        found.append((buffer.value.decode("utf-8", "replace"), corners))
    return found
