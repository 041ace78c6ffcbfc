"""Turns pages into a filing: first the geometry (lines and cells), then the form's boxes, tables and notes."""
