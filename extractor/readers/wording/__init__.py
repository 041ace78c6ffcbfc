"""What a line of a Form 4 can say: its own wording, its cells' characters, its marks."""
