"""The form's own print, known and not read."""
