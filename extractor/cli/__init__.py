"""The command `form4`."""
