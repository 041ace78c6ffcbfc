"""Which corrections stand, and where a field is after lines were added, removed and moved.

A history only grows: taking a decision back adds a correction that says so. A filing is its first reading plus the
corrections that stand, so after an undo it is exactly what it was before, evidence and doubts included.
"""

import re
from collections.abc import Iterable, Sequence

from extractor.model.results import Act, Correction

MEMBER = re.compile(r"(?P<group>[A-Za-z]+(?:/\*)?)\[(?P<number>[1-9][0-9]{0,3})\](?:/(?P<element>.+))?")
EXPLANATION = re.compile(r"footnotes/footnote\[@id='(?P<id>F[1-9][0-9]?)'\]")


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that stand: without those that were taken back, and without the undoing ones themselves."""
    corrections = tuple(corrections)
    back = {made.undoes for made in corrections if made.act is Act.UNDO}
    return _without_inverses([made for made in corrections if made.act is not Act.UNDO and made.decision not in back])


def is_line(correction: Correction) -> bool:
    """Whether the correction is about a whole row, owner or signature, and not about a field."""
    member = MEMBER.fullmatch(correction.xpath)
    return member is not None and member["element"] is None


def removes(correction: Correction) -> bool:
    """Whether it removes a whole line or explanation, so that its XPath then names another one, or nothing."""
    is_whole = is_line(correction) or EXPLANATION.fullmatch(correction.xpath) is not None
    return is_whole and correction.new is None and correction.act in {Act.SET, Act.INVERSE}


def group_of(xpath: str) -> str:
    """The part of the filing that the XPath's number counts in; `footnotes` for explanations, empty for all else."""
    if EXPLANATION.fullmatch(xpath):
        return "footnotes"
    member = MEMBER.fullmatch(xpath)
    return member["group"] if member else ""


def moves_others(correction: Correction) -> bool:
    """Whether it adds, removes or moves lines of its group, so that later corrections may depend on it."""
    if EXPLANATION.fullmatch(correction.xpath):
        return correction.act is Act.SET and (correction.old is None or correction.new is None)
    if not is_line(correction):
        return False
    return correction.act is Act.MOVE or correction.old is None or correction.new is None


def xpath_now(xpath: str, corrections: Iterable[Correction]) -> str | None:
    """The XPath of a field after `corrections`, all of which stand; None if its line or explanation was removed."""
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
    """The XPath, with the corrections `now`, of a field named when `then` stood; None if its line is gone."""
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
    """The new place of the line at `number` when the line at `start` is moved to `end`; all counted from 1."""
    if number == start:
        return end
    number -= number > start
    return number + (number >= end)


def _without_inverses(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Leave out each `INVERSE` change of an older program, and the change that it took back.

    If other changes of the same table came between the two, both stay: the fields concerned are in doubt again.
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
