"""Ruled pages: rulings to lines, words to cells, cells to rows."""
