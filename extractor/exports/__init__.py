"""What leaves the program: JSON, CSV and the SEC's XML."""
