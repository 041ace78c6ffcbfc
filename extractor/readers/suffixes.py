"""The kinds of files that are read, told by their names' ends."""

IMAGE_SUFFIXES = frozenset({".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".heic", ".heif"})
SUFFIXES = IMAGE_SUFFIXES | {".pdf"}
