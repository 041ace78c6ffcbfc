"""The watched folder: whatever lands in it is read once, and its results lie ready."""

from extractor.watch.intake import Render
from extractor.watch.watching import watch

__all__ = ["Render", "watch"]
