"""Readers: each turns one kind of file into pages of words and rulings, or XML into a filing."""
