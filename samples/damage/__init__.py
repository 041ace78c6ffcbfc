"""What happens to a printed page on its way into a file, by cause: each kind is a small function of a picture."""
