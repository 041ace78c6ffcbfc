"""Scans, faxes and photographs: an image of a page in, the same `Page` as from a text layer out."""
