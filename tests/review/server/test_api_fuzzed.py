"""Requests that the API's description allows, and many that it does not, never cause a server error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import Intake
from extractor.review.server.api import create_api
from extractor.review.server.app import create_app
from extractor.review.server.session import Keys
from extractor.rules import check
from extractor.store import Store
from tests.review.conftest import TOKEN, served
from tests.review.filings import QUALYS, add, doubtful
from tests.review.pages.test_intake import fail

BEARER = {"authorization": f"Bearer {TOKEN}"}
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


OPERATIONS = [(path, method) for path, methods in create_api().openapi()["paths"].items() for method in methods]


@pytest.fixture
def schema(store: Store, tmp_path: Path) -> Iterator[Any]:
    document = add(store, QUALYS, doubtful())
    intake = Intake(store, tmp_path / "uploads", fail)
    with served(create_app(Desk(store, check, intake), keys=Keys(TOKEN, None, "reviewer"))) as address:
        found = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", headers=BEARER)
        found.hook("map_path_parameters")(lambda _context, given: given and {**given, "document": document})
        found.hook("map_body")(lambda _context, body: _up_to_date(body, store.documents.row(document).version))
        yield found


def _up_to_date(body: Any, version: int) -> Any:
    """The body with the present version, because a stale one would be refused early."""
    return {**body, "version": version} if isinstance(body, dict) and isinstance(body.get("version"), int) else body


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_ends_in_a_server_error(schema: Any, path: str, method: str, mode: GenerationMode) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        case.call_and_validate(headers=BEARER, checks=CHECKS)

    call()
