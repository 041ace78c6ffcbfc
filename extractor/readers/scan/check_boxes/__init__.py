"""Finds check boxes in the picture of a page, and whether they are ticked."""
