"""A row of the link model made by hand, for tests of comparisons and of learning."""

from __future__ import annotations

from dateline.link.features import Features

ROW = Features(
    id="clm_a",
    report="rep_a",
    teller="rep_a army",
    type="airstrike",
    family="violence",
    general=False,
    place="gn:1",
    narrow=True,
    latitude=36.2,
    longitude=37.1,
    reach_km=5.0,
    first=100,
    last=100,
    published=101,
    witness="name:army",
    killed_low=5,
    killed_high=5,
    injured_low=3,
    injured_high=None,
    actors=frozenset({1, 2}),
    targets=frozenset({3}),
    words=frozenset(range(100)),
    names=frozenset(range(20)),
    head=frozenset(range(10)),
    own=frozenset(range(20)),
)
