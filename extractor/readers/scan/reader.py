"""A picture of a page → the same `Page` a text layer gives: words, marks and rulings in points."""

from collections.abc import Sequence

from extractor.layout import Page, Ruling, Word
from extractor.readers.scan.engines import Engine
from extractor.readers.scan.images import PageImage
from extractor.readers.scan.known_headings import TableHead, known_heads
from extractor.readers.scan.reading import read_runs
from extractor.readers.scan.ruling_fit import fitted
from extractor.readers.scan.ruling_pixels import Piece, ruling_pieces
from extractor.readers.scan.straighten import straighten
from extractor.readers.scan.text_runs import Run, printed, text_runs
from extractor.readers.scan.words import POINT

RULING_HALF = 0.5
"""Points: half the thickness a form's lines are drawn with."""


def read_page_image(image: PageImage, engine: Engine) -> Page:
    """`image` as the page a text layer would have given."""
    page = straighten(image)
    pieces = ruling_pieces(page.flat)
    across, down = fitted(pieces.across, pieces.down)
    heads = known_heads(across, down)
    ink = printed(page.flat, pieces.mask)
    runs = [run for run in text_runs(ink, [*down, *pieces.down]) if not _is_heading(run, heads)]
    words: list[Word] = [word for head in heads for word in head.words]
    words += read_runs(ink.clean, runs, engine)
    height, width = page.flat.shape
    return Page(
        number=image.number,
        width=width * POINT,
        height=height * POINT,
        words=tuple(words),
        rulings=tuple(_rulings(across, down)),
        read_by=engine.name,
    )


def _is_heading(run: Run, heads: Sequence[TableHead]) -> bool:
    """Whether the run is one of the form's headings, known without reading."""
    return any(head.holds((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2) for head in heads)


def _rulings(across: Sequence[Piece], down: Sequence[Piece]) -> list[Ruling]:
    half = RULING_HALF
    rulings = [Ruling(p.start * POINT, p.at * POINT - half, p.stop * POINT, p.at * POINT + half) for p in across]
    return rulings + [Ruling(p.at * POINT - half, p.start * POINT, p.at * POINT + half, p.stop * POINT) for p in down]
