"""Forms of our own: printed, scanned and invented, to read back and to measure with."""
