"""The samples' notebook runs from the first cell to the last, and shows the committed outputs."""

import nbformat
import pytest

from samples.run_notebook import PATH, run


@pytest.mark.ocr
@pytest.mark.slow
def test_the_notebook_shows_what_it_is_committed_with() -> None:
    committed = nbformat.read(PATH, as_version=4)
    cells = list(zip(committed.cells, run().cells, strict=True))
    told = {
        before.source: (texts(before), texts(now))
        for before, now in cells
        if before.cell_type == "code"
        and "scan" not in before.source  # which letters an engine reads differs by machine
    }
    assert len(told) >= 6
    assert {source: now for source, (_, now) in told.items()} == {
        source: before for source, (before, _) in told.items()
    }
    pictures = [kinds(cell) for pair in cells for cell in pair if ".show(" in cell.source and cell.cell_type == "code"]
    assert pictures
    assert all("image/png" in each for each in pictures)


def texts(cell: nbformat.NotebookNode) -> list[str]:
    return [output.data[kind] for output in cell.outputs for kind in sorted(output.data) if kind.startswith("text/")]


def kinds(cell: nbformat.NotebookNode) -> set[str]:
    return {kind for output in cell.outputs for kind in output.data}
