"""Reads the characters of a PDF page with their boxes, and turns pdfium's codes into the characters a person sees.

For speed all characters are read in one call and handled as one array.
"""

import ctypes
import re

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.readers.pdfium_calls import loose_char_boxes

Boxes = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom in points."""
Codes = npt.NDArray[np.int64]
"""UTF-16 units: one for each character, two (a surrogate pair) for a rare one."""

HYPHEN, NO_CHARACTER, UNKNOWN, SOFT_HYPHEN = 0x0002, 0xFFFE, 0xFFFD, 0x00AD
"""pdfium writes HYPHEN for a hyphen at a line's end, and NO_CHARACTER for such a hyphen or for a glyph without a known
letter. We write UNKNOWN, Unicode's replacement character, for a glyph without a known letter."""
SURROGATES = 0xD800
"""UTF-16 units from here on are surrogates, private codes of a font, or presentation forms."""
BLANKS = (0x09, 0x0A, 0x0D, 0x00)
UNSEEN = (SOFT_HYPHEN, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
"""Soft hyphen, spaces and joiners without width, marks of direction."""
SYMBOLS = {
    **dict.fromkeys((0xF06F, 0xF071, 0xF0A8, 0xF0A3), "☐"),
    **dict.fromkeys((0xF078, 0xF0FD, 0xF0FE, 0xF052, 0xF053, 0xF054), "☒"),
    **dict.fromkeys((0x25A1, 0x25A2, 0x25FB, 0x274F, 0x2750, 0x2751, 0x2752), "☐"),
    **dict.fromkeys((0xF0FC, 0xF050), "✓"),
    **dict.fromkeys((0xF0FB, 0xF04F), "✗"),
}
"""Boxes and ticks of Wingdings and Wingdings 2, with which word processors print check boxes, and boxes of Dingbats."""

BLANK = np.zeros(0x3002, dtype=bool)
"""`BLANK[code]`: whether the character is a space. The last entry, after the last space (U+3000), stands for all higher
codes."""
BLANK[[0, *(ord(space) for space in re.findall(r"\s", "".join(map(chr, range(len(BLANK))))))]] = True

_ODD = np.arange(0x10000) < ord(" ")
"""`_ODD[unit]`: whether the UTF-16 unit may need more than being taken for the character with its code."""
_ODD[list(BLANKS)] = False
_ODD[list(UNSEEN)] = True
_ODD[list(SYMBOLS)] = True
_ODD[SURROGATES:] = True


def read_characters(textpage: pdfium.PdfTextPage) -> tuple[Codes, Boxes]:
    """The UTF-16 units of the page's characters in pdfium's reading order, and each one's box in PDF space."""
    count = pdfium_c.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return np.empty(0, dtype=np.int64), np.empty((0, 4))
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium_c.FPDFText_GetText(textpage.raw, 0, count, buffer)
    codes = np.frombuffer(buffer, dtype=np.uint16)[:count].astype(np.int64)
    codes[codes == HYPHEN] = ord("-")
    # NO_CHARACTER has two meanings, see above; only this second call tells them apart.
    for index in np.flatnonzero(codes == NO_CHARACTER).tolist():
        codes[index] = ord("-") if pdfium_c.FPDFText_GetUnicode(textpage.raw, index) else UNKNOWN
    return codes, loose_char_boxes(textpage.raw, count).astype(np.float64)


def seen_characters(codes: Codes) -> tuple[str, npt.NDArray[np.intp]]:
    """The characters that a person sees, and for each the place of its (first) UTF-16 unit in `codes`.

    Characters without a width are left out, surrogate pairs are joined, and codes of symbol fonts become the box or
    tick they show. A unit that is no character becomes U+FFFD, which no value may hold.
    """
    if not _ODD[codes].any():
        return codes.astype("<u2").tobytes().decode("utf-16-le"), np.arange(len(codes))
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
    return "".join(text), np.array(kept, dtype=np.intp)


def is_high_surrogate(code: int) -> bool:
    """Whether the UTF-16 unit is the first of a surrogate pair."""
    return SURROGATES <= code < 0xDC00  # noqa: PLR2004 - Unicode's own bounds


def is_low_surrogate(code: int) -> bool:
    """Whether the UTF-16 unit is the second of a surrogate pair."""
    return 0xDC00 <= code < 0xE000  # noqa: PLR2004 - Unicode's own bounds


def _known(code: int) -> str:
    """The character of a UTF-16 unit; U+FFFD for controls, lone surrogates, and a font's private codes."""
    char = chr(code)
    return char if char.isprintable() or code in BLANKS else chr(UNKNOWN)
