"""Turns rulings and words into lines, cells and lines of text, and finds the form's own labels."""
