"""A stored document → what the review page shows of each field: value, doubts, evidence and history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from extractor.model.corrections import CorrectionError
from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, BoolField, StrField
from extractor.model.page import BoundingBox, Reading
from extractor.model.results import Act, Correction, Extraction, FieldAssessment
from extractor.model.standing import removes, standing, xpath_between, xpath_now
from extractor.model.values import print_marks, print_value
from extractor.review.decisions.disagreement import disagreement
from extractor.review.decisions.printed_form import Place, PrintedForm, number_of, printed_form
from extractor.review.decisions.typed_value import as_read_back, hint, typed_text
from extractor.review.pages.seen import Part, Seen, parts_of, seen_by
from extractor.store import StoredDocument


class State(StrEnum):
    """What reviewers have decided about a field, or whether they still must."""

    SURE = "sure"
    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A suggested value that can be taken with one key: as in the XML, as printed, and the reason."""

    value: str
    shown: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field with everything that a reviewer needs to decide about it."""

    place: Place
    state: State
    shown: str
    marks: str
    typed: str
    hint: str
    reasons: tuple[str, ...]
    suggestion: SuggestionView | None
    read_as: str
    """The field as the first reading has it, as text."""
    readings: tuple[Reading, ...]
    page: int | None
    box: BoundingBox | None
    history: tuple[Correction, ...]

    @property
    def xpath(self) -> str:
        return self.place.xpath

    @property
    def is_absent(self) -> bool:
        """Whether it is an explanation that was not read although a mark refers to it."""
        return self.place.label.startswith("(") and self.place.field.is_blank and self.xpath.startswith("footnotes/")

    @property
    def is_long(self) -> bool:
        """Whether it is running text that needs several lines: an explanation or the remarks."""
        return self.xpath == "remarks" or self.xpath.startswith("footnotes/")

    @property
    def readers_differ(self) -> bool:
        """Whether readers of the page read different texts here."""
        return len({reading.text for reading in self.readings}) > 1

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What the readers read, each text once, with its differences from the present value."""
        return seen_by(self.readings, self.typed or self.read_as)

    @property
    def suggested(self) -> tuple[Part, ...]:
        """The suggestion, with its differences from the present value."""
        return parts_of(self.suggestion.shown, self.typed) if self.suggestion else ()

    @property
    def is_tick(self) -> bool:
        """Whether it is a tick box."""
        return type(self.place.field) is BoolField

    @property
    def said_of_tick(self) -> str:
        """A tick box in words; if the page has none, or nothing was read, that is said instead of an answer."""
        if self.is_unreadable:
            return "cannot be read"
        if self.place.field.value is None:
            return "no box read"
        return "ticked" if self.place.field.value else "not ticked"

    @property
    def is_unreadable(self) -> bool:
        return self.place.field.is_unreadable


@dataclass(frozen=True, slots=True)
class FilingView:
    """A filing as the review page shows it."""

    stored: StoredDocument
    extraction: Extraction
    form: PrintedForm
    fields: Mapping[str, FieldView]
    """By XPath, in the form's order."""

    @property
    def open(self) -> tuple[FieldView, ...]:
        """The fields still in doubt, in the form's order."""
        return tuple(view for view in self.fields.values() if view.state is State.OPEN)

    def disagreement(self, field: FieldView) -> str:
        """How the readers of this field disagree, in words; empty if they agree."""
        line = field.xpath.split("/")[:2]
        beside = {
            f"“{other.place.label}”": other.typed
            for other in self.fields.values()
            if other is not field and "Table" in line[0] and other.xpath.split("/")[:2] == line
        }
        return disagreement(field.readings, beside)

    @property
    def next_explanation(self) -> int:
        """The number that a new explanation would get."""
        return 1 + max((number_of(place.xpath) for place in self.form.explanations), default=0)

    @property
    def settled(self) -> int:
        """How many fields somebody has decided about."""
        return sum(view.state in (State.CONFIRMED, State.CORRECTED) for view in self.fields.values())

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the original's pages that this filing was read from."""
        seen = [view.page for view in self.fields.values() if view.page]
        first = min(seen, default=1)
        return tuple(range(first, max(first + self.extraction.source.pages, max(seen, default=1) + 1)))

    def next_open(self, after: str) -> FieldView | None:
        """The next field in doubt after the one at `after`, starting again at the top; None if none is left."""
        order = list(self.fields)
        start = order.index(after) if after in self.fields else -1
        return min(self.open, key=lambda view: (order.index(view.xpath) - start - 1) % len(order), default=None)


def filing_view(stored: StoredDocument) -> FilingView:
    """Everything that the page shows of `stored`; raises ValueError if it was never read."""
    if stored.current is None or stored.extraction is None:
        raise ValueError(f"{stored.row.id} was never read")
    kept = standing(stored.corrections)
    assessed = {field.xpath: field for field in stored.current.assessment.fields}
    form = printed_form(stored.current.document, assessed)
    as_read = {xpath_now(xpath, kept): field for xpath, field in fields(stored.extraction.document)}
    histories = _histories(stored.corrections)
    places = {
        place.xpath: _field_view(
            place,
            as_read=as_read.get(place.xpath, StrField()),
            assessed=assessed.get(place.xpath),
            reasons=_reasons(stored.current, assessed.get(place.xpath)),
            suggestion=_suggestion(stored.current, place, assessed.get(place.xpath)),
            history=histories.get(place.xpath, ()),
        )
        for place in form.places()
    }
    return FilingView(stored, stored.current, form, places)


def _histories(corrections: tuple[Correction, ...]) -> dict[str, tuple[Correction, ...]]:
    """What was said about each field, by its present XPath, including what was taken back."""
    histories: dict[str, tuple[Correction, ...]] = {}
    now = standing(corrections)
    for number, made in enumerate(corrections):
        if removes(made):
            continue
        then = standing(corrections[: number + (made.act not in {Act.UNDO, Act.MOVE})])
        place = made.xpath if made.act is Act.UNDO else xpath_between(made.xpath, then, now)
        if place is not None:
            histories[place] = (*histories.get(place, ()), made)
    return histories


def _field_view(
    place: Place,
    *,
    as_read: AnyField,
    assessed: FieldAssessment | None,
    reasons: tuple[str, ...],
    suggestion: SuggestionView | None,
    history: tuple[Correction, ...],
) -> FieldView:
    field, last = place.field, next(iter(_deciding(history)[-1:]), None)
    return FieldView(
        place=place,
        state=_state(assessed, last),
        shown=print_value(place.xpath, field),
        marks=print_marks(field.footnotes),
        typed=typed_text(place.xpath, field),
        hint=hint(place.xpath, field),
        reasons=reasons,
        suggestion=suggestion if last is None else None,
        read_as=typed_text(place.xpath, as_read),
        readings=as_read.readings,
        page=field.page or as_read.page,
        box=field.box or as_read.box,
        history=history,
    )


def _deciding(history: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """The entries of a field's history that stand and that are a person's decision about this field."""
    return tuple(made for made in standing(history) if made.act in {Act.SET, Act.CONFIRM, Act.UNREADABLE})


def _state(assessed: FieldAssessment | None, last: Correction | None) -> State:
    if assessed is not None and assessed.review:
        return State.OPEN
    if last is None:
        return State.SURE
    return State.CONFIRMED if last.act is Act.CONFIRM else State.CORRECTED


def _reasons(extraction: Extraction, assessed: FieldAssessment | None) -> tuple[str, ...]:
    """Why the field is in doubt: the assessment's reasons, then other findings that name it."""
    if assessed is None:
        return ()
    own = tuple(_short(reason) for reason in assessed.reasons)
    messages = (finding.message for finding in extraction.findings if assessed.xpath in finding.xpaths)
    return (
        *own,
        *(message for message in messages if not any(message in reason for reason in assessed.reasons)),
    )


LONGEST_REASON = 240
"""In characters; longer reasons quote whole explanations, which the page shows beside them anyway."""


def _short(reason: str) -> str:
    if len(reason) <= LONGEST_REASON:
        return reason
    return f"{reason[: LONGEST_REASON // 2]} … {reason[-LONGEST_REASON // 4 :]}"


def _suggestion(extraction: Extraction, place: Place, assessed: FieldAssessment | None) -> SuggestionView | None:
    """The value to suggest at `place`: the assessment's, else that of the first finding with one."""
    offered = [
        (suggestion.value, suggestion.reason)
        for finding in extraction.findings
        for suggestion in finding.suggestions
        if suggestion.xpath == place.xpath
    ]
    value = (assessed.suggestion if assessed else None) or next((value for value, _ in offered), None)
    if value is None or value == place.field.as_xml:
        return None
    shown = _printed_if_taken(extraction, place, value)
    return (
        None
        if shown is None
        else SuggestionView(value, shown, next((why for other, why in offered if other == value), ""))
    )


def _printed_if_taken(extraction: Extraction, place: Place, value: str) -> str | None:
    """The suggested value as the form would print it; None if it is no value of the field's kind."""
    offer = Correction(
        xpath=place.xpath,
        old=place.field.as_xml,
        new=value,
        footnotes=place.field.footnotes,
        reviewer="",
        at=datetime.min.replace(tzinfo=UTC),
    )
    try:
        return typed_text(place.xpath, as_read_back(extraction.document, offer)[place.xpath])
    except CorrectionError:
        return None
