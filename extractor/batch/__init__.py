"""Many files, each read in a process that can be killed, so that a bad file fails alone."""
