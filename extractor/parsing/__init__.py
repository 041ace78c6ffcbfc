"""Pages → a filing: geometry first, then the form's boxes, tables and notes."""
