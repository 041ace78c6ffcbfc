"""The straight lines of a page's picture."""
