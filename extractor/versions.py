"""Which program version, weights and readers made an extraction."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.resources import files

from extractor.model.results import MadeBy
from extractor.readers.identities import identity


def made_by(read_by: Iterable[str]) -> MadeBy:
    """The running program, with the readers named in `read_by`; `pdfplumber+camelot` names two."""
    names = sorted({name for readers in read_by for name in readers.split("+")})
    readers = {name: found for name in names if (found := identity(name))}
    return MadeBy(program=program(), confidence=confidence(), readers=readers)


@cache
def program() -> str:
    """The version of the running program; `?` if it is not installed as a package."""
    try:
        return metadata.version("form4-extractor")
    except metadata.PackageNotFoundError:
        return "?"


@cache
def confidence() -> str:
    """The SHA-256 of the confidence's fitted weights."""
    return hashlib.sha256(files("extractor.confidence").joinpath("weights.json").read_bytes()).hexdigest()
