"""Divides the pages of a file into filings. Every filing's first page prints box 2 once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import BOX_2
from extractor.model.page import Page
from extractor.model.texts import plain


def filings_of(pages: Sequence[Page]) -> Iterator[tuple[Page, ...]]:
    """The pages of each filing: from one first page to the next. Pages before the first one are left out."""
    starts = [index for index, page in enumerate(pages) if is_first_page(page)]
    for start, stop in pairwise([*starts, len(pages)]):
        yield tuple(_once(pages[start:stop]))


def _once(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages without exact repetitions of an earlier one, as from a sheet that was copied twice."""
    seen: set[tuple[tuple[str, int, int], ...]] = set()
    for page in pages:
        print_of = tuple((word.text, round(word.box.x0), round(word.box.top)) for word in page.words)
        if not print_of or print_of not in seen:
            yield page
        seen.add(print_of)


def is_first_page(page: Page) -> bool:
    """Whether the page prints box 2 ("2. Issuer Name"), which every filing has once; its number may be misread."""
    texts = [plain(word.text) for word in page.words]
    places = (index for index, text in enumerate(texts) if text == "issuer" and index)
    return any(fuzz.ratio("".join(texts[place - 1 : place + 2]), BOX_2) >= likeness.BOX_2 for place in places)
