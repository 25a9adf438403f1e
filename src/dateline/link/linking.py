"""The claims of a ledger linked, in a form that grows: a new report meets the claims of its own blocks and regroups what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from dateline.link.cluster import Join, Ties, clustered, clusters, reachable
from dateline.link.features import Features, features_of
from dateline.link.score import PRIOR_NAME, Scorer, are_told_apart, pattern_of
from dateline.link.weights import Weights
from dateline.link.wording import Vocabulary
from dateline.model.again import told_again
from dateline.model.event import Group, Linked
from dateline.model.grounded import Grounded
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.model.text import Report

Pair = tuple[str, str]

DENIES = "one denies the other in the same report"
REPRINTED = "the same words in a reprint"
JUDGED = "judged one happening by a person"
TOLD = 3
"""Reasons of a group's strongest link that are told."""


class Engine(Protocol):
    """Something other than this process that scores every pair of claims which shares a block: a database, a cluster."""

    def scores(self, rows: Sequence[Features], weights: Weights) -> Iterable[tuple[str, str, int]]:
        """Two claim ids and their score in thousandths of a bit, each pair once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a linking found of some claims: their rows, the scores between them, each pair once, and the pairs that are tied, with why.

    `claims` are those whose words may stand in a reprint that is tied later.
    """

    rows: Iterable[Features]
    scores: Iterable[tuple[str, str, int]] = ()
    ties: Iterable[tuple[str, str, str]] = ()
    claims: Iterable[Grounded] = ()


@dataclass(slots=True)
class Linking:
    """Claims with their rows, the blocks they stand in, the scores between them, and the groups they fall into.

    The weights and the vocabulary stay as they are while claims are added, so that adding report by report ends where adding all at once
    does. Linking anew from time to time takes in what new reports teach about words and weights.
    """

    scorer: Scorer
    vocabulary: Vocabulary
    families: Mapping[str, str]
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    compared: int = 0
    _rows: dict[str, Features] = field(default_factory=dict)
    _edges: dict[str, dict[str, int]] = field(default_factory=dict)
    _blocks: dict[int, list[str]] = field(default_factory=dict)
    _reports: set[str] = field(default_factory=set)
    _claims: dict[str, dict[str, Grounded]] = field(default_factory=dict)
    _held: dict[Pair, str] = field(default_factory=dict)
    _tied: dict[str, set[str]] = field(default_factory=dict)
    _group: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _joins: list[Join] = field(default_factory=list)
    _reprints: tuple[Reprint, ...] = ()

    def __post_init__(self) -> None:
        for a, b in self.together:
            self._tie(a, b)

    def add(
        self,
        claims: Iterable[Grounded],
        reports: Iterable[Report],
        *,
        reprints: Iterable[Reprint] = (),
        engine: Engine | None = None,
    ) -> int:
        """Link the claims of `reports` to those already here; gives how many were grouped anew. `reprints` are those of the whole ledger.

        An `engine` scores the claims that are added among themselves, so it is for a ledger that starts empty.
        """
        new = [grounded for grounded in claims if grounded.claim.id not in self._rows]
        rows = self.rows_of(new, [report for report in reports if report.id not in self._reports])
        self.enter(rows, engine=engine)
        self.tie(new, reprints)
        return self.regroup({row.id for row in rows})

    def rows_of(self, claims: Sequence[Grounded], reports: Sequence[Report]) -> tuple[Features, ...]:
        """The rows of claims and reports that are new here, to be entered."""
        self._reports.update(report.id for report in reports)
        self._remember(claims)
        return features_of(claims, reports, self.vocabulary, families=self.families)

    def enter(self, rows: Sequence[Features], *, engine: Engine | None = None) -> None:
        """Score new rows against those of their blocks."""
        if engine is None:
            for row in rows:
                self._enter(row, self._met(row))
        else:
            self._take(rows, engine)

    def resume(self, part: Part) -> None:
        """Take in what a linking found before, without scoring it again."""
        for row in part.rows:
            if row.id not in self._rows:
                self._place(row)
        for a, b, score in part.scores:
            self._edges[a][b] = self._edges[b][a] = score
        for a, b, why in part.ties:
            self._hold_pair(a, b, why)
        self._remember(part.claims)

    def part(self) -> Part:
        """All that was found so far, from which another linking can go on."""
        scores = tuple((a, b, score) for a, met in self._edges.items() for b, score in met.items() if a < b)
        return Part(rows=tuple(self._rows.values()), scores=scores, ties=tuple((a, b, why) for (a, b), why in self._held.items()))

    def joins(self) -> tuple[Join, ...]:
        """The joins that made the groups, those of the parts of a group before those of the group."""
        return tuple(self._joins)

    def _remember(self, claims: Iterable[Grounded]) -> None:
        for grounded in claims:
            self._claims.setdefault(grounded.claim.report, {})[grounded.claim.id] = grounded

    def linked(self) -> Linked:
        """The groups so far, with every link that holds inside one."""
        groups, links = self.grouped(self.groups())
        return Linked(
            groups=tuple(sorted(groups, key=lambda group: group.claims)),
            reprints=self._reprints,
            links=tuple(links),
            stories=self.stories(),
            weights=self.scorer.weights.described(),
        )

    def grouped(self, groups: Iterable[tuple[str, ...]]) -> tuple[list[Group], list[Link]]:
        """Groups that hold a claim with the reasons for them, and every link inside them."""
        found: list[Group] = []
        links: list[Link] = []
        for members in groups:
            claims = tuple(key for key in members if self._rows[key].type is not None)
            if claims:
                inside = tuple(self._links(members))
                bare = tuple(key for key in members if self._rows[key].type is None)
                found.append(Group(claims=claims, reasons=self._reasons(members, inside), reports=bare))
                links += inside
        return found, links

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups as ids of claims, and of reports in which none was found."""
        return tuple(sorted(set(self._group.values())))

    def stories(self) -> tuple[tuple[str, ...], ...]:
        """Sets of reports that tell of one happening as news, each report in one set.

        Reports are grouped as claims are: two whose claims share a group pull together by their strongest link, two whose claims were
        compared and share none pull apart by the least bad pair.
        """
        scores: dict[str, dict[str, int]] = {report: {} for report in self._reports}
        for a, met in self._edges.items():
            for b, score in met.items():
                if a < b and self._is_news(a) and self._is_news(b):
                    found = score if self._group[a] is self._group[b] else min(0, score)
                    self._pull(scores, self._rows[a].report, self._rows[b].report, found)
        return clusters(self._reports, scores, {report: report for report in self._reports}, Ties())

    def _is_news(self, key: str) -> bool:
        claim = self._claims.get(self._rows[key].report, {}).get(key)
        return claim is None or not claim.claim.background

    @staticmethod
    def _pull(scores: dict[str, dict[str, int]], one: str, other: str, score: int) -> None:
        if one != other and one in scores and other in scores:
            scores[one][other] = scores[other][one] = max(score, scores[one].get(other, score))

    def explain(self, first: str, second: str) -> Link:
        """The link of any two claims, whether or not they share a block or a group."""
        return self.scorer.link(first, second, pattern_of(self._rows[first], self._rows[second]))

    def _met(self, row: Features) -> dict[str, int]:
        """The scores of a claim against those of its blocks."""
        keys = {key for block in row.blocks for key in self._blocks.get(block, ())}
        others = [self._rows[key] for key in keys]
        return {other.id: self.scorer.millibits(pattern_of(row, other)) for other in others if not are_told_apart(row, other)}

    def _enter(self, row: Features, met: dict[str, int]) -> None:
        self._place(row)
        self._edges[row.id] = met
        for key, score in met.items():
            self._edges[key][row.id] = score
        self.compared += len(met)

    def _place(self, row: Features) -> None:
        self._rows[row.id] = row
        self._edges[row.id] = {}
        for block in row.blocks:
            self._blocks.setdefault(block, []).append(row.id)

    def _take(self, rows: Sequence[Features], engine: Engine) -> None:
        for row in rows:
            self._enter(row, {})
        for a, b, score in engine.scores(rows, self.scorer.weights):
            self._edges[a][b] = self._edges[b][a] = score
            self.compared += 1

    def tie(self, new: Sequence[Grounded], reprints: Iterable[Reprint]) -> None:
        """Tie denials to what they deny, and the same words in reprints, where a new claim takes part."""
        self._reprints = tuple(sorted(reprints, key=lambda reprint: (reprint.passage.first, reprint.passage.second)))
        self.tie_denials(new)
        fresh = {grounded.claim.report for grounded in new}
        self.tie_words(reprint for reprint in self._reprints if not fresh.isdisjoint(reprint.passage.reports))

    def tie_denials(self, claims: Iterable[Grounded]) -> None:
        """Tie denials to what they deny in their own report."""
        for grounded in claims:
            denied = grounded.claim.denies
            if denied is not None and denied in self._rows:
                self._hold_pair(grounded.claim.id, denied, DENIES)

    def tie_words(self, reprints: Iterable[Reprint]) -> None:
        """Tie claims that two reports tell in the same words of one hand."""
        shared = tuple(reprints)
        told = (self._claims.get(report, {}).values() for report in {key for reprint in shared for key in reprint.passage.reports})
        for pair in told_again(shared, chain.from_iterable(told)):
            self._hold_pair(pair.first, pair.second, REPRINTED)

    def _hold_pair(self, a: str, b: str, why: str) -> None:
        self._held.setdefault((min(a, b), max(a, b)), why)
        self._tie(a, b)

    def _tie(self, a: str, b: str) -> None:
        self._tied.setdefault(a, set()).add(b)
        self._tied.setdefault(b, set()).add(a)

    def regroup(self, keys: Iterable[str]) -> int:
        """Group anew what these claims lead to; a claim that nothing ties to them keeps its group."""
        region = {key for key in reachable(keys, self._edges, self._tied) if key in self._rows}
        ties = Ties(together=self._of(region, self.together), apart=self._of(region, self.apart), held=self._held_in(region))
        found = clustered(region, self._edges, {key: self._rows[key].teller for key in region}, ties)
        for group in found.groups:
            self._group.update(dict.fromkeys(group, group))
        self._joins = [join for join in self._joins if join.kept not in region] + list(found.joins)
        return len(region)

    def _held_in(self, region: set[str]) -> frozenset[Pair]:
        pairs = {(min(a, b), max(a, b)) for a in region for b in self._tied.get(a, ()) if b in region}
        return frozenset(pair for pair in pairs if pair in self._held)

    def _of(self, region: set[str], pairs: Iterable[Pair]) -> frozenset[Pair]:
        return frozenset((min(a, b), max(a, b)) for a, b in pairs if a in region and b in region)

    def _links(self, group: Sequence[str]) -> Iterator[Link]:
        inside = set(group)
        for a in group:
            for b in sorted(inside & self._edges[a].keys()):
                if a < b and self._edges[a][b] > 0:
                    yield self.explain(a, b)

    def _reasons(self, group: Sequence[str], links: Sequence[Link]) -> tuple[str, ...]:
        """Why a group is one, for people: ties of the texts, judgements, and the strongest link."""
        inside = set(group)
        pairs = {(min(a, b), max(a, b)) for a in group for b in self._tied.get(a, ()) if b in inside}
        why = {self._held.get(pair, JUDGED) for pair in pairs} | ({JUDGED} if pairs & self.together else set())
        return (*sorted(why), *([strongest(links)] if links else []))


def strongest(links: Sequence[Link]) -> str:
    """The strongest link in words: its score and the reasons that weigh most."""
    link = max(links, key=lambda found: (found.score, found.first, found.second))
    most = sorted((r for r in link.reasons if r.name != PRIOR_NAME and r.weight > 0), key=lambda r: (-r.weight, r.name))[:TOLD]
    told = ", ".join(f"{reason.name} {reason.value}" for reason in most)
    return f"{len(links)} link{'s' if len(links) > 1 else ''}, the strongest {link.score:+.1f} bits ({told})"
