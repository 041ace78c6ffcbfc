"""A picture of a page → the same `Page` a text layer gives: words, marks and rulings in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor.model.page import Origin, Page, Ruling, Word, numbered
from extractor.readers.image.images import PageImage, Pixels
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.straighten import StraightPage, seen_from_aside, straighten, turned_over
from extractor.readers.image.streaks import Streak, find_streaks, without_streaks
from extractor.readers.recognition.engines import Engine
from extractor.readers.scan.check_boxes.drawn_boxes import with_drawn_ticks
from extractor.readers.scan.check_boxes.pale_boxes import pale_ticks
from extractor.readers.scan.check_boxes.unread_ticks import unread_ticks
from extractor.readers.scan.correction.ink_ledger import accounted_for, unread_places
from extractor.readers.scan.correction.streaked_words import doubted
from extractor.readers.scan.form_print.known_headings import TableHead, known_heads
from extractor.readers.scan.form_print.letter_shapes import known_wording
from extractor.readers.scan.rulings.fit import SAME_LINE, fitted
from extractor.readers.scan.rulings.gaps import as_drawn
from extractor.readers.scan.rulings.pixels import Piece, ruling_pieces
from extractor.readers.scan.segmentation.text_runs import Print, Run, printed, text_runs
from extractor.readers.scan.segmentation.words import known_words
from extractor.readers.scan.words_from_runs import read_runs
from extractor.readers.wording.alphabets import cell_alphabet

RULING_HALF = 0.5
"""Points: half the thickness a form's lines are drawn with."""
UPRIGHT_SURENESS = 0.8
"""Score of the usual word of an upright page; worst copies reach 0.9, a page on its head 0.5."""
FEWEST_WORDS = 5
"""A page with fewer has no head or foot to speak of."""
NEAR_LINE = 10
"""Pixels between the end of a vertical border, broken as it may be, and the line it ends at."""
BOTH_TABLES = 2
"""Heads of tables on a page that lies right; one alone may be made out of a foot's rulings by chance."""
GLANCED_RUNS = 12
"""Runs that are looked at to tell a page's head from its foot, of the hundreds that a form has."""
MOST_RUNS = 900
"""Runs of print on a page: a form has up to 350. What has more is no form, and is not read to its end."""


@dataclass(frozen=True, slots=True)
class Segmented:
    """A picture of a page before anything on it is read: its print, its rulings and the tables' heads."""

    straight: StraightPage
    streaks: Sequence[Streak]
    flat: Pixels
    across: Sequence[Piece]
    down: Sequence[Piece]
    heads: Sequence[TableHead]
    ink: Print
    runs: Sequence[Run]


def read_page_image(image: PageImage, engine: Engine) -> Page:
    """`image` as the page a text layer would have given.

    A page that reads badly is turned over and read again: nothing but the reading tells its head
    from its foot for sure. Unless both tables' heads are seen a look at a few runs tells it beforehand; the last line
    of a text that goes on is too little to tell it by, and stays as it lies unless it is read surely the other way up.
    """
    first = segmented(straighten(image))
    if not first.heads and (aslant := seen_from_aside(image)):
        first = segmented(aslant)
    least = 0.0 if len(first.runs) >= GLANCED_RUNS else UPRIGHT_SURENESS
    if len(first.heads) < BOTH_TABLES and (seen := _glance(first, engine)) < UPRIGHT_SURENESS:
        over = segmented(turned_over(first.straight))
        first = over if _glance(over, engine) > max(seen, least) else first
    page = _read(first, image.number, engine)
    sureness = _sureness(page.words)
    if len(page.words) < FEWEST_WORDS or sureness >= UPRIGHT_SURENESS:
        return page
    other = _read(segmented(turned_over(first.straight)), image.number, engine)
    return other if _sureness(other.words) > max(sureness, least) else page


def read_straight_page(straight: StraightPage, number: int, engine: Engine) -> Page:
    """Page `number` of a file, read as it stands."""
    return _read(segmented(straight), number, engine)


def segmented(straight: StraightPage) -> Segmented:
    """A level page cut into its rulings, the heads of its tables and its runs of print."""
    page = straight.flat
    streaks = find_streaks(page)
    flat = without_streaks(page, streaks)
    pieces = ruling_pieces(flat)
    across, down = fitted(pieces.across, pieces.down)
    across, down, mask = as_drawn(flat, pieces.mask, across, down)
    heads = known_heads(across, down)
    down = [*down, *(border for head in heads for border in head.missing_borders(down))]
    across = [line for line in across if not any(head.is_crossed_by(line) for head in heads)]
    underlines = [piece for piece in pieces.across if not _is_one_of(piece, across)]
    ink = printed(flat, mask, underlines)
    bars = [*down, *(piece for piece in pieces.down if _ends_at_one_of(piece, (*across, *pieces.across)))]
    runs = [run for run in text_runs(ink, bars) if not _is_heading(run, heads)][:MOST_RUNS]
    return Segmented(straight, streaks, flat, across, down, heads, ink, runs)


def _glance(page: Segmented, engine: Engine) -> float:
    """How surely a few runs read, spread over the page."""
    some = page.runs[:: max(1, len(page.runs) // GLANCED_RUNS)]
    return _sureness(read_runs(page.ink, some, engine, [None] * len(some)))


def _read(page: Segmented, number: int, engine: Engine) -> Page:
    words: list[Word] = [word for head in page.heads for word in head.words]
    words += _words(page.ink, page.runs, page.heads, engine)
    words = with_drawn_ticks(page.flat, words, engine.name)
    words += list(pale_ticks(page.flat, words, engine.name))
    words += list(unread_ticks(page.ink, words, engine.name))
    height, width = page.flat.shape
    read = accounted_for([*page.heads, *page.runs], words)
    return Page(
        number=number,
        width=width * POINT,
        height=height * POINT,
        words=numbered(doubted(words, page.streaks)),
        rulings=tuple(_rulings(page.across, page.down)),
        read_by=engine.name,
        geometry=page.straight.geometry,
        origin=Origin.RECOGNISED,
        unread=tuple(unread_places(page.flat, ((page.across, False), (page.down, True)), read)),
    )


def _words(ink: Print, runs: Sequence[Run], heads: Sequence[TableHead], engine: Engine) -> list[Word]:
    """The words of all runs: the form's own wording where its letters tell it, the others read."""
    alphabets = [_alphabet(run, heads) for run in runs]
    tables = min((head.top for head in heads), default=0.0)
    known = [
        None if alphabet else known_wording(run, is_above_tables=run.bottom <= tables)
        for run, alphabet in zip(runs, alphabets, strict=True)
    ]
    words = [word for run, text in zip(runs, known, strict=True) if text for word in known_words(run, text)]
    unknown = [place for place, text in enumerate(known) if text is None]
    return words + read_runs(ink, [runs[place] for place in unknown], engine, [alphabets[place] for place in unknown])


def _sureness(words: Sequence[Word]) -> float:
    """How sure the engine is of the usual word; the form's own words, which it did not read, left out."""
    scores = [word.sureness or 0.0 for word in words if word.origin is Origin.RECOGNISED]
    return median(scores) if scores else 0.0


def _is_one_of(piece: Piece, lines: Sequence[Piece]) -> bool:
    """Whether a piece of ruling belongs to one of the fitted lines; if not, it underlines something."""
    return any(
        abs(line.at - piece.at) <= SAME_LINE and line.start < piece.stop and piece.start < line.stop for line in lines
    )


def _ends_at_one_of(piece: Piece, across: Sequence[Piece]) -> bool:
    """Whether a vertical piece ends at a horizontal line, as borders do; stems below one another in a text do not."""
    return any(
        line.start - SAME_LINE <= piece.at <= line.stop + SAME_LINE
        and min(abs(line.at - piece.start), abs(line.at - piece.stop)) <= NEAR_LINE
        for line in across
    )


def _is_heading(run: Run, heads: Sequence[TableHead]) -> bool:
    """Whether the run is one of the form's headings, known without reading."""
    return any(head.holds((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2) for head in heads)


def _alphabet(run: Run, heads: Sequence[TableHead]) -> str | None:
    """What characters the run can have where a table's column says so."""
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    column = next((column for head in heads if (column := head.column_at(x, y))), None)
    return None if column is None else cell_alphabet(column)


def _rulings(across: Sequence[Piece], down: Sequence[Piece]) -> list[Ruling]:
    half = RULING_HALF
    rulings = [Ruling(p.start * POINT, p.at * POINT - half, p.stop * POINT, p.at * POINT + half) for p in across]
    return rulings + [Ruling(p.at * POINT - half, p.start * POINT, p.at * POINT + half, p.stop * POINT) for p in down]
