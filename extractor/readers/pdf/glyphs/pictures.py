"""Makes one picture of each glyph on a page. A glyph is a character code in one font and size.

A glyph is drawn with the same pixels wherever it stands, but the ink that its neighbours leave beside it differs. So
all characters with the same glyph are laid on each other, and the least ink of each pixel makes the picture. A
character that does not look like the others with its code, font and size becomes a glyph of its own. Otherwise a single
character drawn with a false shape would be lost among many true ones.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from extractor.readers.pdf.characters import Boxes, Codes
from extractor.readers.pdf.glyphs.lettering import Lettering
from extractor.readers.pdf.glyphs.underlined import Ink
from extractor.readers.pdf.page_drawing import Grey, Mask

ABOVE, BELOW = 0.80, 0.26
"""Shares of the type size: how far above and below the baseline a picture reaches; more would show the next line."""
NARROW, WIDE = 0.62, 1.3
"""Shares of the type size: no wider are most characters, and the widest. Both groups are handled apart to keep the
pictures small."""
EM = (5.0, 150.0)
"""Pixels: in smaller type shapes cannot be told apart; larger type is a headline."""
MARGIN = 2
"""Pixels that a picture keeps on each side of a character's box: pdfium moves a glyph by one to space a line evenly."""
ALIKE = 0.93
"""Cosine of two pictures from which they show the same glyph; a 3 and an 8 have 0.87."""

Pictures = npt.NDArray[np.float32]
"""Ink with the axes glyph, row, column; 0 is paper. The character's box begins at column `MARGIN`."""
Places = npt.NDArray[np.intp]


class Glyphs(NamedTuple):
    """The glyphs of one type size.

    `widths` (pixels), `fonts` and `codes` have one entry per glyph. Character `places[i]` of the page shows glyph
    `glyphs[i]`.
    """

    em: float
    """The type size in pixels."""
    above: int
    """Rows of a picture above the baseline."""
    least: Pictures
    """The least ink of each pixel among all characters that show the glyph."""
    mean: Pictures
    """The sum of the ink inside the boxes of all characters that show the glyph."""
    widths: npt.NDArray[np.intp]
    fonts: npt.NDArray[np.int64]
    codes: Codes
    places: Places
    glyphs: Places


def glyph_pictures(codes: Codes, boxes: Boxes, seen: Mask, letters: Lettering, ink: Ink) -> list[Glyphs]:
    """The glyphs of the characters that are `seen`, by type size; `boxes` are in points on the drawn page."""
    pixels, scale = ink
    ems = np.rint(letters.ems * scale * 2) / 2
    asked = seen & (letters.fonts != 0) & (ems > EM[0]) & (ems < EM[1])
    x = np.rint(boxes[:, 0] * scale).astype(np.intp)
    base = np.rint((boxes[:, 3] - letters.drops) * scale).astype(np.intp)
    widths = np.rint(boxes[:, 2] * scale).astype(np.intp) - x
    asked &= (x >= 0) & (x < pixels.shape[1]) & (base >= 0) & (base < pixels.shape[0])
    air = int(WIDE * ems[asked].max(initial=0.0)) + 2 * MARGIN + 4
    page = np.pad(pixels, air)
    found = []
    for em in sorted(set(ems[asked].tolist())):
        for narrow, wide in ((0.0, NARROW), (NARROW, WIDE)):
            chosen = np.flatnonzero(asked & (ems == em) & (widths > narrow * em) & (widths <= wide * em))
            if chosen.size:
                names = np.column_stack([letters.fonts[chosen], codes[chosen]])
                corners = np.column_stack([x[chosen] + air, base[chosen] + air, widths[chosen]])
                found.append(_of_one_size(page, names, corners, chosen, (em, wide)))
    return found


def _of_one_size(page: Grey, names: Codes, corners: Places, chosen: Places, size: tuple[float, float]) -> Glyphs:
    em, wide = size
    order = np.lexsort((names[:, 1], names[:, 0]))
    names, (x, base, widths), chosen = names[order], corners[order].T, chosen[order]
    starts = np.flatnonzero((np.diff(names, axis=0, prepend=-1) != 0).any(axis=1))
    glyphs = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(names)))
    above, below = int(np.ceil(ABOVE * em)), int(np.ceil(BELOW * em))
    columns = int(np.ceil(wide * em)) + 2 * MARGIN
    windows = sliding_window_view(page, (above + below, columns + 2))
    around = windows[base - above, x - MARGIN - 1]
    column = np.arange(columns) - MARGIN
    own = (column >= 0) & (column < widths[:, None])
    moved = _moves(around, own, starts, glyphs)
    pieces = sliding_window_view(page, (above + below, columns))[base - above, x - MARGIN + moved]
    ink = (pieces * own[:, None, :]).astype(np.float32)
    mean = np.add.reduceat(ink, starts, axis=0)
    alike = _likeness(ink, mean[glyphs]) > ALIKE - 0.03
    alike |= ~np.logical_or.reduceat(alike, starts)[glyphs]
    least = np.minimum.reduceat(np.where(alike[:, None, None], pieces, np.uint8(255)), starts, axis=0)
    is_odd = _likeness(ink, (least * own[starts][:, None, :])[glyphs].astype(np.float32)) < ALIKE
    odd = np.flatnonzero(is_odd)
    if odd.size:
        # The ink of a 3 is part of an 8: the picture of the common glyph must hold nothing of the odd ones.
        mean = np.add.reduceat(np.where(is_odd[:, None, None], np.float32(0), ink), starts, axis=0)
        left = (alike & ~is_odd)[:, None, None]
        least = np.minimum.reduceat(np.where(left, pieces, np.uint8(255)), starts, axis=0)
    glyphs[odd] = len(starts) + np.arange(len(odd))
    first = np.concatenate([starts, odd])
    return Glyphs(
        em,
        above,
        np.concatenate([least, pieces[odd]]).astype(np.float32),
        np.concatenate([mean, ink[odd]]),
        widths[first],
        names[first, 0],
        names[first, 1],
        chosen,
        glyphs,
    )


def _moves(around: Grey, own: Mask, starts: Places, glyphs: Places) -> Places:
    """By how many pixels (-1, 0, 1) each character is shifted sideways against the others with the same glyph."""
    columns = own.shape[1]
    profile = around.sum(axis=1, dtype=np.int32).astype(np.float32)
    moved = np.stack([profile[:, shift : shift + columns] * own for shift in (0, 1, 2)])
    lengths = np.sqrt((moved**2).sum(axis=2)) + 1
    best = np.ones(len(own), dtype=np.intp)
    for _ in range(2):
        usual = np.add.reduceat(moved[best, np.arange(len(own))], starts, axis=0)[glyphs]
        best = (np.einsum("knw,nw->kn", moved, usual) / lengths).argmax(axis=0)
    return best - 1


def _likeness(first: Pictures, second: Pictures) -> npt.NDArray[np.float32]:
    """The cosine between each picture and its partner, 0 to 1."""
    products = np.einsum("nhw,nhw->n", first, second)
    lengths = np.einsum("nhw,nhw->n", first, first) * np.einsum("nhw,nhw->n", second, second)
    return np.asarray(products / np.sqrt(lengths + 1e-6))


def views(glyphs: Glyphs, chosen: Places) -> Iterator[Pictures]:
    """The pictures of the `chosen` glyphs, cut out in five ways, the likeliest first.

    A glyph may stick out of its box, and pdfium may have moved all its characters by a pixel.
    """
    column = np.arange(glyphs.least.shape[2]) - MARGIN
    for source, left, right in (
        (glyphs.least, 0, 0),
        (glyphs.least, 1, 1),
        (glyphs.least, 1, -1),
        (glyphs.least, -1, 1),
        (glyphs.mean, 0, 0),
    ):
        kept = (column >= -left) & (column < (glyphs.widths[chosen] + right)[:, None])
        yield source[chosen] * kept[:, None, :]
