"""Trains the network that recognises lines of scanned Forms 4; needed only to make it, never to use it."""
