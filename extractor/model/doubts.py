"""The reasons for which a word or value is doubted, and how sure each leaves it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

DOUBTED = 0.5
"""The highest score that a doubted word or character keeps. The confidence for scans was fitted with this value."""

FITTED = 1.0
"""No cap: the confidence for scans was fitted on values with these doubts, so it already takes them into account."""


class Doubt(StrEnum):
    """A reason why a word or value may be wrong although its reader is sure.

    Each has a name that is stored, a `sentence` for reviewers, and `most`, the highest score that its word keeps.
    """

    sentence: str
    most: float

    def __new__(cls, name: str, sentence: str = "", most: float = DOUBTED) -> Self:
        """The member with this name; without a `sentence`, the name serves as one."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.sentence, member.most = sentence or name, most
        return member

    LENIENT = "lenient", "it is not written as the form has it, but was taken for the value that belongs there", FITTED
    MAY_BE_MARK = (
        "may_be_mark",
        "a number in brackets at its end may not be a footnote mark, for it does not look raised",
        FITTED,
    )
    MARK_UNEXPLAINED = (
        "mark_unexplained",
        "a number in brackets at its end may be a footnote mark, but no explanation with this number was found",
    )
    MAY_BE_OTHER_MARK = (
        "may_be_other_mark",
        "another explanation has no mark, and this mark, which another cell has too, may be a misread one",
    )
    UNREAD_INK = "unread_ink", "ink beside it was not read"
    HARDLY_SEEN = "hardly_seen", "its ink is so pale or broken that it was found only at a second look"
    INK_BESIDE_MARK = "ink_beside_mark", "ink beside its footnote mark was not read, so it may be cut in two there", 0.3
    STREAK = "streak", "a streak of the scanner runs through it"
    DITTO = "ditto", "it may be a ditto mark, for what the row above says"
    LOOSE_ACCENT = "loose_accent", "an accent is apart from its letter, and it is not certain which letter that is"
    RAISED_FIGURE = "raised_figure", "a raised figure at its end may be a footnote mark"
    NUMBERING = "numbering", "another line begins with the same number, or the number is in the middle of a sentence"
    NUMBER_LOST = "number_lost", "no number was read in front of it, and the next explanation is number 2"
    GOES_ON_BEHIND = "goes_on_behind", "it continues after the signature, and a word may be cut in two there"
    SEVERAL_SIGNERS = "several_signers", "several names are signed here, but only one date"
    TURNED = "turned", "its letters stand one below the other, so it may be turned, or run upwards"
    READ_OTHERWISE = "read_otherwise", "it was read differently where the page repeats it"
    OWNER_TWICE = "owner_twice", "it may belong to the owner before, whom the page repeats"
    MAY_GO_ON = "may_go_on", "its lines fill their cell, so a word may continue from one line to the next"
    HARDLY_READ = "hardly_read", "much of it is hard to read, so some words are likely wrong", FITTED
    MISSPELT = "misspelt", "some of its words are nearly usual words of explanations, and were likely misread", FITTED
    FIGURE_HARDLY_READ = "figure_hardly_read", "a digit in it is hard to read", FITTED
    LINE_MISSING = (
        "line_missing",
        "a line of it may be missing: it ends in the middle, or there is a gap between its lines",
        FITTED,
    )
    SPANS_ROWS = "spans_rows", "no line separates it from the row beside it, so it may be meant for several rows"
    TWO_LINES = "two_lines", "it may be two numbers, one below the other"
    OVER_BORDER = "over_border", "its digits run over the border of its cell"
    TEXT_WITHOUT_TICK = "text_without_tick", "a title is given, but neither Officer nor Other is ticked"
    CUT = "cut", "a part of it is covered or cut off"
    DRAWN = "drawn", "it is drawn, not typed"
    OVER_PRINT = "over_print", "it is typed over other print"
    STRUCK = "struck", "a stroke runs through it"
    UNLIKE = "unlike", "a character of it looks different on the page from what the file says"
    BRACKET = "bracket", "another character was taken for a bracket"
    BRACKET_PUT_IN = "bracket_put_in", "a bracket was added that was not read"
    FIGURE_PUT_IN = "figure_put_in", "no figure was read between the brackets of its mark, and 1 was taken for it"
    STROKE_PUT_IN = "stroke_put_in", "a slash (/) was added that was not read"
    COMMA_PUT_IN = "comma_put_in", "a second comma was added, for there is ink beside the first"
    STOP_PUT_IN = "stop_put_in", "a full stop was added, for an abbreviation or an underline suggests one"
    STOP_LEFT_OUT = "stop_left_out", "a full stop was left out, for there is hardly any ink"
    COMMA_OR_STOP = "comma_or_stop", "a comma may be a full stop, or a full stop a comma"
    CAPITAL_AMID = "capital_amid", "a letter among small ones was taken for a capital because of its height"
    SPECK = "speck", "a character before it was taken for a speck of dirt"
    SIGNS_LEFT_OUT = "signs_left_out", "characters beside the code were left out, which may be a footnote mark"
    LIKE_CODE = "like_code", "a character was read that is not a code, and the code that looks like it was taken"
    SELDOM_CODE = "seldom_code", "a rare code was read, and the common code that looks like it was taken"
    DOLLAR = "dollar", "a digit was taken for a dollar sign", 0.8
    NOUGHT = "nought", "a zero among letters was taken for an O"
    RESPELT = "respelt", "letters that ran together were replaced by words that the form has"
    NEAR_KNOWN = "near_known", "it was read differently, and replaced by a similar word or mark that forms have"
    TICK_UNREAD = "tick_unread", "ink where an X would be was not read, or was read as another letter"
    TICK_BY_SHADE = "tick_by_shade", "an X was recognised only by the shade of its box", 0.6
    TICK_BY_LITTLE_INK = "tick_by_little_ink", "an X was recognised only by a little ink in its box", 0.6
    TICK_BY_INK = "tick_by_ink", "an X was recognised by the ink in its box, but not read as a letter", 0.97


INK_DOUBTS = frozenset({Doubt.CUT, Doubt.STRUCK, Doubt.DRAWN, Doubt.UNLIKE, Doubt.OVER_PRINT})
"""Doubts about what the page shows. A second reading of the text layer cannot clear them."""

TEXT_DOUBTS = frozenset({Doubt.HARDLY_READ, Doubt.FIGURE_HARDLY_READ, Doubt.MISSPELT, Doubt.LINE_MISSING})
"""Doubts about a running text as a whole: no single word tells how much of the text is misread or lost."""
MISREADINGS = TEXT_DOUBTS - {Doubt.LINE_MISSING, Doubt.MISSPELT}
"""The text doubts that a second reader with the same reading clears. It may miss the same lines, and misread alike."""


def sureness(score: float | None, doubts: Iterable[Doubt]) -> float | None:
    """`score` capped by the `doubts`; None if there is neither a score nor a doubt."""
    return min((*(() if score is None else (score,)), *(doubt.most for doubt in doubts)), default=None)
