"""Tolls by value: the thirteen rules of figures, one case each."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reconcile.counting import CAMP, CITY, EAST, PROVINCE, SYRIA, TOWN, counts, day, says, within
from tests.reprint_cases import reprint_of

from dateline.model.claim import Status
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.world import Place
from dateline.reconcile.chains import Sign
from dateline.reconcile.figures import Choice
from dateline.reconcile.space import Question
from dateline.reconcile.tolls import Rule, Toll, toll
from dateline.reconcile.wording import Vague

WEEK = (day(19), day(24))
DAY = (day(24), day(24))


def asked(*claims: Grounded, place: Place = CITY, group: str = "people", choice: Choice | None = None, rule: Rule | None = None) -> Toll:
    question = Question(measure=Measure.KILLED, place=place, group=group, first=WEEK[0], last=WEEK[1])
    return toll(question, claims, choice, rule=rule)


def bounds(*claims: Grounded, place: Place = CITY, group: str = "people") -> tuple[int | None, int | None]:
    found = asked(*claims, place=place, group=group)
    assert found.conflicts == ()
    return found.low, found.high


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([says("A", counts(45, 45), CITY, WEEK)], (45, 45), id="a count of just what is asked"),
        pytest.param([says("A", counts(45, None), EAST, DAY)], (45, None), id="at least, in a part of the city"),
        pytest.param([says("A", counts(None, 30), CITY, WEEK)], (None, 30), id="up to"),
        pytest.param(
            [says("A", counts(45, 45), EAST, DAY), says("B", counts(45, 45), EAST, DAY)], (45, None), id="two speakers of one cell"
        ),
        pytest.param([says("A", counts(4, 4), EAST, (day(n), day(n))) for n in (22, 23, 24)], (12, None), id="days apart are added"),
        pytest.param(
            [says("A", counts(4, 4), EAST, (day(23), day(23))), says("A", counts(9, None), EAST, (day(22), day(24)))],
            (9, None),
            id="a count over days replaces its parts",
        ),
        pytest.param(
            [says("A", counts(200, 200), CITY, WEEK), says("B", counts(30, None), EAST, DAY)],
            (200, 200),
            id="a part adds nothing to its whole",
        ),
        pytest.param([says("A", counts(12, 12), CITY, DAY, type_="airstrike")], (12, None), id="one happening bounds from below"),
        pytest.param([says("A", counts(7, 7), TOWN, DAY)], (None, None), id="elsewhere"),
        pytest.param([says("A", counts(7, 7), CITY, (day(10), day(11)))], (None, None), id="another time"),
        pytest.param([says("A", counts(7, 7), CITY, (day(10), day(20)))], (None, None), id="a period that reaches beyond the question"),
        pytest.param([says("A", counts(7, 7), CAMP, DAY)], (None, None), id="a camp that may lie outside the city"),
        pytest.param([says("A", counts(7, 7), CITY, (None, None), published=day(24))], (None, None), id="no days"),
        pytest.param([says("A", counts(7, 7), None, DAY)], (None, None), id="no place"),
        pytest.param([says("A", counts(7, 7, of="terrorists"), CITY, WEEK)], (7, None), id="a speaker's own category"),
        pytest.param(
            [says("A", [counts(5, 5, of="civilians"), counts(3, 3, of="soldiers")], CITY, WEEK)], (8, None), id="groups that share nobody"
        ),
        pytest.param(
            [says("A", counts(5, 5, of="women"), CITY, WEEK), says("B", counts(6, 6, of="journalists"), CITY, WEEK)],
            (6, None),
            id="groups that may share people",
        ),
    ],
)
def test_bounds(claims: list[Grounded], expected: tuple[int | None, int | None]) -> None:
    assert bounds(*claims) == expected


def test_an_event_told_on_another_last_day_is_bounded_by_its_publication() -> None:
    """A count "in September", published on the 22nd, cannot hold the 23rd."""
    month = says("A", counts(9, 9), CITY, (day(19), day(30)), published=day(22))
    later = says("B", counts(5, None), EAST, (day(23), day(23)))
    assert bounds(month, later) == (14, None)


def test_children_are_counted_inside_and_never_beside() -> None:
    claim = says("A", [counts(45, 45), counts(10, 10, of="children", part_of=0)], CITY, WEEK)
    assert bounds(claim) == (45, 45)
    assert bounds(claim, group="children") == (10, 10)
    assert bounds(claim, group="civilians") == (10, 45)


def test_a_part_of_what_is_open_above_is_open_above() -> None:
    claim = says("A", [counts(45, None), counts(10, 10, of="children", part_of=0)], CITY, WEEK)
    assert bounds(claim, group="children") == (10, None)


def test_a_figure_beside_another_that_may_count_the_same_people_is_open_above() -> None:
    claim = says("A", [counts(20, 20, of="civilians"), counts(1, 1, of="aid worker")], CITY, WEEK)
    assert bounds(claim, group="civilians") == (20, None)


def test_what_is_inside_bounds_what_is_around_and_what_is_around_caps_what_is_inside() -> None:
    outer = says("A", counts(50, 50), SYRIA, WEEK)
    inner = says("B", counts(20, None), TOWN, DAY)
    assert bounds(outer, place=CITY) == (None, 50)
    assert bounds(outer, inner, place=SYRIA) == (50, 50)


def test_the_days_between_follow_from_two_cumulative_counts() -> None:
    question = Question(measure=Measure.KILLED, place=CITY, first=day(23), last=day(24))
    found = toll(question, [says("A", counts(100, 100), CITY, (day(19), day(22))), says("A", counts(140, 140), CITY, (day(19), day(24)))])
    assert (found.low, found.high) == (None, 140), "what lies wholly outside the question is not looked at"
    whole = Question(measure=Measure.KILLED, place=CITY, first=day(22), last=day(24))
    found = toll(whole, [says("A", counts(100, 100), CITY, (day(19), day(22))), says("A", counts(140, 140), CITY, (day(19), day(24)))])
    assert (found.low, found.high) == (40, 140)


def test_claims_that_cannot_all_be_true_are_named() -> None:
    flat, more, other = (
        says("A", counts(180, 180), CITY, WEEK),
        says("B", counts(201, None), EAST, DAY),
        says("C", counts(9, 9), CITY, DAY, type_="airstrike"),
    )
    found = asked(flat, more, other)
    assert found.conflicts == (tuple(sorted((flat.claim.id, more.claim.id))),)
    assert (found.low, found.high, found.answer) == (None, None, "the claims cannot all be true")
    assert {line.claim for line in found.lines if line.role == "conflicts"} == set(found.conflicts[0])


def test_binding_claims_are_named() -> None:
    low, high, slack = (
        says("A", counts(30, None), EAST, DAY),
        says("B", counts(None, 70), CITY, WEEK),
        says("C", counts(10, None), CITY, DAY),
    )
    found = asked(low, high, slack)
    assert (found.low, found.because) == (30, (low.claim.id,))
    assert (found.high, found.because_high) == (70, (high.claim.id,))


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED, Status.UNCONFIRMED])
def test_only_what_is_asserted_bounds(status: Status) -> None:
    claim = says("A", counts(45, 45), CITY, WEEK, status=status)
    found = asked(claim)
    assert (found.low, found.high) == (None, None)
    assert [item.claim for item in found.left_out] == [claim.claim.id]
    heard = asked(claim, choice=Choice(unconfirmed=True))
    assert (heard.low == 45) is (status is Status.UNCONFIRMED)


def test_vague_words_bound_only_where_a_view_asks() -> None:
    claim = says("A", counts(None, None, words="dozens of"), CITY, WEEK)
    assert asked(claim).low is None
    assert asked(claim, choice=Choice(vague=Vague.LITERAL)).low == 24
    assert asked(claim, choice=Choice(vague=Vague.ACLED_2016)).low == 12


def test_rounded_numbers_do_not_conflict_with_what_they_round() -> None:
    assert bounds(says("A", counts(200, 200, words="about 200"), CITY, WEEK), says("B", counts(205, 205), CITY, WEEK)) == (205, 205)


def test_a_later_figure_of_one_speaker_supersedes_and_a_lower_one_raises_a_flag() -> None:
    first = says("A", counts(45, 45), CITY, WEEK, report="rep_1", published=day(24))
    last = says("A", counts(40, 40), CITY, WEEK, report="rep_2", published=day(26))
    found = asked(first, last)
    assert (found.low, found.high) == (40, 40)
    assert [(flag.sign, flag.claims) for flag in found.flags] == [(Sign.LOWERED, (first.claim.id, last.claim.id))]
    [out] = found.left_out
    assert out.claim == first.claim.id
    assert last.claim.id in out.reason


def test_another_speaker_supersedes_nobody() -> None:
    found = asked(says("A", counts(45, 45), CITY, WEEK, published=day(24)), says("B", counts(40, 40), CITY, WEEK, published=day(26)))
    assert len(found.conflicts) == 1


def test_a_retold_older_figure_of_the_same_day_is_the_weaker() -> None:
    """A report that corrects a toll tells the old number beside the new one."""
    new = says("A", counts(20, None), CITY, WEEK, report="rep_2", published=day(25), type_="attack")
    old = says("A", counts(12, 12), CITY, WEEK, report="rep_2", published=day(25))
    found = asked(new, old)
    assert found.conflicts == ()
    assert (found.low, found.high) == (12, None)
    assert [flag.sign for flag in found.flags] == [Sign.UNORDERED]


def test_a_cumulative_count_that_falls_raises_a_flag() -> None:
    found = asked(says("A", counts(100, None), CITY, (day(19), day(22))), says("A", counts(90, None), CITY, (day(19), day(24))))
    assert [flag.sign for flag in found.flags] == [Sign.FALLS]
    assert found.low == 100


def test_a_reprint_counts_once_also_where_its_days_were_taken_for_others() -> None:
    words = "12 people were killed in eastern Aleppo yesterday"
    first = says(None, counts(12, 12), EAST, (day(22), day(22)), report="rep_1", quote=words, published=day(23), type_="airstrike")
    again = says(None, counts(12, 12), EAST, (day(23), day(23)), report="rep_2", quote=words, published=day(24), type_="airstrike")
    found = asked(first, again)
    assert found.low == 12
    assert [item.claim for item in found.left_out] == [again.claim.id]


def test_a_reprint_is_known_also_where_its_text_lies_outside_the_question() -> None:
    words = "12 people were killed in eastern Aleppo yesterday"
    first = says(None, counts(12, 12), EAST, (day(18), day(18)), report="rep_1", quote=words, published=day(19))
    again = says(None, counts(12, 12), EAST, (day(19), day(19)), report="rep_2", quote=words, published=day(20))
    assert bounds(first, again) == (None, None)


def test_reprints_that_the_whole_reports_show_have_no_limit_of_days() -> None:
    words = "12 people were killed in eastern Aleppo yesterday"
    first = says(None, counts(12, 12), EAST, (day(19), day(19)), report="rep_1", quote=words, published=day(20))
    again = says(None, counts(12, 12), EAST, (day(24), day(24)), report="rep_2", quote=words, published=date(2016, 10, 25))
    question = Question(measure=Measure.KILLED, place=CITY, first=WEEK[0], last=WEEK[1])
    assert toll(question, [first, again]).low == 24
    assert toll(question, [first, again], reprints=[reprint_of("rep_1", "rep_2", earlier="rep_1")]).low == 12


def test_a_reprint_of_an_older_figure_replaces_no_newer_one() -> None:
    words = "the Observatory said 12 people were killed"
    monday = says("Observatory", counts(12, 12), CITY, WEEK, report="rep_1", quote=words, published=day(24))
    tuesday = says("Observatory", counts(15, 15), CITY, WEEK, report="rep_2", published=day(25))
    again = says("Observatory", counts(12, 12), CITY, WEEK, report="rep_3", quote=words, published=day(26))
    question = Question(measure=Measure.KILLED, place=CITY, first=WEEK[0], last=WEEK[1])
    found = toll(question, [monday, tuesday, again], reprints=[reprint_of("rep_1", "rep_3", earlier="rep_1")])
    assert (found.low, found.high) == (15, 15)
    assert {item.claim: item.reason.partition(":")[0] for item in found.left_out} == {
        monday.claim.id: "superseded",
        again.claim.id: "reprint",
    }
    assert found.notes == ("1 figure stands in a reprint and is left out: a reprint adds an outlet, never a witness",)


def test_a_text_brought_up_to_date_is_no_reprint_of_its_older_figure() -> None:
    monday = says(None, counts(12, 12), CITY, WEEK, report="rep_1", quote="12 people were killed in the raid", published=day(24))
    tuesday = says(None, counts(15, 15), CITY, WEEK, report="rep_2", quote="15 people were killed in the raid", published=day(25))
    question = Question(measure=Measure.KILLED, place=CITY, first=WEEK[0], last=WEEK[1])
    voice = {claim.claim.id: monday.witness for claim in (monday, tuesday)}
    found = toll(question, [monday, tuesday], reprints=[reprint_of("rep_1", "rep_2", earlier="rep_1")], voices=voice)
    assert (found.low, found.high) == (15, 15)


def test_one_voice_under_two_names_is_one_speaker() -> None:
    first = says("Observatory", counts(12, 12), CITY, WEEK, report="rep_1", published=day(24))
    later = says("Rami Example", counts(15, 15), CITY, WEEK, report="rep_2", published=day(25))
    question = Question(measure=Measure.KILLED, place=CITY, first=WEEK[0], last=WEEK[1])
    assert len(toll(question, [first, later]).conflicts) == 1
    found = toll(question, [first, later], voices={later.claim.id: first.witness})
    assert (found.low, found.high, [alone.speaker for alone in found.alone]) == (15, 15, ["Observatory"])
    assert toll(question, [first, later], Choice(trust=("Rami",)), voices={later.claim.id: first.witness}).low == 15


def test_contested_civilian_status_has_a_minimum_of_nobody_in_both_groups() -> None:
    civilians = says("A", counts(20, 20, of="civilians"), CITY, WEEK)
    fighters = says("B", counts(20, 20, of="terrorists"), CITY, WEEK)
    assert bounds(civilians, fighters) == (20, None)
    assert bounds(civilians, fighters, group="civilians") == (None, None)
    assert bounds(civilians, fighters, group="combatants") == (None, None)
    assert [flag.sign for flag in asked(civilians, fighters).flags] == [Sign.STATUS]
    others = says("B", counts(300, 300, of="soldiers"), CITY, WEEK)
    assert bounds(civilians, others, group="civilians") == (20, 20)


def test_a_denial_of_what_is_used_raises_a_flag() -> None:
    told = says("A", counts(20, 20), CITY, WEEK)
    denial = says("B", (), CITY, WEEK, status=Status.DENIED, denies=told.claim.id, type_="airstrike")
    assert [flag.sign for flag in asked(told, denial).flags] == [Sign.DENIED]
    assert asked(told, denial).low == 20


def test_a_part_that_one_side_holds_is_bounded_apart_from_the_rest() -> None:
    quote = "180 in rebel-held areas of Aleppo province, including the besieged eastern part of the city"
    held = says("A", counts(180, 180), within(PROVINCE), WEEK, where="rebel-held areas of Aleppo province", quote=quote)
    west = says("B", counts(30, None), CITY, DAY)
    east = says("C", counts(201, None), EAST, DAY)
    assert bounds(held, place=PROVINCE) == (180, None)
    assert bounds(held, west, place=PROVINCE) == (180, None)
    assert bounds(held, place=EAST) == (None, 180)
    assert asked(held, east, place=PROVINCE).conflicts == (tuple(sorted((held.claim.id, east.claim.id))),)


@pytest.mark.parametrize(("rule", "value"), [(Rule.CONSERVATIVE, 40), (Rule.MEDIAN, 45), (Rule.LATEST, 60)])
def test_rules_take_one_value_where_speakers_conflict(rule: Rule, value: int) -> None:
    claims = [
        says("A", counts(40, 40), CITY, WEEK, published=day(24)),
        says("B", counts(45, 45), CITY, WEEK, published=day(25)),
        says("C", counts(60, 60), CITY, WEEK, published=day(26)),
        says("D", counts(3, 3), EAST, DAY, published=day(27)),
    ]
    found = asked(*claims, rule=rule)
    assert found.best is not None
    assert found.best.value == value
    assert found.best.reason
    assert asked(*claims).best is None
