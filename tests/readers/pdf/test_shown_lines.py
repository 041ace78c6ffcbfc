"""Lines count as far as their clip paths show them, and a border at a clip path's end counts as a whole."""

import numpy as np
import pytest

from extractor.model.page import BoundingBox
from extractor.readers.pdf.drawn_lines import Drawing
from extractor.readers.pdf.shown_lines import LEAST_CUT, lines_on_paper

SHEET = BoundingBox(0, 0, 612, 792)
UPRIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
NONE = np.empty((0, 4))


def drawn(line: tuple[float, ...], clip: tuple[float, ...]) -> Drawing:
    return Drawing(np.array([line], float), np.array([clip], float), NONE, np.empty((0, 5)), NONE)


@pytest.mark.parametrize("beyond", [0.0, 0.1, 0.6, 1.9])
def test_a_border_just_beyond_the_end_of_its_clip_path_is_seen(beyond: float) -> None:
    border = (583.8 + beyond, 100.0, 584.4 + beyond, 250.0)
    shown, edge = lines_on_paper(drawn(border, (30.0, 90.0, 583.8, 260.0)), UPRIGHT, SHEET)
    assert len(shown) == 1
    assert abs(shown[0, 0] - 583.8) <= LEAST_CUT
    assert (shown[:, :2] <= shown[:, 2:]).all()
    assert edge == np.inf


def test_a_line_that_a_clip_path_hides_is_not_seen_and_one_that_it_cuts_ends_there() -> None:
    clip = (30.0, 90.0, 560.0, 260.0)
    hidden, _ = lines_on_paper(drawn((580.0, 100.0, 580.5, 250.0), clip), UPRIGHT, SHEET)
    assert not len(hidden)
    cut, edge = lines_on_paper(drawn((40.0, 100.0, 800.0, 100.5), clip), UPRIGHT, SHEET)
    assert cut[0].tolist() == [40.0, 100.0, 560.0, 100.5]
    assert edge == 560.0
