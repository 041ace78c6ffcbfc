"""Checks by the shapes of glyphs whether a page shows the characters that the file claims."""
