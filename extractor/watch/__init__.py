"""The watched folder: whatever lands in it is read once, and its results lie ready."""

from extractor.watch.intake import Render
from extractor.watch.watching import WatchedFolderError, watch

__all__ = ["Render", "WatchedFolderError", "watch"]
