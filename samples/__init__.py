"""The project's own forms, printed, scanned and invented, for tests and measurements."""
