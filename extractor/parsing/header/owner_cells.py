"""The cells of one reporting owner, and what two boxes that show the same owner say together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractor.model.doubts import Doubt
from extractor.model.strip import Cell
from extractor.model.texts import plain

NAME = "rpt_owner_name"
STREETS = ("rpt_owner_street1", "rpt_owner_street2")


@dataclass(frozen=True, slots=True)
class OwnerCells:
    """The cells of one reporting owner by attribute; relationship cells only if the layout prints them."""

    cells: dict[str, Cell]
    relationship: dict[str, Cell]
    has_unsure_streets: bool = False
    """Whether it is unclear if the street lines are two streets, or one that wraps or contains a comma."""
    has_lost_labels: bool = False
    """Whether a label of box 1 was not found, so that lines may be assigned to the wrong label."""

    def doubted(self, names: Iterable[str], doubt: Doubt) -> "OwnerCells":
        """The owner with a doubt about the cells of these names."""
        cells = {name: self.cells[name] for name in names}
        return replace(
            self,
            cells=self.cells
            | {name: Cell(cell.box, cell.words, cell.doubts | {doubt}) for name, cell in cells.items()},
        )


def read_twice(first: OwnerCells, again: OwnerCells) -> OwnerCells:
    """The owner of a scanned box 1 that the page repeats: where the two are read differently, the surer, and doubted.

    Streets are left as they are if one of the boxes does not tell how many there are.
    """
    unsure = first.has_unsure_streets or again.has_unsure_streets
    compared = [name for name in {**first.cells, **again.cells} if not (unsure and name in STREETS)]
    other = [name for name in compared if letters(first.cells, name) != letters(again.cells, name)]
    better = {
        name: max((each.cells[name] for each in (first, again) if name in each.cells), key=_sureness) for name in other
    }
    return replace(first, cells=first.cells | better).doubted(other, Doubt.READ_OTHERWISE)


def letters(cells: Mapping[str, Cell], *names: str) -> str:
    """The letters and figures of the cells of these names together."""
    return plain("".join(cells[name].text for name in names if name in cells))


def _sureness(cell: Cell) -> float:
    return min((word.sureness or 0.0 for word in cell.words), default=0.0)
