"""Compares a stored filing with a new reading of its original, and decides what becomes of the new reading.

Fields that a person has decided about are not compared: the decision stands whatever a program reads. If the filing is
accepted, or anybody has decided about any field of it, its other fields stay as they are too, and differences of the
new reading only become questions.
"""

from collections.abc import Collection, Iterable, Iterator

from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, BoolField, OwnershipDocument
from extractor.model.results import Extraction, Otherwise
from extractor.model.standing import standing
from extractor.review.decisions.printed_form import printed_form
from extractor.review.decisions.recheck import settled_xpaths
from extractor.review.decisions.typed_value import typed_text
from extractor.store import StoredDocument, Verdict
from extractor.verification.comparing import Difference, compare

SHOWN = 80
"""How many characters of a long text are shown around the place where it begins to differ."""


def judged(stored: StoredDocument, again: Extraction) -> Verdict:
    """The differences; the new reading replaces the old one if the filing is open and nobody has decided anything."""
    held = stored.current
    if held is None:
        return Verdict(stands=True, differences=())
    decided = settled_xpaths(stored.corrections)
    differences = tuple(_differences(held, again, decided))
    return Verdict(stands=stored.row.is_open and not standing(stored.corrections), differences=differences)


def named(document: OwnershipDocument, differences: Iterable[Otherwise]) -> tuple[tuple[str, Otherwise], ...]:
    """Each difference with the form's name for its field."""
    differences = tuple(differences)
    names = {place.xpath: place.name for place in printed_form(document, [each.xpath for each in differences]).places()}
    return tuple((names.get(each.xpath, each.xpath), each) for each in differences)


def _differences(held: Extraction, again: Extraction, decided: Collection[str]) -> Iterator[Otherwise]:
    other = {found.xpath: found for found in compare(held.document, again.document) if found.xpath not in decided}
    yield from (_other_value(found) for found in other.values())
    if not _has_same_lines(held.document, again.document):
        return  # one XPath may mean two different lines here; the differing lines are reported above
    asked = {field.xpath for field in held.assessment.fields if field.review} | other.keys() | set(decided)
    known = dict(fields(held.document))
    for field in again.assessment.fields:
        if field.review and field.xpath not in asked:
            shown = _shown(field.xpath, known[field.xpath]) if field.xpath in known else ""
            yield Otherwise(xpath=field.xpath, held=shown, read=shown, reasons=field.reasons or ("it is doubtful",))


def _other_value(found: Difference) -> Otherwise:
    held, read = _shown(found.xpath, found.first), _shown(found.xpath, found.second)
    start = next((at for at, (one, two) in enumerate(zip(held, read, strict=False)) if one != two), 0)
    return Otherwise(
        xpath=found.xpath,
        held=_shortened(held, start),
        read=_shortened(read, start),
        value=found.second.as_xml,
    )


def _shown(xpath: str, field: AnyField) -> str:
    """The field as one would type it; a tick box in words, and an unreadable text as it was read."""
    if type(field) is BoolField:
        return {"1": "ticked", "0": "not ticked"}.get(field.as_xml or "", "no box")
    return typed_text(xpath, field) or field.text


def _shortened(text: str, start: int) -> str:
    if len(text) <= SHOWN:
        return text
    begin = max(0, start - SHOWN // 2)
    end = begin + SHOWN
    return f"{'…' * (begin > 0)}{text[begin:end]}{'…' * (end < len(text))}"


def _has_same_lines(one: OwnershipDocument, two: OwnershipDocument) -> bool:
    return {xpath for xpath, _ in fields(one)} == {xpath for xpath, _ in fields(two)}
