"""A reprint adds an outlet, never a witness: whole or in part, named or not, whoever printed it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dispute_cases import event_of
from tests.event_cases import DAY, killed, told, witness_of
from tests.reprint_cases import reprint_of

from dateline.model.claim import Status
from dateline.model.dispute import Standing
from dateline.model.event import Group, Linked
from dateline.model.grounded import Grounded
from dateline.model.reprint import Extent, Reprint
from dateline.model.text import Phrase, Span
from dateline.model.voice import Tie
from dateline.reconcile import reconciled
from dateline.reconcile.sources import parts_in, tallies_of

MONDAY, TUESDAY = date(2016, 9, 26), date(2016, 9, 27)
SPEAKERS = ("Observatory", "Army", "residents")
LAW = settings(deadline=None, max_examples=200)


def claim_in(
    report: str,
    words: str,
    *,
    start: int = 0,
    speaker: str | None = None,
    status: Status = Status.ASSERTED,
    published: date = MONDAY,
    number: int | None = None,
) -> Grounded:
    """A claim of a report of the outlet of its name, in these words, `start` characters into the text."""
    figures = () if number is None else (killed(number, number),)
    found = told(report, speaker=speaker, status=status, published=published, figures=figures)
    phrase = None if speaker is None else Phrase(span=Span(start, start + len(speaker)), text=speaker)
    claim = replace(found.claim, quote=words, evidence=Span(start, start + len(words)), speaker=phrase)
    return replace(found, claim=claim, outlet=witness_of(None, report))


def passage(here: int, there: int, length: int = 100) -> tuple[tuple[Span, Span], ...]:
    return ((Span(here, here + length), Span(there, there + length)),)


def voices_of(claims: Sequence[Grounded], *reprints: Reprint) -> dict[str, str]:
    """Claim -> the name of its voice, each claim an event of its own."""
    linked = Linked(groups=tuple(Group(claims=(g.claim.id,)) for g in claims), reprints=reprints)
    return {key: voice.name for key, voice in reconciled(linked, claims).independence.voices.items()}


class TestPassages:
    FIRST = claim_in("rep_a", "shells hit the bread market at noon", start=50)
    AGAIN = claim_in("rep_b", "shells hit the bread market at noon", start=850, published=TUESDAY)
    ELSEWHERE = claim_in("rep_b", "two bridges fell in the northern town", start=300, published=TUESDAY)
    SHARED = reprint_of("rep_a", "rep_b", earlier="rep_a", extent=Extent.PARTIAL, spans=passage(40, 840))

    def test_only_what_stands_in_the_shared_words_is_heard_as_the_first_outlet(self) -> None:
        voices = voices_of((self.FIRST, self.AGAIN, self.ELSEWHERE), self.SHARED)
        assert voices == {self.FIRST.claim.id: "rep_a", self.AGAIN.claim.id: "rep_a", self.ELSEWHERE.claim.id: "rep_b"}

    def test_quoted_words_join_no_outlets(self) -> None:
        quoted = reprint_of("rep_a", "rep_b", extent=Extent.QUOTED, spans=passage(40, 840))
        other = replace(self.AGAIN, claim=replace(self.AGAIN.claim, quote="a bakery in the market was struck today"))
        assert event_of(self.FIRST, other, reprints=[quoted]).standing is Standing.CORROBORATED
        assert event_of(self.FIRST, other, reprints=[self.SHARED]).standing is Standing.SINGLE

    def test_the_agency_that_is_credited_is_heard(self) -> None:
        credited = reprint_of("rep_a", "rep_b", earlier="rep_a", agency="Reuters")
        event = event_of(self.FIRST, self.AGAIN, reprints=[credited])
        assert event.speakers == ("Reuters",)
        assert {(tie.follower, tie.leader, tie.tie) for tie in event.ties} == {
            ("outlet:rep_a", "name:reuters", Tie.REPRINTS),
            ("outlet:rep_b", "name:reuters", Tie.REPRINTS),
        }

    def test_an_agency_that_reports_under_its_own_name_is_the_one_that_is_credited(self) -> None:
        own = claim_in("Reuters", "residents of the quarter fled their homes overnight", start=10)
        event = event_of(self.FIRST, self.AGAIN, own, reprints=[reprint_of("rep_a", "rep_b", agency="Reuters")])
        assert event.speakers == ("Reuters",)
        assert Tie.IS in {tie.tie for tie in event.ties}

    def test_a_tie_says_who_reprints_whom_and_why(self) -> None:
        event = event_of(self.FIRST, self.AGAIN, reprints=[self.SHARED])
        [tie] = event.ties
        assert (tie.follower, tie.leader, tie.tie, tie.claims) == ("outlet:rep_b", "outlet:rep_a", Tie.REPRINTS, (self.AGAIN.claim.id,))
        assert tie.reason == "a passage (60 words, 90% of its own); it was published first"

    def test_an_outlet_that_leaves_the_speaker_out_retells_him(self) -> None:
        said = claim_in("rep_a", "shells hit the bread market at noon, the Observatory said", start=50, speaker="Observatory")
        event = event_of(said, self.AGAIN, reprints=[self.SHARED])
        assert (event.standing, event.speakers) == (Standing.SINGLE, ("Observatory",))
        assert (("outlet:rep_b", "name:observatory", Tie.RETELLS)) in {(t.follower, t.leader, t.tie) for t in event.ties}

    def test_an_outlet_that_leaves_out_two_speakers_does_not_make_them_one(self) -> None:
        army = claim_in("rep_a", "the army took the mill, it said", start=50, speaker="Army")
        council = claim_in("rep_c", "the mill fell in the night, the council said", start=50, speaker="Council")
        own = claim_in("rep_b", "the army took the mill", start=850), claim_in("rep_b", "the mill fell in the night", start=300)
        shared = [
            reprint_of("rep_a", "rep_b", earlier="rep_a", extent=Extent.PARTIAL, spans=passage(40, 840)),
            reprint_of("rep_c", "rep_b", earlier="rep_c", extent=Extent.PARTIAL, spans=passage(40, 290)),
        ]
        event = event_of(army, council, *own, reprints=shared)
        assert (event.standing, event.speakers) == (Standing.CORROBORATED, ("Army", "Council"))

    def test_a_speaker_stays_himself_in_a_reprint_and_the_outlets_are_tied(self) -> None:
        first, again = (
            claim_in(report, "shells hit the market", start=start, speaker="Army") for report, start in (("rep_a", 50), ("rep_b", 850))
        )
        event = event_of(first, again, reprints=[self.SHARED])
        assert event.speakers == ("Army",)
        assert ("outlet:rep_b", "outlet:rep_a", Tie.REPRINTS) in {(t.follower, t.leader, t.tie) for t in event.ties}

    def test_words_that_an_outlet_took_over_and_retells_are_no_witness_beside_the_speaker(self) -> None:
        """The outlet's own words retell the speaker it quotes, so they are no witness in the report that prints only them."""
        speaker = claim_in("rep_a", "the Observatory counted six dead", start=500, speaker="Observatory")
        assert event_of(self.FIRST, speaker).standing is Standing.SINGLE
        assert event_of(self.FIRST, speaker, self.AGAIN, reprints=[self.SHARED]).standing is Standing.SINGLE

    def test_two_claims_of_one_sentence_are_each_their_own_again(self) -> None:
        def both(report: str, start: int) -> tuple[Grounded, Grounded]:
            words = "the army took the mill, and residents said that shells hit the school"
            return claim_in(report, words, start=start, speaker="Army"), claim_in(report, words, start=start, speaker="residents")

        claims = (*both("rep_a", 50), *both("rep_b", 850))
        assert set(voices_of(claims, self.SHARED).values()) == {"Army", "residents (unnamed)"}
        assert event_of(*claims, reprints=[self.SHARED]).speakers == ("Army", "residents (unnamed)")


class TestLineage:
    def test_mondays_figure_that_is_printed_on_wednesday_replaces_nothing(self) -> None:
        words = "the Observatory said six people were killed"
        monday = claim_in("rep_a", words, speaker="Observatory", number=6)
        tuesday = claim_in("rep_b", "the Observatory now counts nine dead", speaker="Observatory", number=9, published=TUESDAY)
        again = claim_in("rep_c", words, speaker="Observatory", number=6, published=date(2016, 9, 28))
        claims = (monday, tuesday, again)
        [retold] = event_of(*claims).estimates
        [known] = event_of(*claims, reprints=[reprint_of("rep_a", "rep_c", earlier="rep_a")]).estimates
        assert ((retold.low, retold.high), (known.low, known.high)) == ((6, 6), (9, 9))

    def test_a_text_brought_up_to_date_gives_a_figure_of_its_own_day(self) -> None:
        monday = claim_in("rep_a", "six people were killed when shells hit the market", number=6)
        tuesday = claim_in("rep_b", "nine people were killed when shells hit the market", number=9, published=TUESDAY)
        [estimate] = event_of(monday, tuesday, reprints=[reprint_of("rep_a", "rep_b", earlier="rep_a")]).estimates
        assert (estimate.low, estimate.high) == (9, 9)

    def test_who_reprints_did_not_tell_it_first(self) -> None:
        first = claim_in("rep_a", "shells hit the bread market at noon")
        again = claim_in("rep_b", "shells hit the bread market at noon", published=TUESDAY)
        other = claim_in("rep_c", "a bakery was struck, residents said", speaker="residents", published=date(2016, 9, 28))

        def firsts(*reprints: Reprint) -> dict[str, int]:
            claims = (first, again, other)
            linked = Linked(groups=(Group(claims=tuple(sorted(g.claim.id for g in claims))),), reprints=reprints)
            found = reconciled(linked, claims)
            return {
                tally.name: tally.first for tally in tallies_of(parts_in(found.events, found.claims, found.independence), found.known.names)
            }

        shared = reprint_of("rep_a", "rep_b", earlier="rep_a")
        assert (firsts(shared)["rep_a"], firsts(shared)["rep_b"], firsts(shared)["rep_c"]) == (1, 0, 0)

    @pytest.mark.parametrize("earlier", ["rep_a", "rep_b"])
    def test_who_is_known_to_be_first_is_heard_whatever_the_day(self, earlier: str) -> None:
        claims = (claim_in("rep_a", "shells hit the bread market at noon"), claim_in("rep_b", "shells hit the bread market at noon"))
        assert set(voices_of(claims, reprint_of("rep_a", "rep_b", earlier=earlier)).values()) == {earlier}


def plant(random: Random) -> list[Grounded]:
    """One happening as some reports tell it, each in words of its own."""
    return [
        claim_in(
            f"rep_{n}",
            " ".join(f"word{n}x{k}x{m}" for m in range(8)),
            start=200 * k,
            speaker=random.choice((None, None, *SPEAKERS)),
            status=random.choice((Status.ASSERTED, Status.ASSERTED, Status.UNCONFIRMED)),
            published=DAY + timedelta(days=random.randint(0, 3)),
        )
        for n in range(random.randint(1, 3))
        for k in range(random.randint(1, 3))
    ]


def copied(random: Random, n: int, original: Sequence[Grounded]) -> tuple[list[Grounded], Reprint]:
    """A report printed again, whole or from one claim on to another, before or after the original or on the same day."""
    ordered = sorted(original, key=lambda g: g.claim.evidence)
    first = random.randrange(len(ordered))
    kept = random.choice((ordered, ordered[first : random.randint(first + 1, len(ordered))]))
    begin, end, moved = kept[0].claim.evidence.start, kept[-1].claim.evidence.end, random.choice((0, 700))
    report, source = f"rep_copy{n}", original[0].claim.report
    published = (original[0].published or DAY) + timedelta(days=random.choice((-1, 0, 1)))
    again = [
        claim_in(
            report,
            g.claim.quote,
            start=g.claim.evidence.start - begin + moved,
            speaker=None if g.claim.speaker is None else g.claim.speaker.text,
            status=g.claim.status,
            published=published,
        )
        for g in kept
    ]
    by_day = sorted(((original[0].published or DAY, source), (published, report)))
    shared = reprint_of(
        source,
        report,
        earlier=None if by_day[0][0] == by_day[1][0] else by_day[0][1],
        extent=Extent.WHOLE if kept == ordered and random.random() < 0.8 else Extent.PARTIAL,
        spans=((Span(begin, end), Span(moved, moved + end - begin)),),
    )
    return again, shared


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_whatever_is_printed_again_the_voices_stay_as_many_and_the_standing_what_it_was(random: Random, copies: int) -> None:
    claims, reprints = plant(random), []
    before = event_of(*claims)
    for n in range(copies):
        chosen = random.choice(sorted({g.claim.report for g in claims}))
        again, shared = copied(random, n, [g for g in claims if g.claim.report == chosen])
        claims += again
        reprints.append(shared)
    after = event_of(*claims, reprints=reprints)
    assert len(after.speakers) == len(before.speakers)
    assert (after.standing, after.occurrence.standing) == (before.standing, before.occurrence.standing)


@LAW
@given(st.randoms(use_true_random=False))
def test_an_editors_changes_to_who_speaks_add_no_voice(random: Random) -> None:
    """An attribution that is dropped, added or worded otherwise, or an agency that is credited, makes nobody a second witness."""
    claims = plant(random)
    before = event_of(*claims)
    again, shared = copied(random, 0, [g for g in claims if g.claim.report == "rep_0"])
    n = random.randrange(len(again))
    own = again[n].claim
    # Where an outlet quotes somebody and tells something in its own words too, who is named for those words is a new voice.
    is_named_elsewhere = own.speaker is None and any(g.claim.speaker is not None for g in claims if g.claim.report == "rep_0")
    speaker = None if is_named_elsewhere else random.choice((None, "an officer", *SPEAKERS))
    published = again[n].published or DAY
    again[n] = claim_in(own.report, own.quote, start=own.evidence.start, speaker=speaker, status=own.status, published=published)
    credited = reprint_of(
        shared.passage.first,
        shared.passage.second,
        earlier=shared.earlier,
        extent=shared.passage.extent,
        spans=shared.passage.spans,
        agency=random.choice((None, "Reuters")),
    )
    after = event_of(*claims, *again, reprints=[credited])
    assert len(after.speakers) <= len(before.speakers)
    if before.occurrence.standing is Standing.SINGLE:
        assert after.occurrence.standing is Standing.SINGLE


@LAW
@given(st.randoms(use_true_random=False))
def test_neither_the_order_of_claims_nor_that_of_reprints_matters(random: Random) -> None:
    claims, reprints = plant(random), []
    for n in range(3):
        chosen = random.choice(sorted({g.claim.report for g in claims}))
        again, shared = copied(random, n, [g for g in claims if g.claim.report == chosen])
        claims += again
        reprints.append(shared)
    expected = event_of(*claims, reprints=reprints)
    random.shuffle(claims)
    random.shuffle(reprints)
    assert event_of(*claims, reprints=reprints) == expected
