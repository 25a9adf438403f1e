"""Links renewed around some reports: their claims meet those that they share something with, and what they lead to is grouped anew.

Words are as rare as they were when everything was last derived at once, and links weigh what they did then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.ledger.seeing.anew import TOGETHER
from dateline.ledger.seeing.gathering import pairs_in
from dateline.ledger.seeing.packing import kept, packed, unpacked, weights_from
from dateline.ledger.seeing.regrouping import regrouped
from dateline.link import Features, Linking, Part, Vocabulary, wording_of
from dateline.link.linking import DENIES, REPRINTED
from dateline.link.score import Scorer
from dateline.model.event import Group
from dateline.model.grounded import Grounded
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.model.text import Report
from dateline.store import linked, sources
from dateline.store.linked import LinkRow, Tied
from dateline.store.seen import Basis

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What linking has to take in.

    `reports` are seen otherwise than before, with all their `claims` and who is `cited` for each; `beside` are claims of other reports that
    share words with them. `numbers` gives the numbers of the entries of all these; `touched` are those of the reports and of what is gone.
    `shared` are pairs of reports, by id, whose shared words, `reprints`, may be other ones; `judged` are claims of pairs that people judge
    otherwise than before.
    """

    reports: Sequence[Report]
    claims: Sequence[Grounded]
    cited: Mapping[str, int]
    beside: Sequence[Grounded]
    numbers: Mapping[str, int]
    touched: Collection[int]
    shared: frozenset[Pair]
    reprints: Sequence[Reprint]
    judged: frozenset[int]


class Links:
    """The links of a ledger, in the transaction of `connection`."""

    def __init__(self, connection: Connection, basis: Basis, families: Mapping[str, str]) -> None:
        self._connection = connection
        self._basis = basis
        self._families = families

    def renew(self, fresh: Fresh) -> set[int]:
        """Take in what is fresh; gives the numbers of the groups that are other ones than before."""
        connection = self._connection
        old = {row.seq: row for row in linked.rows_with(connection, "report", fresh.touched)}
        ties = self._ties(fresh, old)
        linking = self._linking(self._vocabulary(fresh.reports))
        rows = {fresh.numbers[row.id]: row for row in linking.rows_of(fresh.claims, fresh.reports)}
        changed = {seq: row for seq, row in rows.items() if seq not in old or old[seq].body != packed(row)}
        out = [row for seq, row in old.items() if seq not in rows or seq in changed]
        linked.remove_rows(connection, out, [(block, row.seq) for row in out for block in unpacked(row.body).blocks])
        linking.resume(Part(rows=[row for seq, row in rows.items() if seq not in changed]))
        self._meet(linking, changed, fresh)
        touched = changed.keys() | self._tie(linking, ties, fresh) | self._judge(linking, changed, fresh)
        return regrouped(connection, touched, out, linking.apart)

    def explained(self, groups: Collection[int]) -> tuple[list[Group], list[Link]]:
        """Groups with the reasons for them, and the links inside them."""
        rows = linked.rows_with(self._connection, "group", groups)
        linking = self._resumed(rows)
        members: dict[int, list[str]] = {}
        for row in rows:
            members.setdefault(row.group, []).append(row.id)
        return linking.grouped(tuple(sorted(ids)) for ids in members.values())

    def _vocabulary(self, reports: Iterable[Report]) -> Vocabulary:
        words = {word for report in reports for word in wording_of(report).counts}
        return Vocabulary(self._basis.reports, linked.words_held(self._connection, words))

    def _linking(self, vocabulary: Vocabulary) -> Linking:
        together, apart = pairs_in(sources.states_applied(self._connection).values())
        scorer = Scorer(weights_from(self._basis.weights))
        return Linking(scorer=scorer, vocabulary=vocabulary, families=self._families, together=together, apart=apart)

    def _meet(self, linking: Linking, changed: Mapping[int, Features], fresh: Fresh) -> None:
        """Score changed rows against those that they share something with, and keep them."""
        connection = self._connection
        near = linked.rows_with(connection, "seq", linked.sharing(connection, {block for row in changed.values() for block in row.blocks}))
        linking.resume(Part(rows=[unpacked(row.body) for row in near]))
        linking.enter(list(changed.values()))
        numbers = {**{row.id: row.seq for row in near}, **fresh.numbers}
        cited = {numbers[key]: who for key, who in fresh.cited.items()}
        linked.write_rows(connection, (kept(row, numbers, group=seq, cited=cited.get(seq)) for seq, row in changed.items()))
        linked.write_blocks(connection, ((block, seq) for seq, row in changed.items() for block in row.blocks))
        linked.write_scores(connection, ((numbers[a], numbers[b], score) for a, b, score in linking.part().scores))
        linked.cite(connection, {seq: who for seq, who in cited.items() if seq not in changed})

    def _ties(self, fresh: Fresh, old: Mapping[int, LinkRow]) -> set[Tied]:
        """The ties that are to be found anew: of denials in the reports, and of words that they share with others."""
        of_report = {number: key for key, number in fresh.numbers.items() if key.startswith("rep_")}
        sharing = {fresh.numbers[report] for pair in fresh.shared for report in pair}
        report_of = {row.seq: of_report[row.report] for row in linked.rows_with(self._connection, "report", sharing)}
        found = linked.ties_of(self._connection, {*old, *report_of})
        return {tie for tie in found if self._is_fresh(tie, fresh, old, report_of)}

    @staticmethod
    def _is_fresh(tie: Tied, fresh: Fresh, old: Mapping[int, LinkRow], report_of: Mapping[int, str]) -> bool:
        a, b, why = tie
        if why == DENIES:
            return a in old or b in old
        pair = sorted((report_of.get(a, ""), report_of.get(b, "")))
        return why == REPRINTED and (pair[0], pair[1]) in fresh.shared

    def _tie(self, linking: Linking, before: set[Tied], fresh: Fresh) -> set[int]:
        """Tie what the texts tie now; gives the rows of which a tie came or went."""
        linking.resume(Part(rows=(), claims=fresh.beside))
        linking.tie_denials(fresh.claims)
        linking.tie_words(fresh.reprints)
        found = ((fresh.numbers[a], fresh.numbers[b], why) for a, b, why in linking.part().ties)
        after = {(min(a, b), max(a, b), why) for a, b, why in found}
        linked.remove_ties(self._connection, before - after)
        linked.write_ties(self._connection, after)
        return {seq for a, b, _ in before ^ after for seq in (a, b)}

    def _judge(self, linking: Linking, changed: Collection[int], fresh: Fresh) -> set[int]:
        """Tie what people hold together now; gives the rows of which they say something else than before."""
        connection = self._connection
        ids = {key for pair in linking.together for key in pair}
        numbers = {row.id: row.seq for row in linked.rows_with(connection, "id", ids)}
        pairs = [(numbers[a], numbers[b]) for a, b in linking.together if a in numbers and b in numbers]
        before = [tie for tie in linked.ties_of(connection, fresh.judged) if tie[2] == TOGETHER]
        linked.remove_ties(connection, before)
        affected = {*changed, *fresh.judged}
        linked.write_ties(connection, [(a, b, TOGETHER) for a, b in pairs if not affected.isdisjoint((a, b))])
        return set(fresh.judged)

    def _resumed(self, rows: Sequence[LinkRow]) -> Linking:
        """A linking of these rows, with all that was found of them."""
        numbers = {row.seq: row.id for row in rows}
        linking = self._linking(Vocabulary(self._basis.reports, {}))
        scores = linked.scores_among(self._connection, numbers)
        ties = [tie for tie in linked.ties_of(self._connection, numbers) if tie[0] in numbers and tie[1] in numbers and tie[2] != TOGETHER]
        linking.resume(
            Part(
                rows=[unpacked(row.body) for row in rows],
                scores=[(numbers[a], numbers[b], score) for a, b, score in scores],
                ties=[(numbers[a], numbers[b], why) for a, b, why in ties],
            )
        )
        return linking
