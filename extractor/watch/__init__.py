"""The watched folder: every file that arrives in it is read once, and its results are written."""

from extractor.watch.intake import Render
from extractor.watch.watching import watch

__all__ = ["Render", "watch"]
