"""The files that are read: their kinds, told by their names' ends, and how large they may be."""

IMAGE_SUFFIXES = frozenset({".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".heic", ".heif"})
SUFFIXES = IMAGE_SUFFIXES | {".pdf"}
BYTES_MAX = 200 * 2**20
"""A page scanned in colour at 600 dpi takes about 10 MB."""
