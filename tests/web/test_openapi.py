"""Whatever is asked of the API, it answers as its description says: never with an error of the server, never with another shape."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.core.result import Err, Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 10
"""Requests of each kind that are made up for each address."""


def test_every_address_answers_as_described(desk: str) -> None:
    described = schemathesis.openapi.from_url(f"{desk}/openapi.json")
    found = list(described.get_all_operations())
    assert [one.err() for one in found if isinstance(one, Err)] == []
    addresses = [one.ok() for one in found if isinstance(one, Ok)]
    assert {"/api/reports"} <= {address.path for address in addresses}
    for address in addresses:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @given(case=address.as_strategy(generation_mode=mode))
            @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            def answers(case: Case[Any]) -> None:
                # Two values that fit each for itself may not fit together (a period that ends before it begins): that is refused, and told.
                case.call_and_validate(excluded_checks=[positive_data_acceptance])

            # Where an address takes any text, nothing that is wrong can be made up.
            with nullcontext() if mode is GenerationMode.POSITIVE else suppress(Unsatisfiable):
                answers()
