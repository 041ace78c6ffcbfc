"""Adds the last full stop of an abbreviation whose other letters have theirs: L.P becomes L.P., U.S becomes U.S.

A network sees one sign where a full stop and a comma touch, as in "Deer & Co. L.P., the", and the underline of a link
hides a full stop under the bowl of a P.
"""

import re

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import LineReading, inserted

_WITHOUT_LAST = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\.)+[A-Z](?![A-Za-z.\d])")
"""Capitals of which each but the last is followed by a full stop."""


def with_last_stops(reading: LineReading) -> LineReading:
    """`reading` with a doubted full stop behind each abbreviation that lacks its last one."""
    characters = list(reading.characters)
    for found in reversed(list(_WITHOUT_LAST.finditer(reading.text))):
        last = characters[found.end() - 1]
        characters.insert(found.end(), inserted(".", last.x1, Doubt.STOP_PUT_IN))
    return LineReading(tuple(characters))
