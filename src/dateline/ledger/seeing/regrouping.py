"""Groups made again around rows that changed, from what the tables know of their neighbourhood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from dateline.ledger.seeing.anew import TOGETHER
from dateline.ledger.seeing.packing import joined
from dateline.link.cluster import HELD, Join
from dateline.link.cluster import TOGETHER as JUDGED
from dateline.link.regroup import Grown, Regrouping
from dateline.store import linked
from dateline.store.linked import Joined, LinkRow, Member

Pair = tuple[str, str]


def regrouped(connection: Connection, touched: Collection[int], out: Sequence[LinkRow], apart: Iterable[Pair]) -> set[int]:
    """Group anew around rows; gives the numbers of the groups that hold other rows than before, or any of these.

    `touched` are the numbers of rows that are new, or scored, tied or judged otherwise; `out` are rows as they were before that, where they
    are gone or compared otherwise; `apart` are the pairs that people hold apart.
    """
    web = _Tables(connection, out, apart)
    changed = web.ids(touched)
    groups = Regrouping(web).around(changed, {row.id for row in out})
    numbers = {key: web.seq(key) for members in groups for key in members}
    linked.remove_joins(connection, [*numbers.values(), *(row.seq for row in out)])
    linked.write_joins(connection, (joined(join, numbers) for joins in groups.values() for join in joins))
    new = [[numbers[key] for key in members] for members in groups if not web.was_group(members) or not changed.isdisjoint(members)]
    linked.regroup_rows(connection, new)
    return {min(group) for group in new}


class _Tables:
    """What the tables know of claims: the groups as they were, and all else as it is now."""

    def __init__(self, connection: Connection, out: Sequence[LinkRow], apart: Iterable[Pair]) -> None:
        self._connection = connection
        self._out = {row.id: row for row in out}
        self._numbers = {row.seq: row.id for row in out}
        self._members: dict[str, Member] = {}
        self._groups: set[tuple[str, ...]] = set()
        self._apart: dict[str, list[Pair]] = {}
        for pair in apart:
            for key in pair:
                self._apart.setdefault(key, []).append(pair)

    def ids(self, seqs: Collection[int]) -> set[str]:
        """The rows of these numbers, by id."""
        return {member.id for member in linked.members_with(self._connection, "seq", seqs)}

    def seq(self, key: str) -> int:
        """The number of a row that was looked up."""
        return self._members[key].seq

    def was_group(self, members: tuple[str, ...]) -> bool:
        """Whether these were a group before."""
        return members in self._groups

    def grown(self, keys: Collection[str]) -> Iterator[Grown]:
        found = linked.members_with(self._connection, "id", keys)
        groups = {member.group for member in found if member.id not in self._out}
        groups |= {self._out[key].group for key in keys if key in self._out}
        of_group: dict[int, list[Member]] = {group: [] for group in groups}
        for member in linked.members_with(self._connection, "group", groups):
            if member.id not in self._out:
                of_group[member.group].append(member)
        lost = {group: [row for row in self._out.values() if row.group == group] for group in groups}
        joins = self._joins(of_group, lost)
        for group, members in of_group.items():
            self._remember(members)
            if not lost[group]:
                self._groups.add(tuple(sorted(member.id for member in members)))
            yield Grown(members={member.id: member.teller for member in members}, joins=joins[group], is_whole=not lost[group])
        for member in found:
            if member.id in self._out:
                self._remember([member])
                yield Grown(members={member.id: member.teller})

    def _joins(self, of_group: Mapping[int, Sequence[Member]], lost: Mapping[int, Sequence[LinkRow]]) -> dict[int, list[Join]]:
        group_of = {row.seq: group for rows in (of_group, lost) for group, own in rows.items() for row in own}
        self._numbers |= {member.seq: member.id for members in of_group.values() for member in members}
        found: dict[int, list[Join]] = {group: [] for group in of_group}
        for join in linked.joins_of(self._connection, group_of.keys()):
            found[group_of[join.gone]].append(self._join(join))
        return found

    def _join(self, join: Joined) -> Join:
        ids = self._numbers
        return Join((join.kind, join.minus, ids[join.one], ids[join.other]), ids[join.kept], ids[join.gone])

    def _remember(self, members: Iterable[Member]) -> None:
        self._members |= {member.id: member for member in members}
        self._numbers |= {member.seq: member.id for member in members}

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for seq, other, score in linked.scores_with(self._connection, [self.seq(key) for key in keys]):
            found.setdefault(self._numbers[seq], {})[other] = score
        return found

    def ties(self, keys: Collection[str]) -> Iterator[tuple[int, str, str]]:
        ties = linked.ties_of(self._connection, [self.seq(key) for key in keys])
        ids = {
            member.seq: member.id for member in linked.members_with(self._connection, "seq", {seq for a, b, _ in ties for seq in (a, b)})
        }
        for a, b, why in ties:
            if a in ids and b in ids:
                one, other = sorted((ids[a], ids[b]))
                yield (JUDGED if why == TOGETHER else HELD), one, other

    def apart(self, keys: Collection[str]) -> Iterator[Pair]:
        return (pair for key in keys for pair in self._apart.get(key, ()))
