"""What a glyph looks like: whether a character is drawn as what the file says it is."""
