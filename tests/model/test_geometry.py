"""Where a page lies in its picture, and the way back."""

import pytest

from extractor.model.geometry import Geometry, whole

PICTURE, SIZE = (1700, 2200), (612.0, 792.0)
ASLANT = ((120.0, 80.0), (1600.0, 140.0), (1580.0, 2100.0), (90.0, 2000.0))


@pytest.mark.parametrize(
    ("turns", "pixel"),
    [(0, (0, 0)), (1, (0, 2200)), (2, (1700, 2200)), (3, (1700, 0))],
)
def test_the_upper_left_corner_of_a_turned_page_is_where_it_lay(turns: int, pixel: tuple[float, float]) -> None:
    geometry = whole(PICTURE, SIZE, turns)
    assert geometry.to_picture(0, 0) == pytest.approx(pixel, abs=1e-6)
    assert geometry.page == (SIZE if turns % 2 == 0 else SIZE[::-1])


def test_a_sheet_cut_out_has_its_corners_where_they_were_seen() -> None:
    geometry = Geometry(PICTURE, ASLANT, SIZE)
    found = [geometry.to_picture(x, y) for x, y in ((0, 0), (612, 0), (612, 792), (0, 792))]
    assert found == [pytest.approx(corner, abs=1e-6) for corner in ASLANT]


def test_levelling_turns_about_the_middle_and_anticlockwise() -> None:
    geometry = Geometry(PICTURE, whole(PICTURE, SIZE).corners, SIZE, angle=2.0)
    assert geometry.to_picture(306, 396) == pytest.approx((850, 1100), abs=1e-6)
    _, right_end = geometry.to_picture(612, 396)
    assert right_end > 1100  # levelling lifted the right end, which had sloped down


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("place", [(0.0, 0.0), (100.0, 30.0), (550.0, 600.0)])
def test_there_and_back_is_the_same_place(turns: int, place: tuple[float, float]) -> None:
    geometry = Geometry(PICTURE, ASLANT, SIZE, turns, angle=-1.3)
    assert geometry.back(*geometry.to_picture(*place)) == pytest.approx(place, abs=1e-6)


def test_a_page_on_its_head_has_its_foot_where_its_head_was() -> None:
    geometry = Geometry(PICTURE, ASLANT, SIZE, angle=0.7)
    width, height = geometry.page
    assert geometry.turned_over().to_picture(width, height) == pytest.approx(geometry.to_picture(0, 0), abs=1e-6)
