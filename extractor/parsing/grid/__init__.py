"""Rulings and words → lines, cells and lines of text; where the form's own labels stand."""
