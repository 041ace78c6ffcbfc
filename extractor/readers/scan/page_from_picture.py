"""Turns the picture of a page into the same `Page` that a text layer gives: words, marks and rulings in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from extractor.model.page import Origin, Page, Ruling, Word, numbered
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.straighten import (
    StraightPage,
    drawn_larger,
    seen_from_aside,
    straighten,
    turned_over,
)
from extractor.readers.image.streaks import Streak, find_streaks, without_streaks
from extractor.readers.recognition.engines import Engine
from extractor.readers.scan.check_boxes.drawn_boxes import with_drawn_ticks
from extractor.readers.scan.check_boxes.pale_boxes import pale_ticks
from extractor.readers.scan.check_boxes.unread_ticks import unread_ticks
from extractor.readers.scan.correction.ink_ledger import accounted_for, unread_places
from extractor.readers.scan.correction.streaked_words import doubted
from extractor.readers.scan.form_print.known_headings import TableHead, known_heads
from extractor.readers.scan.form_print.letter_shapes import known_wording
from extractor.readers.scan.left_over import left_over_words
from extractor.readers.scan.rulings.fit import SAME_LINE, fitted
from extractor.readers.scan.rulings.gaps import as_drawn
from extractor.readers.scan.rulings.pale import pale_lines, without_pieces_of
from extractor.readers.scan.rulings.pixels import Piece, ruling_pieces
from extractor.readers.scan.segmentation.text_runs import Print, Run, printed, text_runs
from extractor.readers.scan.segmentation.words import known_words
from extractor.readers.scan.words_from_runs import read_runs
from extractor.readers.wording.alphabets import cell_alphabet

RULING_HALF = 0.5
"""Points: half the thickness that each ruling is given."""
UPRIGHT_SURENESS = 0.8
"""Median score of a page's words, 0 to 1, from which it is upright. The worst copies reach 0.9, a page upside down
0.5."""
FEWEST_WORDS = 5
"""A page with fewer words is not turned over: they do not tell which way up it is."""
NEAR_LINE = 10
"""Pixels: the end of a vertical border, which may be broken, is no further from the line it ends at."""
BOTH_TABLES = 2
"""A page with this many table heads is upright. One alone may come by chance from the rulings at a page's foot."""
GLANCED_RUNS = 12
"""Runs that are read to tell which way up a page is, of the hundreds that a form has."""
USUAL_TABLE, NARROW_TABLE = 1500.0, 1250.0
"""Pixels at 200 dpi: the width of a table on a page of letter or A4 paper, and the width under which a table is printed
smaller, as with two pages on a sheet. Prints of whole pages have 1,470 to 2,150, two on a sheet about 1,000."""
MOST_RUNS = 900
"""Runs of print that are read of a page: a form has up to 350. A page with more is no form."""


@dataclass(frozen=True, slots=True)
class Segmented:
    """A page that is divided into print, rulings and table heads, but not yet read."""

    straight: StraightPage
    streaks: Sequence[Streak]
    flat: Pixels
    across: Sequence[Piece]
    down: Sequence[Piece]
    heads: Sequence[TableHead]
    ink: Print
    runs: Sequence[Run]


def read_page_image(image: PageImage, engine: Engine) -> Page:
    """The `Page` of `image`, like that of a text layer.

    If the tables are much narrower than usual, the form is printed smaller, and is drawn larger before it is read: its
    bold headings alone may be as high as usual letters, so the letters' height does not always show that.

    Only reading tells for sure whether a page is upside down. So unless the heads of both tables are seen, a few runs
    are read first, and the page is turned over if they read better that way. A page that reads badly as a whole is
    turned over and read again, unless it shows both heads. A page with only a few runs stays as it lies unless it is
    read surely the other way up.
    """
    first = laid_flat(image)
    least = 0.0 if len(first.runs) >= GLANCED_RUNS else UPRIGHT_SURENESS
    if len(first.heads) < BOTH_TABLES and (seen := _glance(first, engine)) < UPRIGHT_SURENESS:
        over = segmented(turned_over(first.straight))
        first = over if _glance(over, engine) > max(seen, least) else first
    page = _read(first, image.number, engine)
    sureness = _sureness(page.words)
    if len(first.heads) >= BOTH_TABLES or len(page.words) < FEWEST_WORDS or sureness >= UPRIGHT_SURENESS:
        return page
    other = _read(segmented(turned_over(first.straight)), image.number, engine)
    return other if _sureness(other.words) > max(sureness, least) else page


def laid_flat(image: PageImage) -> Segmented:
    """The page straightened, seen from above and in the usual size, and divided; it may lie upside down."""
    return at_usual_size(image, best_seen(image))


def read_straight_page(straight: StraightPage, number: int, engine: Engine) -> Page:
    """Page `number` of a file, read as it is, without turning it."""
    return _read(segmented(straight), number, engine)


def segmented(straight: StraightPage) -> Segmented:
    """A level page divided into its rulings, the heads of its tables and its runs of print."""
    page = straight.flat
    streaks = find_streaks(page)
    flat = without_streaks(page, streaks)
    pieces = ruling_pieces(flat)
    across, down = fitted(pieces.across, pieces.down)
    across, down, mask = as_drawn(flat, pieces.mask, across, down)
    heads = known_heads(across, down)
    if pale := [line for head in heads for line in _pale_under(head, flat, across)]:
        across = without_pieces_of(pale, across)
        heads = known_heads(across, down)
    down = [*down, *(border for head in heads for border in head.missing_borders(down))]
    across = [line for line in across if not any(head.is_crossed_by(line) for head in heads)]
    underlines = [piece for piece in pieces.across if not _is_one_of(piece, across)]
    ink = printed(flat, mask, underlines)
    bars = [*down, *(piece for piece in pieces.down if _ends_at_one_of(piece, (*across, *pieces.across)))]
    runs = [run for run in text_runs(ink, bars) if not _is_heading(run, heads)][:MOST_RUNS]
    return Segmented(straight, streaks, flat, across, down, heads, ink, runs)


def _pale_under(head: TableHead, flat: Pixels, across: Sequence[Piece]) -> Iterator[Piece]:
    """The pale lines below a head's upper storey, down to the table's foot."""
    top = head.top if head.middle is None else head.middle
    return pale_lines(flat, (head.x0, head.x1), (top, head.foot), across)


def best_seen(image: PageImage) -> Segmented:
    """The page straightened by its sheet's edges, or by its rulings if it was photographed from one side.

    Only a page without a table head is tried the second way. A page of the form with few rulings may have none, and is
    spoilt if the edges of the sheet or desk pass as rulings. So that way must show more of the rulings.
    """
    first = segmented(straighten(image))
    if not first.heads and (aslant := seen_from_aside(image)):
        return max(first, segmented(aslant), key=_ruled)
    return first


def _ruled(page: Segmented) -> tuple[int, float]:
    """How much of the form's rulings is seen: the heads of tables, and the pixels of level rulings."""
    return len(page.heads), sum(line.length for line in page.across)


def at_usual_size(image: PageImage, page: Segmented) -> Segmented:
    """The page drawn larger if its tables are narrow; the same page if that would hide a head."""
    width = max((head.x1 - head.x0 for head in page.heads), default=USUAL_TABLE)
    if width >= NARROW_TABLE:
        return page
    larger = segmented(drawn_larger(image, page.straight, USUAL_TABLE / width))
    return larger if len(larger.heads) >= len(page.heads) else page


def _glance(page: Segmented, engine: Engine) -> float:
    """The median score, 0 to 1, of a few runs spread over the page."""
    some = page.runs[:: max(1, len(page.runs) // GLANCED_RUNS)]
    return _sureness(read_runs(page.ink, some, engine, [None] * len(some)))


def _read(page: Segmented, number: int, engine: Engine) -> Page:
    words: list[Word] = [word for head in page.heads for word in head.words]
    words += _words(page.ink, page.runs, page.heads, engine)
    words = with_drawn_ticks(page.flat, words, engine.name)
    words += list(pale_ticks(page.flat, words, engine.name))
    words += list(unread_ticks(page.ink, words, engine.name))
    height, width = page.flat.shape
    rulings = ((page.across, False), (page.down, True))
    unread = list(unread_places(page.flat, rulings, accounted_for([*page.heads, *page.runs], words)))
    again = left_over_words(page.flat, unread, words, partial(_column_of, heads=page.heads), engine)
    unread = [place for place in unread if not any(place.holds(word.box.x_center, word.box.y_center) for word in again)]
    words += again
    return Page(
        number=number,
        width=width * POINT,
        height=height * POINT,
        words=numbered(doubted(words, page.streaks)),
        rulings=tuple(_rulings(page.across, page.down)),
        read_by=engine.name,
        geometry=page.straight.geometry,
        origin=Origin.RECOGNISED,
        unread=tuple(unread),
    )


def _words(ink: Print, runs: Sequence[Run], heads: Sequence[TableHead], engine: Engine) -> list[Word]:
    """The words of all runs: the form's own wording is recognised by its letters' shapes, all other runs are read."""
    alphabets = [alphabet_of(run, heads) for run in runs]
    tables = min((head.top for head in heads), default=0.0)
    known = [
        None if alphabet else known_wording(run, is_above_tables=run.bottom <= tables)
        for run, alphabet in zip(runs, alphabets, strict=True)
    ]
    words = [word for run, text in zip(runs, known, strict=True) if text for word in known_words(run, text)]
    unknown = [place for place, text in enumerate(known) if text is None]
    return words + read_runs(ink, [runs[place] for place in unknown], engine, [alphabets[place] for place in unknown])


def _sureness(words: Sequence[Word]) -> float:
    """The median score, 0 to 1, of the words that the engine read; the form's known words are left out."""
    scores = [word.sureness or 0.0 for word in words if word.origin is Origin.RECOGNISED]
    return median(scores) if scores else 0.0


def _is_one_of(piece: Piece, lines: Sequence[Piece]) -> bool:
    """Whether a piece of ruling belongs to one of the fitted lines; if not, it is an underline."""
    return any(
        abs(line.at - piece.at) <= SAME_LINE and line.start < piece.stop and piece.start < line.stop for line in lines
    )


def _ends_at_one_of(piece: Piece, across: Sequence[Piece]) -> bool:
    """Whether a vertical piece ends at a horizontal line, as a border does and a column of letters' stems does not."""
    return any(
        line.start - SAME_LINE <= piece.at <= line.stop + SAME_LINE
        and min(abs(line.at - piece.start), abs(line.at - piece.stop)) <= NEAR_LINE
        for line in across
    )


def _is_heading(run: Run, heads: Sequence[TableHead]) -> bool:
    """Whether the run lies in one of the table heads, whose text is known without reading."""
    return any(head.holds((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2) for head in heads)


def alphabet_of(run: Run, heads: Sequence[TableHead]) -> str | None:
    """The characters that the run's table column can hold; None outside tables, and in columns of free text."""
    return _column_of(run, heads)[1]


def _column_of(run: Run, heads: Sequence[TableHead]) -> tuple[bool, str | None]:
    """Whether the run lies in a table's column, and the characters that the column can hold."""
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    column = next((column for head in heads if (column := head.column_at(x, y))), None)
    return column is not None, None if column is None else cell_alphabet(column)


def _rulings(across: Sequence[Piece], down: Sequence[Piece]) -> list[Ruling]:
    half = RULING_HALF
    rulings = [Ruling(p.start * POINT, p.at * POINT - half, p.stop * POINT, p.at * POINT + half) for p in across]
    return rulings + [Ruling(p.at * POINT - half, p.start * POINT, p.at * POINT + half, p.stop * POINT) for p in down]
