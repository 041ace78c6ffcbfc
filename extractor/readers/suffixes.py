"""The file name suffixes by which files to read are found in a folder, and the greatest size of a file."""

IMAGE_SUFFIXES = frozenset(
    {".tif", ".tiff", ".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif"}
    | {".heic", ".heif", ".avif", ".jp2", ".j2k", ".jpf", ".jpx"}
)
SUFFIXES = IMAGE_SUFFIXES | {".pdf"}
BYTES_MAX = 200 * 2**20
"""Bytes that a file may have; a page scanned in colour at 600 dpi takes about 10 MB."""
_BEGINNINGS = {
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
    b"II+\x00": ".tif",
    b"BM": ".bmp",
    b"GIF8": ".gif",
    b"\x00\x00\x00\x0cjP": ".jp2",
    b"\xff\x4f\xff\x51": ".j2k",
}
_HEADER_REACH = 1024


def suffix_of(content: bytes) -> str:
    """The suffix for a file with this content; `.pdf` unless its first bytes are those of a known image format."""
    if b"%PDF-" not in content[:_HEADER_REACH]:
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return ".webp"
        if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}:
            return ".heic"
        if content[4:12] in {b"ftypavif", b"ftypavis"}:
            return ".avif"
        for beginning, suffix in _BEGINNINGS.items():
            if content.startswith(beginning):
                return suffix
    return ".pdf"
