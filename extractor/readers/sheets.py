"""Splits a sheet with two printed pages side by side into two pages.

Both keep the sheet's number, and their words keep their places on the sheet; the second page gets a `shift` that moves
it to where a single page lies.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extractor.model.page import Page

NEAR_MIDDLE = 0.06
"""Share of the sheet's width: the gutter (the white between the pages) is at most this far from the middle."""
GUTTER = 6.0
"""Points: a narrower strip of white is no gutter."""
FEWEST_WORDS = 8
"""Words that each half must have; fewer are a stamp or a page number."""


def pages_of(sheet: Page) -> Iterator[Page]:
    """The two pages on `sheet` if it is wide, nothing crosses its middle, and both halves have print; else itself."""
    gutter = _gutter(sheet) if sheet.width > sheet.height else None
    if gutter is None:
        yield sheet
        return
    for first, last, shift in ((0.0, gutter, 0.0), (gutter, sheet.width, -sheet.width / 2)):
        yield replace(
            sheet,
            words=tuple(word for word in sheet.words if first <= word.box.x_center < last),
            rulings=tuple(ruling for ruling in sheet.rulings if first <= (ruling.x0 + ruling.x1) / 2 < last),
            links=tuple(link for link in sheet.links if first <= link.box.x_center < last),
            unseen=tuple(unseen for unseen in sheet.unseen if first <= unseen.box.x_center < last),
            patches=tuple(patch for patch in sheet.patches if first <= patch.box.x_center < last),
            unread=tuple(box for box in sheet.unread if first <= box.x_center < last),
            shift=shift,
            edge=sheet.edge if last == sheet.width else float("inf"),
        )


def _gutter(sheet: Page) -> float | None:
    """The x, in points, of the middle of the white between the two halves; None if there is none."""
    middle, reach = sheet.width / 2, NEAR_MIDDLE * sheet.width
    left, right = middle - reach, middle + reach
    for x0, _, x1, _ in sorted(chain((word.box for word in sheet.words), sheet.rulings)):
        if x1 <= left or x0 >= right:
            continue
        if x0 <= middle and x1 >= middle:
            return None
        left, right = (max(left, x1), right) if x1 < middle else (left, min(right, x0))
    halves = [sum(word.box.x_center < middle for word in sheet.words)]
    halves.append(len(sheet.words) - halves[0])
    return (left + right) / 2 if right - left >= GUTTER and min(halves) >= FEWEST_WORDS else None
