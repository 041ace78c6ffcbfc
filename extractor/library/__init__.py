"""What a caller in Python or in a notebook uses."""
