"""The library: what a caller in Python or in a notebook meets."""
