"""The form above its tables: boxes 1 to 6, check boxes and owners."""
