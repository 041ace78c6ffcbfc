"""Scans, faxes and photographs: turns the picture of a page into the same `Page` that a text layer gives."""
