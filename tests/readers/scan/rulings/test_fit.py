"""Borders that the picture does not show are added where lines end in the open."""

import numpy as np

from extractor.readers.scan.rulings.fit import fitted
from extractor.readers.scan.rulings.gaps import as_drawn
from extractor.readers.scan.rulings.pixels import Piece


def _table(top: float, right: float, *, closed: bool) -> tuple[list[Piece], list[Piece]]:
    """Five lines across from 80 to `right`, with verticals at 80 and 300, and one at their end if `closed`."""
    across = [Piece(top + 60 * row, 80, right, 1.0) for row in range(5)]
    places = [80, 300, *([right] if closed else [])]
    return across, [Piece(at, top, top + 240, 1.0) for at in places]


def test_a_border_beyond_the_pictures_edge_is_implied_though_another_table_has_one_near() -> None:
    closed_across, closed_down = _table(100, 1610, closed=True)
    open_across, open_down = _table(700, 1621, closed=False)
    _, down = fitted([*closed_across, *open_across], [*closed_down, *open_down])
    assert any(abs(line.at - 1615) <= 8 and line.start <= 705 and line.stop >= 935 for line in down)


def test_an_implied_border_is_kept_where_the_page_shows_none() -> None:
    across, down = fitted(*_table(100, 560, closed=False))
    page = np.full((500, 600), 255, np.uint8)
    for line in across:
        page[round(line.at), 80:560] = 0
    for line in down:
        if line.fill:
            page[100:340, round(line.at)] = 0
    _, kept, _ = as_drawn(page, np.zeros_like(page), across, down)
    assert [round(line.at) for line in kept] == [80, 300, 560]


def test_what_the_page_shows_of_an_implied_border_is_no_print() -> None:
    across, down = fitted(*_table(100, 560, closed=False))
    page = np.full((500, 600), 255, np.uint8)
    for line in across:
        page[round(line.at), 80:560] = 0
    page[100:340, 560:563] = 0
    page[120:140, 540:560] = 0  # letters grown into it
    _, _, mask = as_drawn(page, np.zeros_like(page), across, down)
    assert mask[105:335, 560:563].all()
    assert not mask[:, 540:555].any()


def test_an_implied_border_goes_on_with_the_others_where_the_pages_end_cut_a_row() -> None:
    across, down = _table(100, 1610, closed=False)
    down += [Piece(at, 100, 340, 1.0) for at in (600, 900)]
    cut = [line._replace(stop=400.0) for line in down]
    _, found = fitted(across, cut)
    assert [round(line.stop) for line in found if round(line.at) == 1610] == [400]
    _, found = fitted(across, [*down[:3], *cut[3:]])
    assert [round(line.stop) for line in found if round(line.at) == 1610] == [340], "one line alone runs into print"


def test_no_second_border_where_one_is_seen() -> None:
    _, down = fitted(*_table(100, 1610, closed=True))
    assert [round(line.at) for line in down] == [80, 300, 1610]


def test_a_line_seen_from_below_its_crossing_is_drawn_to_it_where_the_page_shows_it() -> None:
    page = np.full((500, 600), 255, np.uint8)
    for y in (100, 250, 400):
        page[y : y + 2, 50:551] = 0
    for x in (50, 300, 550):
        page[100:400, x : x + 2] = 0
    across = [Piece(y + 0.5, 50, 551, 1.0) for y in (100, 250, 400)]
    down = [Piece(50.5, 100, 400, 1.0), Piece(300.5, 117, 400, 0.9), Piece(550.5, 100, 400, 1.0)]
    _, kept, _ = as_drawn(page, np.zeros_like(page), across, down)
    assert [round(line.start) for line in kept if round(line.at) == 300] == [100]


def test_a_long_underline_is_no_ruling_and_a_line_whose_beginning_letters_hide_is() -> None:
    borders = [Piece(at, 100, 300, 1.0) for at in (80, 620, 930)]
    frame = [Piece(y, 80, 930, 1.0) for y in (100, 300)]
    name, issuer = Piece(202, 94, 586, 0.95), Piece(197, 634, 850, 0.95)  # the gap between them is narrow
    hidden = Piece(250, 106, 620, 0.95)
    across, _ = fitted([*frame, name, issuer, hidden], borders)
    assert [round(line.at) for line in across] == [100, 250, 300]


def test_figures_below_one_another_that_go_on_with_a_border_are_print() -> None:
    page = np.full((600, 600), 255, np.uint8)
    for y in (100, 250, 400):
        page[y : y + 2, 50:551] = 0
    for x in (50, 300, 550):
        page[100:400, x : x + 2] = 0
    page[404:520:8, 48:53] = 0  # numbers of a list
    across = [Piece(y + 0.5, 50, 551, 1.0) for y in (100, 250, 400)]
    down = [Piece(50.5, 100, 520, 0.95), Piece(300.5, 100, 400, 1.0), Piece(550.5, 100, 400, 1.0)]
    seen = np.zeros_like(page)
    seen[100:520, 48:54] = 255
    _, kept, mask = as_drawn(page, seen, across, down)
    assert [round(line.stop) for line in kept if round(line.at) == 50] == [400]
    assert mask[110:390, 50].all()
    assert not mask[410:520, 44:58].any()
