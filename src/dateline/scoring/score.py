"""Scores claim cards against gold cards, slot by slot.

A gold slot may read `{"any": [a, b]}`: each is right, and with null among them the slot may stay empty. A gold card with `"optional": true`
may be missing. A predicted card is *found* when its quote shares enough words with that of a gold card of the same family of types; each
filled slot of a card is one item. The items of a gold card that was not found are missed, those of an invented card are wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from dateline.errors import UsageError
from dateline.scoring.slots import items_of, may_be_empty, options, right_items, said_by_somebody, told_as_fact, type_families

Card = Mapping[str, Any]

_QUOTE_SHARED: Final = 0.5
"""Share of the shorter quote that both must cover."""
_QUOTE_AT_MOST: Final = 5
"""How many times what is shared the longer quote may be."""
NO_OUTLET: Final = "no outlet"
"""Stands for the outlet of a gold file that names none."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items are right, of how many in gold and how many predicted."""

    right: int
    gold: int
    got: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.right / self.got if self.got else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was got."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _total(tallies: Iterable[Tally]) -> Tally:
    right, gold, got = map(sum, zip(*((t.right, t.gold, t.got) for t in tallies), strict=True))
    return Tally(right, gold, got)


class Verdict(StrEnum):
    """What became of a card."""

    FOUND = "found"
    MISSED = "missed"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardScore:
    """One card: items of gold that were missed and predicted items that are wrong, by slot. An invented card has its own type and quote.

    `outlet` is the one that the report's gold file names; `items` counts all slots of the card; `got` is the
    id of the predicted one, None for a missed card.
    """

    report: str
    outlet: str
    verdict: Verdict
    type: str
    quote: str
    missed: Mapping[str, int]
    wrong: Mapping[str, int]
    items: Tally
    got: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Figures over all reports scored, micro-averaged. `claim_to_fact` is the share of found claims told as the outlet's own fact."""

    reports: int
    slot: Tally
    found: Tally
    typed: Tally
    said: int
    as_fact: int
    unverifiable: int
    by_slot: Mapping[str, Tally]
    cards: tuple[CardScore, ...]

    @property
    def claim_to_fact(self) -> float:
        """Of found gold cards that someone says or that are not plainly asserted, the share predicted without a source and as asserted."""
        return self.as_fact / self.said if self.said else 0.0

    @property
    def misses(self) -> tuple[CardScore, ...]:
        """The cards about which something is missed or wrong, report by report."""
        return tuple(card for card in self.cards if card.missed or card.wrong)

    def by_type(self) -> Mapping[str, Tally]:
        """Cards found per type: of the gold cards of that type, and of the predicted ones (an invented card counts under its own type)."""
        kinds = {verdict: Counter(card.type for card in self.cards if card.verdict is verdict) for verdict in Verdict}
        found, missed, invented = kinds[Verdict.FOUND], kinds[Verdict.MISSED], kinds[Verdict.INVENTED]
        names = sorted(found | missed | invented)
        return {name: Tally(found[name], found[name] + missed[name], found[name] + invented[name]) for name in names}

    def by_outlet(self) -> Mapping[str, Tally]:
        """Filled slots per outlet that the gold files name, as `slot` counts them over all reports."""
        items: dict[str, list[Tally]] = {}
        for card in self.cards:
            items.setdefault(card.outlet, []).append(card.items)
        return {
            outlet: Tally(sum(t.right for t in of), sum(t.gold for t in of), sum(t.got for t in of)) for outlet, of in sorted(items.items())
        }

    def lines(self) -> Iterator[str]:
        """The figures as a table of plain lines; outlets only where there are several."""
        rows = {"slot": self.slot, "found": self.found, "typed": self.typed}
        rows |= {f"  {slot}": tally for slot, tally in self.by_slot.items()}
        outlets = self.by_outlet()
        rows |= {f"from {outlet}": tally for outlet, tally in outlets.items() if len(outlets) > 1}
        width = max(14, *map(len, rows))
        for name, tally in rows.items():
            figures = f"F1 {tally.f1:.3f}  P {tally.precision:.3f}  R {tally.recall:.3f}"
            yield f"{name:{width}} {figures}   (gold {tally.gold}, predicted {tally.got})"
        yield f"claim_to_fact  {self.claim_to_fact:.3f}"
        yield f"unverifiable   {self.unverifiable}"


def score(gold: Path, predicted: Iterable[Card], *, texts: Path | None = None, reports: Sequence[str] | None = None) -> Scores:
    """Score predicted cards, each with its "report", against the gold files of a folder (all of them, or only `reports`).

    `texts` is where the reports' texts lie, beside the gold files if not given. Raises UsageError for a card without a report, a gold quote
    that is not in its text, and a folder in which nothing was scored.
    """
    by_report = _by_report(predicted)
    sheet = _Sheet()
    for path in sorted(gold.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if reports is None or document["report"] in reports:
            text = ((texts or gold) / document["text_file"]).read_text(encoding="utf-8")
            _check_gold(path, document["cards"], text)
            report = _Report(document["report"], document.get("outlet") or NO_OUTLET)
            sheet.enter(report, document["cards"], by_report.get(report.id, []), text)
    if not sheet.reports:
        raise UsageError(f"{gold}: no gold file was scored; give a folder with one JSON file a report")
    return sheet.total()


def _by_report(cards: Iterable[Card]) -> Mapping[str, list[Card]]:
    grouped: dict[str, list[Card]] = {}
    for n, card in enumerate(cards, start=1):
        if "report" not in card:
            raise UsageError(f"predicted card {n} has no report; write the report's id into each card")
        grouped.setdefault(card["report"], []).append(card)
    return grouped


def _check_gold(path: Path, cards: Iterable[Card], text: str) -> None:
    for card in cards:
        if _place(text, card["quote"]) is None:
            raise UsageError(f"{path}: the quote of a gold card is not in the text: {card['quote'][:80]!r}")


@dataclass(frozen=True, slots=True)
class _Report:
    """A report that is scored."""

    id: str
    outlet: str


@dataclass(frozen=True, slots=True)
class _Items:
    """Items of one card by slot: right, of gold, and predicted."""

    right: Counter[str] = field(default_factory=Counter)
    want: Counter[str] = field(default_factory=Counter)
    have: Counter[str] = field(default_factory=Counter)


class _Sheet:
    """Counts while reports are entered one by one."""

    def __init__(self) -> None:
        self.reports = 0
        self.cards: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.want: Counter[str] = Counter()
        self.have: Counter[str] = Counter()
        self.scored: list[CardScore] = []

    def enter(self, report: _Report, gold: Sequence[Card], got: Sequence[Card], text: str) -> None:
        """Count one report."""
        self.reports += 1
        pairs = _align(gold, got, text)
        twins = {gold[i]["id"]: got[j].get("id") for i, j in pairs.items()}
        self.cards["got"] += len(got)
        self.cards["unverifiable"] += sum(_place(text, card.get("quote") or "") is None for card in got)
        for i, card in enumerate(gold):
            if i in pairs:
                self._enter_found(report, card, got[pairs[i]], twins)
            elif not card.get("optional"):
                self._enter_missed(report, card)
        for j, card in enumerate(got):
            if j not in pairs.values():
                self._enter_invented(report, card)

    def _enter_found(self, report: _Report, gold: Card, got: Card, twins: Mapping[str, Any]) -> None:
        right, want, have = right_items(gold, got, twins)
        self.right += right
        self.want += want
        self.have += have
        self.cards["gold"] += 1
        self.cards["found"] += 1
        self.cards["typed"] += got["type"] in options(gold["type"])
        if said_by_somebody(gold):
            self.cards["said"] += 1
            self.cards["as fact"] += told_as_fact(got)
        self._note(report, Verdict.FOUND, gold, _Items(right, want, have), got)

    def _enter_missed(self, report: _Report, gold: Card) -> None:
        want = Counter(slot for slot, value in items_of(gold) if not may_be_empty(slot, value))
        self.want += want
        self.cards["gold"] += 1
        self._note(report, Verdict.MISSED, gold, _Items(want=want))

    def _enter_invented(self, report: _Report, got: Card) -> None:
        known = type_families(got.get("type"))
        have = Counter(slot for slot, _ in items_of(got)) if known else Counter({"type": 1})
        self.have += have
        self._note(report, Verdict.INVENTED, got, _Items(have=have), got)

    def _note(self, report: _Report, verdict: Verdict, card: Card, items: _Items, got: Card | None = None) -> None:
        right, want, have = items.right, items.want, items.have
        scored = CardScore(
            report=report.id,
            outlet=report.outlet,
            verdict=verdict,
            type=str(options(card.get("type"))[0]),
            quote=card.get("quote") or "",
            missed=dict(want - right),
            wrong=dict(have - right),
            items=Tally(right.total(), want.total(), have.total()),
            got=None if got is None else got.get("id"),
        )
        self.scored.append(scored)

    def total(self) -> Scores:
        """The figures over all that was entered."""
        right, want, have, cards = self.right, self.want, self.have, self.cards
        return Scores(
            reports=self.reports,
            slot=Tally(right.total(), want.total(), have.total()),
            found=Tally(cards["found"], cards["gold"], cards["got"]),
            typed=Tally(cards["typed"], cards["gold"], cards["got"]),
            said=cards["said"],
            as_fact=cards["as fact"],
            unverifiable=cards["unverifiable"],
            by_slot={slot: Tally(right[slot], want[slot], have[slot]) for slot in sorted(want | have)},
            cards=tuple(self.scored),
        )


def _align(gold: Sequence[Card], got: Sequence[Card], text: str) -> Mapping[int, int]:
    """Which predicted card answers which gold card: the pairs with the most slots and the exact type right are taken first."""
    ranked = sorted(_pairs(gold, got, text), key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3]))
    taken: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def _pairs(gold: Sequence[Card], got: Sequence[Card], text: str) -> Iterator[tuple[float, float, int, int]]:
    """Cards that may speak of the same: worth (exact type 1, slot F1 counted twice), shared words, and the two positions."""
    places = [_place(text, card.get("quote") or "") for card in got]
    for i, card in enumerate(gold):
        here = _place(text, card["quote"])
        families = {family for type_ in options(card["type"]) for family in type_families(type_)}
        for j, other in enumerate(got):
            there = places[j]
            if here is None or there is None or not families & type_families(other.get("type")):
                continue
            shared = _shared(here, there)
            if shared >= _QUOTE_SHARED:
                right, want, have = right_items(card, other, {})
                f1 = 2 * right.total() / (want.total() + have.total())
                yield (other["type"] in options(card["type"])) + 2 * f1, shared, i, j


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote first stands in the text, white space folded; None where it does not."""
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return None if found is None else found.span()


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Share of the shorter stretch that both cover; 0 where the longer is out of all proportion."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    shorter, longer = sorted((a[1] - a[0], b[1] - b[0]))
    return 0.0 if both * _QUOTE_AT_MOST < longer else both / shorter
