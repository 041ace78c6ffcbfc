"""How near two numbers are as written: the number of digits that differ, not the size of the difference."""

from decimal import Decimal


def is_slip(one: Decimal, two: Decimal) -> bool:
    """Whether a single slip turns one number into the other: one digit, or two neighbours swapped."""
    first, second = format(one, "f"), format(two, "f")
    if len(first) != len(second):
        return False
    apart = [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    match apart:
        case [_]:
            return True
        case [left, right]:
            is_swapped = first[left] == second[right] and first[right] == second[left]
            return is_swapped and right - left <= 2  # noqa: PLR2004 - a comma or a digit may stand between
        case _:
            return False
