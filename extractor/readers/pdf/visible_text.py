"""Divides a page's characters into those that can be seen and those that cannot, by looking at its picture."""

from collections.abc import Collection
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractor.readers.page_objects import text_objects
from extractor.readers.pdf.characters import BLANK, SOFT_HYPHEN, Boxes, Codes, seen_characters
from extractor.readers.pdf.drawing_apart import drawn_apart, is_costly
from extractor.readers.pdf.glyphs.lettering import Lettering
from extractor.readers.pdf.glyphs.shapes import unlike_glyphs
from extractor.readers.pdf.glyphs.underlined import ink_of, underlined_signs
from extractor.readers.pdf.overlaps import doubled, hidden_by_text
from extractor.readers.pdf.page_drawing import Drawing, Frame, Mask, draw
from extractor.readers.pdf.seen import is_whole_on_colour, look_at
from extractor.readers.pdf.watermarks import watermarks
from extractor.readers.pdfium_calls import Address, address, text_object
from extractor.readers.pdfium_files import opened_text


class Print(NamedTuple):
    """Characters with their boxes."""

    text: str
    boxes: Boxes
    cut: Mask
    """The characters of which only a part is seen."""
    unlike: npt.NDArray[np.intp]
    """For each character that is drawn in another shape the number of its glyph; 0 for all others."""


class Visible(NamedTuple):
    """A page's visible and hidden text."""

    shown: Print
    hidden: Print
    drawing: Drawing | None
    """None if the page could not be drawn in time, or has no text; then all of its text counts as shown."""


def look(
    page: pdfium.PdfPage, codes: Codes, boxes: Boxes, frame: Frame, letters: Lettering, *, lines: Boxes
) -> Visible:
    """Which of the characters `codes` can be seen; `boxes` and the drawn `lines` are in points on the upright page.

    Watermarks, and all but the last of characters printed twice in one place, are neither shown nor hidden.
    """
    texts = text_objects(address(page.raw)) if codes.size else []
    paper = watermarks(texts)
    again = doubled(codes, boxes) | _of(page, codes, frozenset(paper))
    codes = np.where(again, ord(" "), codes)
    drawing = _drawn(page, frame, texts, paper) if codes.size else None
    unseen = cut = np.zeros(len(codes), dtype=bool)
    unlike = np.zeros(len(codes), dtype=np.intp)
    if drawing is not None:
        seen = look_at(codes, boxes, drawing.print_, drawing.scale)
        # Some programs write every hyphen as a soft hyphen, which is normally invisible; one that is drawn is a hyphen.
        codes[(codes == SOFT_HYPHEN) & (seen.print_ > 0)] = ord("-")
        unseen, cut = seen.unseen | hidden_by_text(page, codes, boxes, drawing, frame), seen.cut
        for place in np.flatnonzero(cut).tolist():
            cut[place] = not is_whole_on_colour(drawing, boxes[place], float(seen.least[place]))
        told = ~unseen & ~cut & ~again & ~underlined_signs(codes, boxes, lines, drawing)
        unlike = unlike_glyphs(codes, boxes, told, letters, ink_of(drawing, lines))
    text, places = seen_characters(codes)
    kept = ~again[places]
    blank = BLANK[np.minimum(codes[places], len(BLANK) - 1)]
    every = Print(text, boxes[places], cut[places], unlike[places])
    shown = _chosen(every, kept & ~unseen[places])
    hidden = _chosen(every, kept & (unseen[places] | blank))
    return Visible(shown, hidden, drawing)


def _of(page: pdfium.PdfPage, codes: Codes, texts: Collection[Address]) -> Mask:
    """Which characters belong to one of `texts`."""
    if not texts:
        return np.zeros(len(codes), dtype=bool)
    with opened_text(page) as textpage:
        held = map(text_object, repeat(address(textpage.raw)), range(len(codes)))
        return np.fromiter((text in texts for text in held), dtype=bool, count=len(codes))


def _drawn(page: pdfium.PdfPage, frame: Frame, texts: list[Address], paper: list[Address]) -> Drawing | None:
    written = [text for text in texts if text not in paper]
    if is_costly(address(page.raw)):
        return drawn_apart(lambda: draw(page, frame, written, paper), frame)
    return draw(page, frame, written, paper)


def _chosen(every: Print, chosen: Mask) -> Print:
    """The characters for which `chosen` is true."""
    if chosen.all():
        return every
    text = "".join(compress(every.text, chosen.tolist()))
    return Print(text, every.boxes[chosen], every.cut[chosen], every.unlike[chosen])
