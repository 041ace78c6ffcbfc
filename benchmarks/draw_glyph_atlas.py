"""Draw extractor/readers/pdf/glyphs/atlas.npz: what letters, figures and signs look like in free fonts.

    python benchmarks/draw_glyph_atlas.py

Fonts: pdfium's own for the fourteen standard names (Foxit's, BSD licence); Liberation, Noto and Carlito (SIL Open Font
License); DejaVu (Bitstream Vera licence); Open Sans and Roboto (Apache licence). `apt-get install fonts-liberation
fonts-dejavu fonts-noto-core fonts-open-sans fonts-roboto-unhinted fonts-crosextra-carlito` brings them. The file holds
small grey pictures of their glyphs, and nothing of the font programs. The glyphs are drawn and measured with the same
code that reads pages.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractor.readers.page_objects import text_objects
from extractor.readers.pdf.glyphs.atlas import LEVELS, SIDE, shapes_of
from extractor.readers.pdf.glyphs.pictures import MARGIN, Glyphs, glyph_pictures
from extractor.readers.pdf.glyphs.underlined import Ink
from extractor.readers.pdf.page_drawing import draw, frame_of
from extractor.readers.pdf.text_layer import layer_of, opened_page
from extractor.readers.pdfium_calls import address

OUT = Path(__file__).parent.parent / "extractor/readers/pdf/glyphs/atlas.npz"
CHARACTERS = "".join(map(chr, range(33, 127)))
STANDARD = [
    *(f"Helvetica{kind}" for kind in ("", "-Bold", "-Oblique", "-BoldOblique")),
    *(f"Times-{kind}" for kind in ("Roman", "Bold", "Italic", "BoldItalic")),
    *(f"Courier{kind}" for kind in ("", "-Bold", "-Oblique", "-BoldOblique")),
]
FOLDER = Path("/usr/share/fonts/truetype")
FILES = [
    *sorted((FOLDER / "liberation").glob("Liberation*.ttf")),
    *(FOLDER / "dejavu" / f"DejaVu{name}.ttf" for name in ("Sans", "Sans-Bold", "Sans-Oblique", "SansCondensed")),
    *(FOLDER / "dejavu" / f"DejaVu{name}.ttf" for name in ("SansCondensed-Bold", "SansMono", "SansMono-Bold")),
    *(FOLDER / "dejavu" / f"DejaVu{name}.ttf" for name in ("Serif", "Serif-Bold", "SerifCondensed")),
    *(FOLDER / "noto" / f"Noto{name}.ttf" for name in ("Sans-Regular", "Sans-Bold", "Sans-Italic", "Serif-Regular")),
    *(FOLDER / "open-sans" / f"OpenSans-{kind}.ttf" for kind in ("Regular", "Bold")),
    *(FOLDER / "roboto/unhinted/RobotoTTF" / f"Roboto-{kind}.ttf" for kind in ("Regular", "Bold")),
    *(FOLDER / "crosextra" / f"Carlito-{kind}.ttf" for kind in ("Regular", "Bold", "Italic")),
]
SIZE = 14.0
TIMES = 3
"""How often each character is drawn, each time at another position relative to the pixels."""
STICKING_OUT = 0.5
"""A share of the size: no glyphs stand beside these, so whatever sticks out this far belongs to them."""


def main() -> None:
    """Write the file, and say how large it is."""
    shapes, heights = zip(*(_drawn(name) for name in _names()), strict=True)
    levels = np.rint(np.array(shapes) / np.max(shapes, axis=-1, keepdims=True) * LEVELS).astype(np.uint8)
    packed = levels[..., ::2] << 4 | levels[..., 1::2]
    np.savez_compressed(OUT, shapes=packed, heights=np.array(heights, np.float16), characters=np.array(CHARACTERS))
    print(f"{len(shapes)} fonts, {OUT.stat().st_size} bytes")


def _names() -> Iterator[str]:
    yield from STANDARD
    for path in FILES:
        pdfmetrics.registerFont(TTFont(path.stem, path))
        yield path.stem


def _drawn(font: str) -> tuple[np.ndarray, np.ndarray]:
    """Shapes and heights of all characters in one font."""
    held, chance = io.BytesIO(), np.random.default_rng(1)
    canvas = Canvas(held, pagesize=(1200, 1200))
    canvas.setFont(font, SIZE)
    for time in range(TIMES):
        for number, character in enumerate(CHARACTERS):
            row, column = divmod(number, 20)
            canvas.drawString(
                30 + column * 55 + chance.random(), 1100 - time * 350 - row * 60 + chance.random(), character
            )
    canvas.save()
    shapes, heights = np.zeros((len(CHARACTERS), SIDE * SIDE)), np.zeros(len(CHARACTERS))
    with pdfium.PdfDocument(held.getvalue()) as document, opened_page(document, 0) as opened:
        layer = layer_of(opened.page)
        frame = frame_of(layer.width, layer.height, layer.turns)
        drawing = draw(opened.page, frame, text_objects(address(opened.page.raw)), [])
        seen = layer.codes > ord(" ")
        for glyphs in glyph_pictures(layer.codes, layer.boxes, seen, layer.letters, Ink(drawing.ink, drawing.scale)):
            column = np.arange(glyphs.least.shape[2]) - MARGIN
            pictures = glyphs.least * (column < (glyphs.widths + STICKING_OUT * glyphs.em)[:, None])[:, None, :]
            for code, shape, height in _likeliest(glyphs, *shapes_of(pictures, glyphs.em, glyphs.above)):
                shapes[CHARACTERS.index(chr(code))], heights[CHARACTERS.index(chr(code))] = shape, height
    return shapes, heights


def _likeliest(glyphs: Glyphs, shapes: np.ndarray, heights: np.ndarray) -> Iterator[tuple[int, np.ndarray, float]]:
    """Of the glyphs of each character code the one that most characters show."""
    shown = np.bincount(glyphs.glyphs, minlength=len(glyphs.codes))
    for code in np.unique(glyphs.codes).tolist():
        best = max(np.flatnonzero(glyphs.codes == code).tolist(), key=lambda glyph: shown[glyph])
        yield code, shapes[best], heights[best]


if __name__ == "__main__":
    main()
