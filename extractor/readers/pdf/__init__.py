"""Reads PDF pages with a text layer, by pdfium, and again by pdfplumber and camelot to check it."""
