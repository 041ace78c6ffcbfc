"""A page's ink → runs of print, letters, marks and words."""
