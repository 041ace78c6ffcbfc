"""Runs the notebook again and saves what it shows: `python samples/run_notebook.py`."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

PATH = Path(__file__).parent / "notebook.ipynb"
SECONDS = 300
"""The most seconds that a cell may take; the one that reads a scan takes longest."""


def run() -> NotebookNode:
    """The present notebook, run from the first cell to the last in the folder samples/.

    Raises nbclient's CellExecutionError if a cell fails.
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
