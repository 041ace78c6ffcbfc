"""Divides the ink of a page into runs of print, letters, raised marks and words."""
