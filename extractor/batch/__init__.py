"""Many files, each read in a process that can be killed: a bad file fails alone."""
