"""Recognises the print that every Form 4 has, so that it need not be read."""
