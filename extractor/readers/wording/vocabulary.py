"""Words that many Forms 4 print; a hardly legible word may be one of these if the print allows it.

They come from titles of securities, capacities of signers and owners, names of firms, and addresses.
"""

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import Levenshtein

_WORDS = """
    common stock class series preferred ordinary shares share units unit restricted performance phantom deferred
    employee director option options right rights obligation sell warrant warrants convertible note notes
    american depositary depository beneficial interest limited partnership partner partners general voting
    non-voting value nominal purchase incentive award awards equity trust trustee trusts family
    irrevocable revocable living foundation spouse children daughter custodial account plan savings direct indirect
    holdings capital fund funds management group company corporation inc corp llc ltd
    president vice senior executive chief officer financial operating accounting technology legal counsel
    general secretary treasurer chairman chairwoman board member controller development commercial medical
    attorney attorney-in-fact power pursuant behalf under
    street avenue road drive suite boulevard parkway plaza center square floor north south east west lane court
    remainder charitable annuity grantor retained exempt unitrust
    vesting vested granted operations holding portions actions
"""
WORDS = frozenset(_WORDS.split())
ENDINGS = ("s", "es", "ed", "ing", "ly")
"""Endings: a known word with one of these is another word, and not a misreading."""
LEAST = 3
"""Letters that a word must have to be compared, like "Inc"."""
LONG = 7
"""Letters from which a word may differ from a known one in two letters, else in one."""
_TOKEN = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")


def near_words(text: str) -> Iterator[str]:
    """`text` with one of its words replaced by a known word that differs in one or two letters; case is kept."""
    for token in _TOKEN.finditer(text):
        word = token.group()
        if len(word) < LEAST:
            continue
        for known in _near(word):
            yield text[: token.start()] + known + text[token.end() :]


def has_misspelt(text: str) -> bool:
    """Whether a long word of `text` is nearly a known one, like "Attomey", and so was misread."""
    words = (token.group() for token in _TOKEN.finditer(text))
    return any(len(word) >= LONG and word.lower() not in WORDS and _near(word) for word in words)


def grown_together(text: str) -> Iterator[tuple[int, int, str]]:
    """The places (start, end) in `text` of long words in which two letters were read as one, and the right words.

    In "Attomey" the print cannot tell rn from m, but only "Attorney" is a word.
    """
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        known = _BY_SHAPE.get(_shape(word)) if len(word) >= LONG and word not in WORDS else None
        if known:
            yield token.start(), token.end(), _in_case_of(token.group(), known)


def _shape(word: str) -> str:
    return word.replace("rn", "m").replace("vv", "w")


_BY_SHAPE = {_shape(part): part for word in _WORDS.split() for part in (word, *word.split("-")) if len(part) >= LONG}


@cache
def _near(word: str) -> tuple[str, ...]:
    """Known words that differ from `word` in one or two letters, in its case.

    If `word` is a known one itself: none, or if its case is odd, the word in the usual cases.
    """
    small = word.lower()
    if small in WORDS:
        return () if word in _cases(small) else tuple(_cases(small))
    stems = {small.removesuffix(ending) for ending in ENDINGS if small.endswith(ending)}
    if stems & WORDS or (small.endswith("ed") and small[:-1] in WORDS):
        return ()
    most = 2 if len(word) >= LONG else 1
    near = [known for known in sorted(WORDS) if Levenshtein.distance(small, known, score_cutoff=most) <= most]
    return tuple(_in_case_of(word, known) for known in near)


def _in_case_of(word: str, known: str) -> str:
    """`known` with the letters it shares with `word` in the same case; other letters are capitals if `word` is."""
    others = str.upper if word.isupper() else str.lower
    written = ""
    for edit in Levenshtein.opcodes(word.lower(), known):
        if edit.tag == "equal":
            written += word[edit.src_start : edit.src_end]
        else:
            written += others(known[edit.dest_start : edit.dest_end])
    return written[:1].upper() + written[1:] if word[0].isupper() else written


def _cases(word: str) -> list[str]:
    return [word, word.capitalize(), word.upper()]
