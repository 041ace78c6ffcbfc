"""What was read of a line → the same mended by what its ink and its column tell."""
