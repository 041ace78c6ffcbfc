"""Finds the rulings, the straight lines of a form, in the picture of a page."""
