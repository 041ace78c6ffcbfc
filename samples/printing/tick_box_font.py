"""A font with two characters, the empty and the ticked box; made here, so that no machine needs to have it."""

import io
import struct
from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

EMPTY_BOX, TICKED_BOX = "\u2610", "\u2612"
UNITS = 1000
NAME = "TickBoxes"
Contour = tuple[tuple[int, int], ...]

# TrueType fills a clockwise contour and leaves a counter-clockwise one inside it open.
FRAME: tuple[Contour, ...] = (
    ((80, -40), (80, 680), (800, 680), (800, -40)),
    ((140, 20), (740, 20), (740, 620), (140, 620)),
)
CROSS: tuple[Contour, ...] = (
    ((180, 90), (670, 580), (710, 540), (220, 50)),
    ((180, 550), (220, 590), (710, 100), (670, 60)),
)
GLYPHS: tuple[tuple[Contour, ...], ...] = ((), FRAME, (*FRAME, *CROSS))


@cache
def tick_box_font() -> str:
    """The name by which the font can be used; it is embedded in the PDF."""
    registerFont(TTFont(NAME, io.BytesIO(_font_file())))
    return NAME


def _font_file() -> bytes:
    glyphs = [_glyph(contours) for contours in GLYPHS]
    offsets = [sum(map(len, glyphs[:index])) for index in range(len(glyphs) + 1)]
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": _head(),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 880, 0, 0, 880, 1, 0, 0, 0, 0, 0, 0, 0, 3),
        b"hmtx": struct.pack(">HhHhHh", 880, 0, 880, 80, 880, 80),
        b"loca": struct.pack(f">{len(offsets)}I", *offsets),
        b"maxp": struct.pack(">I14H", 0x10000, len(GLYPHS), 16, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _glyph(contours: tuple[Contour, ...]) -> bytes:
    if not contours:
        return b""
    points = [point for contour in contours for point in contour]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    ends = [sum(len(contour) for contour in contours[: index + 1]) - 1 for index in range(len(contours))]
    data = struct.pack(">hhhhh", len(contours), min(xs), min(ys), max(xs), max(ys))
    data += struct.pack(f">{len(ends)}HH", *ends, 0)
    data += bytes([1] * len(points))  # all points are on the curve, and both coordinates are 16-bit steps
    for values in (xs, ys):
        steps = [value - before for before, value in zip([0, *values], values, strict=False)]
        data += struct.pack(f">{len(steps)}h", *steps)
    return data + b"\0" * (-len(data) % 4)


def _cmap() -> bytes:
    """The character map in format 4: one segment for each character, and the closing segment of the format."""
    codes = (ord(EMPTY_BOX), ord(TICKED_BOX), 0xFFFF)
    deltas = ((1 - codes[0]) % 65536, (2 - codes[1]) % 65536, 1)
    body = struct.pack(">HHHH", 6, 4, 1, 2)
    body += struct.pack(">3HH3H3H3H", *codes, 0, *codes, *deltas, 0, 0, 0)
    subtable = struct.pack(">HHH", 4, len(body) + 6, 0) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS, 0, 0, 80, -40, 800, 680, 0, 6, 2, 1, 0
    )


def _name() -> bytes:
    text = NAME.encode("utf-16-be")
    records = b"".join(struct.pack(">HHHHHH", 3, 1, 0x409, name_id, len(text), 0) for name_id in (1, 4, 6))
    return struct.pack(">HHH", 0, 3, 6 + len(records)) + records + text


def _os2() -> bytes:
    return struct.pack(
        ">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHH",
        0, 880, 400, 5, 0, *[0] * 11, b"\0" * 10, 0, 0, 0, 0, b"NONE", 64, 0x2610, 0x2612, 800, -200, 0, 800, 200,
    )  # fmt: skip


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 32), b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), len(data))
        body += padded
    return directory + body
