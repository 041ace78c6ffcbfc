"""The names' ends by which files to read are found in a folder; what a file is, its content says."""

SUFFIXES = frozenset(
    {".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif"}
    | {".heic", ".heif", ".avif", ".jp2", ".j2k", ".jpf", ".jpx"}
)
