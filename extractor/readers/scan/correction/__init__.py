"""Corrects what an engine read of a line, by the ink of the line and by what its column can hold."""
