"""Reads the form's two tables: their heads, columns and rows, and the footnote marks in their cells."""
