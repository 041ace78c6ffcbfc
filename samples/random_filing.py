"""A seed → an invented filing that keeps all rules that real filings keep; different for each seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from extractor.model.ownership import (
    DerivativeRow,
    Footnote,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from samples.invented_names import (
    NATURES,
    OFFICER_TITLES,
    OTHER_TEXTS,
    Address,
    address,
    company,
    fund,
    person,
)
from samples.random_events import EVENTS, option_holding
from samples.random_rows import Story, business_day_after, day, flag, new_story, text

PLAN_BOX_FROM = date(2023, 4, 1)
FOREIGN_BOX_FROM = date(2026, 3, 18)
FRIDAY = 4
Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)


def random_filing(seed: int) -> OwnershipDocument:
    """An invented Form 4 or 4/A; always the same for the same seed."""
    random = Random(seed)  # noqa: S311 - a sample is no secret
    start = _weekday(random)
    story = new_story(random, start)
    _adopt_plan(story)
    _live_through(story)
    signed = max(story.day, business_day_after(start, random.choice((0, 1, 1, 2, 2, 2))))
    issuer_name, symbol = company(random)
    owners = tuple(_owners(random, issuer_name, with_country=start >= FOREIGN_BOX_FROM))
    document = OwnershipDocument(
        document_type=text("4"),
        period_of_report=day(start),
        not_subject_to_section16=flag(random.random() < 0.04),
        issuer=_issuer(random, issuer_name, symbol, start),
        reporting_owners=owners,
        is_joint_filing=flag(len(owners) > 1),
        non_derivative_table=tuple(story.rows),
        derivative_table=tuple(story.derivatives),
        remarks=_remarks(random, owners),
        owner_signatures=tuple(
            OwnerSignature(signature_name=text(_signature(random, owner)), signature_date=day(signed))
            for owner in owners
        ),
    )
    if random.random() < 0.08:
        document = _amended(document, story, signed)
    document = numbered_in_order_of_use(document, story.notes)
    has_plan = any("trading plan adopted" in (note.text.value or "") for note in document.footnotes)
    return document.model_copy(update={"aff10b5_one": flag(has_plan and start >= PLAN_BOX_FROM)})


def numbered_in_order_of_use(document: OwnershipDocument, notes: list[str]) -> OwnershipDocument:
    """The filing with the footnotes that its rows refer to, numbered in order of use; other footnotes are left out.

    EDGAR refuses a footnote without a mark, and a mark without a footnote.
    """
    used = dict.fromkeys(mark for row in _all_rows(document) for _, field in row for mark in field.footnotes)
    numbers = {mark: f"F{index}" for index, mark in enumerate(used, 1)}
    return document.model_copy(
        update={
            "non_derivative_table": tuple(_renumbered(row, numbers) for row in document.non_derivative_table),
            "derivative_table": tuple(_renumbered(row, numbers) for row in document.derivative_table),
            "footnotes": tuple(Footnote(id=new, text=text(notes[int(old[1:]) - 1])) for old, new in numbers.items()),
        }
    )


def _all_rows(document: OwnershipDocument) -> tuple[NonDerivativeRow | DerivativeRow, ...]:
    return (*document.non_derivative_table, *document.derivative_table)


def _renumbered(row: Row, numbers: dict[str, str]) -> Row:
    return row.model_copy(
        update={
            name: field.model_copy(update={"footnotes": tuple(numbers[mark] for mark in field.footnotes)})
            for name, field in row
            if field.footnotes
        }
    )


def _weekday(random: Random) -> date:
    chosen = date(2004, 1, 5) + timedelta(days=random.randint(0, 8200))
    while chosen.weekday() > FRIDAY:
        chosen += timedelta(days=1)
    return chosen


def _adopt_plan(story: Story) -> None:
    """Let some owners trade under a plan; a footnote then says when it was adopted."""
    if story.random.random() < 0.3:
        adopted = story.day - timedelta(days=story.random.randint(95, 500))
        story.plan_mark = story.note(
            "Transaction effected pursuant to a Rule 10b5-1 trading plan adopted by the Reporting Person on "
            f"{adopted:%B} {adopted.day}, {adopted.year}."
        )


def _live_through(story: Story) -> None:
    """Let one to three events happen, on the day or also the next, and add what else is held."""
    random = story.random
    events, weights = zip(*EVENTS, strict=True)
    for position, event in enumerate(random.choices(events, weights, k=random.choice((1, 1, 1, 2, 2, 3)))):
        if position and random.random() < 0.3:
            story.day = business_day_after(story.day, 1)
        event(story)
    for nature in random.sample(NATURES, random.choice((0, 0, 0, 1, 2, 4))):
        if (story.title, nature) not in story.held:
            story.hold(nature)
    if random.random() < 0.08:
        option_holding(story)


def _amended(document: OwnershipDocument, story: Story, original: date) -> OwnershipDocument:
    """The same filing as a 4/A: signed later, with every row explained."""
    mark = story.note(
        "This amendment is filed solely to correct this line, which was misstated in the original Form 4."
    )
    signed = business_day_after(original, story.random.randint(1, 30))
    return document.model_copy(
        update={
            "document_type": text("4/A"),
            "date_of_original_submission": day(original),
            "non_derivative_table": tuple(_with_title_mark(row, mark) for row in document.non_derivative_table),
            "derivative_table": tuple(_with_title_mark(row, mark) for row in document.derivative_table),
            "owner_signatures": tuple(
                signature.model_copy(update={"signature_date": day(signed)}) for signature in document.owner_signatures
            ),
        }
    )


def _with_title_mark(row: Row, mark: tuple[str, ...]) -> Row:
    title: StrField = row.security_title
    return row.model_copy(update={"security_title": title.model_copy(update={"footnotes": (*title.footnotes, *mark)})})


def _issuer(random: Random, name: str, symbol: str, start: date) -> Issuer:
    is_abroad = start >= FOREIGN_BOX_FROM and random.random() < 0.3
    return Issuer(
        issuer_cik=text(_cik(random)),
        issuer_name=text(name),
        issuer_trading_symbol=text(symbol),
        issuer_foreign_trading_symbol=text(f"{random.randint(1000, 9999)}.TW" if is_abroad else ""),
    )


def _cik(random: Random) -> str:
    """A number far above those that EDGAR has given out."""
    return f"{random.randint(9_100_000, 9_999_999):010d}"


def _owners(random: Random, issuer: str, *, with_country: bool) -> Iterator[ReportingOwner]:
    home = address(random, issuer, with_country=with_country)
    if random.random() < 0.85:
        yield _owner(random, person(random), home)
        return
    holder = ReportingOwner(is_ten_percent_owner=flag(value=True))
    for _ in range(random.choice((1, 1, 2, 3, 4))):
        yield _owner(random, fund(random), home, holder)
    yield _owner(random, person(random), home, holder)


def _owner(random: Random, name: str, home: Address, relation: ReportingOwner | None = None) -> ReportingOwner:
    relation = relation or _relation(random)
    ticks = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
    return ReportingOwner(
        rpt_owner_cik=text(_cik(random)),
        rpt_owner_name=text(name),
        rpt_owner_street1=text(home.street1),
        rpt_owner_street2=text(home.street2),
        rpt_owner_city=text(home.city),
        rpt_owner_state=text(home.state),
        rpt_owner_country=text(home.country),
        rpt_owner_zip_code=text(home.zip_code),
        officer_title=relation.officer_title,
        other_text=relation.other_text,
        **{tick: flag(bool(getattr(relation, tick).value)) for tick in ticks},
    )


def _relation(random: Random) -> ReportingOwner:
    yes = flag(value=True)
    match random.choices(("officer", "director", "both", "holder", "other"), (45, 30, 12, 8, 5))[0]:
        case "officer":
            return ReportingOwner(is_officer=yes, officer_title=text(random.choice(OFFICER_TITLES)))
        case "director":
            return ReportingOwner(is_director=yes)
        case "both":
            return ReportingOwner(is_director=yes, is_officer=yes, officer_title=text(random.choice(OFFICER_TITLES)))
        case "holder":
            return ReportingOwner(is_ten_percent_owner=yes, is_director=flag(random.random() < 0.3))
        case _:
            return ReportingOwner(is_other=yes, other_text=text(random.choice(OTHER_TEXTS)))


def _remarks(random: Random, owners: tuple[ReportingOwner, ...]) -> StrField:
    if any("See Remarks" in (owner.officer_title.value, owner.other_text.value) for owner in owners):
        return text("Executive Vice President, Chief Commercial Officer and Head of International Operations.")
    if random.random() < 0.1:
        return text(
            "Exhibit 24 - Power of Attorney. The filing of this statement is no admission of beneficial ownership."
        )
    return StrField()


def _signature(random: Random, owner: ReportingOwner) -> str:
    family, _, given = (owner.rpt_owner_name.value or "").partition(" ")
    if owner.is_ten_percent_owner.value and any(ending in f"{family} {given}" for ending in ("L", "Ltd")):
        signer = " ".join(reversed(person(random).split()[:2]))
        return f"{owner.rpt_owner_name.value}, By: its General Partner, By: /s/ {signer}, Managing Member"
    name = f"{given} {family}".strip()
    attorney = " ".join(reversed(person(random).split()[:2]))
    return random.choice(
        (f"/s/ {name}", f"/s/ {attorney}, attorney-in-fact for {name}", name, f"By: {attorney}, POA for {name}")
    )
