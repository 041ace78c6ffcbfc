"""Run the notebook again and keep what it shows: `python samples/run_notebook.py`."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

PATH = Path(__file__).parent / "notebook.ipynb"
SECONDS = 300
"""For a cell; the one that reads a scan takes the longest."""


def run() -> NotebookNode:
    """The notebook as it is now, run from its first cell to its last in the folder of the samples.

    Raises nbclient's CellExecutionError for a cell that does.
    """
    notebook = nbformat.read(PATH, as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS, record_timing=False, resources={"metadata": {"path": str(PATH.parent)}}
    )
    client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/jpeg", None)  # the same picture as the PNG beside it
    return notebook


if __name__ == "__main__":
    nbformat.write(run(), PATH)
