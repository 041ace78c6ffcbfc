"""Finds furniture, which a browser, a printer or a stamp adds to the page, among words that are in no field.

A line in the margin is furniture if it is set apart from the page's text by its type or by the white around it, and one
of two things is true. It says what the furniture of this page would say: its page number, or when and where it was
printed. Or other pages have the same line. A line of a list that runs over many pages is not set apart, and so is never
taken for furniture. If two pages are printed one below the other on a sheet, the same lines are found in the middle of
the sheet.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractor.model.page import Page, Word
from extractor.model.strip import Strip
from extractor.parsing.coverage.wording import ON_LINE
from extractor.parsing.grid.running_text import BAND, RUNNING, is_about_middle, masked, step_of, text_of

OTHER_TYPE = 0.08
"""Share of the text's type size by which the type of furniture differs, at least."""
OTHER_PITCH = 1.5
"""Heights of the page's usual type from furniture to the text, at least; lines of a text are 1.2 apart."""
_NUMBER = re.compile(r"(?:page )?-? ?(\d{1,3})(?: ?(?:/|of) ?(\d{1,3}))? ?-?", re.IGNORECASE | re.ASCII)
_LAST_COUNT = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})$", re.ASCII)
_STAMP = re.compile(
    r"(?:RECEIVED|Received|FILED|COPY|SCANNED)\b.{0,30}\d.{0,20}"
    r"|(?:EXHIBIT|Exhibit|Ex\.|TAB|Tab) [A-Za-z0-9][A-Za-z0-9.-]{0,8}|[A-Z]{2,12}(?:[-_ ][A-Z]{1,6})?[-_ ]?\d{4,8}"
    r"|(?:Case|CASE):? \S+ .{0,80}(?:Page|PAGE) \d{1,4} of \d{1,4}.{0,20}",
    re.ASCII,
)
"""A stamp: the day of receipt, the number of an exhibit or of a page in a set of papers, a court's header."""

Line = tuple[Word, ...]


def furniture(strip: Strip, rest: Sequence[Word]) -> list[Word]:
    """The words of `rest`, the words of `strip` that are in no field, that are furniture."""
    found: list[Word] = []
    known: set[str] = set()
    lines = [(page, top, line) for page, top, words in _paged(strip, rest) for line in _lines(words)]
    places = _places(lines)
    for page, top, line in lines:
        if not _is_in_band(line, page, top) or not _is_apart(line, strip, page, top):
            continue
        is_repeated = len(places[masked(line), step_of(line, top)]) > 1
        if is_repeated or _fits(text_of(line), page, strip):
            found += line
            known.add(masked(line))
    for page, top, line in lines if known else ():
        says = masked(line) in known and RUNNING.fullmatch(text_of(line))
        if says and is_about_middle(line, page, top) and _is_apart(line, strip, page, top):
            found += line
    return found


def _paged(strip: Strip, rest: Sequence[Word]) -> Iterator[tuple[Page, float, list[Word]]]:
    """For each page with words of `rest` the page, the y of its top on the strip, and these words."""
    for page, top in zip(strip.pages, strip.tops, strict=True):
        own = [word for word in rest if top <= word.box.y_center < top + page.height]
        if own:
            yield page, top, own


def _lines(words: Sequence[Word]) -> list[Line]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.y_center, word.box.x0)):
        if lines and word.box.y_center - lines[-1][0].box.y_center <= ON_LINE * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(sorted(line, key=lambda word: word.box.x0)) for line in lines]


def _places(lines: Sequence[tuple[Page, float, Line]]) -> dict[tuple[str, int], set[int]]:
    """For each line (with masked figures) and height the numbers of the pages that have it there.

    Heights that differ by one step count as the same.
    """
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, top, line in lines:
        for step in (-1, 0, 1):
            places[masked(line), step_of(line, top) + step].add(page.number)
    return places


def _is_in_band(line: Line, page: Page, top: float) -> bool:
    y = (line[0].box.y_center - top) / page.height
    return y < BAND or y > 1 - BAND


def _is_apart(line: Line, strip: Strip, page: Page, top: float) -> bool:
    """Whether the line is set in another type size than the page's text, or is further from it than text lines are."""
    height = line[0].box.y_center
    inside = (strip.y_centers >= top) & (strip.y_centers < top + page.height)
    own = {id(word) for word in line}
    others = [word for word in strip.words_where(inside) if id(word) not in own]
    if not others:
        return True
    usual = Counter(round(word.size, 1) for word in others).most_common(1)[0][0]
    if all(abs(word.size - usual) > OTHER_TYPE * usual for word in line):
        return True
    nearest = min(abs(word.box.y_center - height) for word in others)
    return nearest > OTHER_PITCH * usual


def _fits(text: str, page: Page, strip: Strip) -> bool:
    """Whether the text is what furniture of this page would say: its number, a stamp, a browser's header or footer."""
    numbered = _NUMBER.fullmatch(text)
    if numbered:
        return _is_number_of(page, strip, *numbered.groups())
    if _STAMP.fullmatch(text):
        return True
    if not RUNNING.fullmatch(text):
        return False
    count = _LAST_COUNT.search(text)
    return count is None or _is_number_of(page, strip, *count.groups())


def _is_number_of(page: Page, strip: Strip, number: str, of: str | None) -> bool:
    """Whether `number` is the number of the page, in its file or in its filing, and at most `of`.

    If the total `of` is given, a sheet may hold two pages, and so have twice the number.
    """
    own = {page.number, page.number - strip.pages[0].number + 1}
    if of is not None:
        own |= {2 * sheet - place for sheet in own for place in (0, 1)}
    return int(number) in own and (of is None or int(of) >= int(number))
