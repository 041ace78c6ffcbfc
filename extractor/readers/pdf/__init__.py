"""PDF pages with text: what pdfium, pdfplumber and camelot report of them."""
