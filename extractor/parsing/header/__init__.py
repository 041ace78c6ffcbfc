"""Reads the form above its tables: boxes 1 to 6, the check boxes and the owners."""
