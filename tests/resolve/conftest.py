"""The bundled gazetteer, opened once for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.resolve.gazetteer import Gazetteer, open_gazetteer
from dateline.resolve.places import PlaceResolver


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    opened = open_gazetteer()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> PlaceResolver:
    return PlaceResolver(gazetteer)
