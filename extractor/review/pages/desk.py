"""What every page of the review needs; created once when the application starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import Request

from extractor.review.decisions.recheck import Check, recheck_with
from extractor.review.pages.intake import Intake
from extractor.review.pages.page_images import PageImages
from extractor.review.pages.presence import Presence, Visitor
from extractor.store import Recheck, Store


@dataclass(frozen=True)
class Desk:
    """The store, the rules and the pictures of originals; `intake` takes uploads, or is None if none are taken."""

    store: Store
    check: Check
    intake: Intake | None
    read_only: bool = False
    images: PageImages = field(default_factory=PageImages)
    presence: Presence = field(default_factory=Presence)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def recheck(self) -> Recheck:
        return recheck_with(self.check)


def desk_of(request: Request) -> Desk:
    """The desk that belongs to this request."""
    desk: Desk = request.state.desk
    return desk


def visitor_of(request: Request) -> Visitor:
    """Who sent this request; the gate has refused unknown visitors before."""
    visitor: Visitor = request.state.visitor
    return visitor
