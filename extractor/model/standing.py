"""Which corrections stand, and where a field is after lines were added, removed and moved.

Nothing is ever deleted from a history: taking a decision back adds a row that says so. A filing is made
of its first reading and of the corrections that stand, so after an undo it is what it was before, evidence
and doubts included.
"""

import re
from collections.abc import Iterable, Sequence

from extractor.model.results import Act, Correction

MEMBER = re.compile(r"(?P<group>[A-Za-z]+(?:/\*)?)\[(?P<number>[1-9][0-9]{0,3})\](?:/(?P<element>.+))?")
EXPLANATION = re.compile(r"footnotes/footnote\[@id='(?P<id>F[1-9][0-9]?)'\]")


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that make the filing: without what was taken back, and without the taking back."""
    corrections = tuple(corrections)
    back = {made.undoes for made in corrections if made.act is Act.UNDO}
    return _without_inverses([made for made in corrections if made.act is not Act.UNDO and made.decision not in back])


def is_line(correction: Correction) -> bool:
    """Whether it speaks of a whole row, owner or signature, and not of a field."""
    member = MEMBER.fullmatch(correction.xpath)
    return member is not None and member["element"] is None


def removes(correction: Correction) -> bool:
    """Whether a whole line or explanation goes with it, so that its XPath is another's from then on, or nobody's."""
    is_whole = is_line(correction) or EXPLANATION.fullmatch(correction.xpath) is not None
    return is_whole and correction.new is None and correction.act in {Act.SET, Act.INVERSE}


def group_of(xpath: str) -> str:
    """The part of the filing whose members the XPath counts; the explanations are one; empty for all else."""
    if EXPLANATION.fullmatch(xpath):
        return "footnotes"
    member = MEMBER.fullmatch(xpath)
    return member["group"] if member else ""


def moves_others(correction: Correction) -> bool:
    """Whether lines of its group come, go or change places, so that later corrections may build on it."""
    if EXPLANATION.fullmatch(correction.xpath):
        return correction.act is Act.SET and (correction.old is None or correction.new is None)
    if not is_line(correction):
        return False
    return correction.act is Act.MOVE or correction.old is None or correction.new is None


def xpath_now(xpath: str, corrections: Iterable[Correction]) -> str | None:
    """Where a field stands after `corrections`, all of which stand; None if its line or explanation was removed."""
    for made in corrections:
        if xpath == made.xpath and EXPLANATION.fullmatch(xpath) and removes(made):
            return None
        member = MEMBER.fullmatch(xpath)
        if member is None or not is_line(made) or group_of(made.xpath) != member["group"]:
            continue
        number = _number_after(int(member["number"]), made)
        if number is None:
            return None
        xpath = _at(member, number)
    return xpath


def xpath_between(xpath: str, then: Sequence[Correction], now: Sequence[Correction]) -> str | None:
    """Where a field named when the corrections `then` stood is while `now` stand; None if its line is gone."""
    for at in range(len(then) - 1, -1, -1):
        made, member = then[at], MEMBER.fullmatch(xpath)
        if member is None or not is_line(made) or group_of(made.xpath) != member["group"]:
            continue
        number = _number_before(int(member["number"]), made)
        if number is None:  # the line was added by this correction
            return xpath_now(xpath, now[now.index(made) + 1 :]) if made in now else None
        xpath = _at(member, number)
    return xpath_now(xpath, now)


def _at(member: re.Match[str], number: int) -> str:
    return f"{member['group']}[{number}]" + (f"/{member['element']}" if member["element"] else "")


def _number_after(number: int, made: Correction) -> int | None:
    at = _own_number(made)
    if made.act is Act.MOVE:
        return _moved(number, at, int(made.new or at))
    if made.new is None:
        return None if number == at else number - (number > at)
    return number + (number >= at) if made.old is None else number


def _number_before(number: int, made: Correction) -> int | None:
    at = _own_number(made)
    if made.act is Act.MOVE:
        return _moved(number, int(made.new or at), at)
    if made.new is None:
        return number + (number >= at)
    if made.old is None:
        return None if number == at else number - (number > at)
    return number


def _own_number(made: Correction) -> int:
    member = MEMBER.fullmatch(made.xpath)
    return int(member["number"]) if member else 0


def _moved(number: int, start: int, end: int) -> int:
    """The place of the line at `number` once the one at `start` was taken out and put back at `end`."""
    if number == start:
        return end
    number -= number > start
    return number + (number >= end)


def _without_inverses(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Leave out what an older program took back by a change of its own, and that change.

    Where others changed the same table in between, both stay: the fields of such a change are in doubt again.
    """
    kept: list[Correction] = []
    dropping = False
    for made in corrections:
        inverted = _inverted(kept, made) if made.act is Act.INVERSE else None
        if inverted is not None:
            kept.remove(inverted)
        dropping = inverted is not None or (dropping and made.act is Act.RESTORED)
        if not dropping:
            kept.append(made)
    return tuple(kept)


def _inverted(kept: Sequence[Correction], inverse: Correction) -> Correction | None:
    for made in reversed(kept):
        same_group = group_of(made.xpath) == group_of(inverse.xpath) != ""
        if made.xpath == inverse.xpath and made.act is not Act.INVERSE:
            return made
        if same_group and (moves_others(made) or moves_others(inverse)):
            return None
    return None
