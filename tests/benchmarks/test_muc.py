"""MUC-4 keys, recasing, the mapping of claims to incidents and its scores, on templates and reports made up here."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from typing import Any

import pytest
from benchmarks.muc import (
    EFFECT,
    LOCATION,
    MAPPING,
    NUMBER,
    ORGANISATION,
    TYPE,
    Filler,
    Incident,
    Incidents,
    Perpetrator,
    Recaser,
    Scorer,
    Template,
    Victim,
    align,
    case_counts,
    muc_date,
    muc_number,
    place_credit,
    read_key,
    read_messages,
    same_date,
    same_words,
)

from dateline.extract.ontology import load_ontology
from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.text import Phrase, Report, Span
from dateline.model.walked import Walked

KEY = """\
;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9001 (US)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  29 AUG 89 / (- 29 AUG 89)
3.  INCIDENT: LOCATION              (PERU: LIMA (CITY): ATE (NEIGHBORHOOD/TOWN)) / (PERU: ICA (CITY))
4.  INCIDENT: TYPE                  BOMBING
9.  PERP: INDIVIDUAL ID             ? "TWO MEN" / "MEN"
10. PERP: ORGANIZATION ID           "RED MILL FRONT" / "RMF"
11. PERP: ORGANIZATION CONFIDENCE   (POSSIBLE / ACQUITTED): "RED MILL FRONT" / "RMF"
12. PHYS TGT: ID                    "\\"LA MULA\\" FARM"
18. HUM TGT: NAME                   "ANA ROJAS"
19. HUM TGT: DESCRIPTION            "MAYOR": "ANA ROJAS"
                                    "MILLERS" / "A GROUP OF
                                    MILLERS"
21. HUM TGT: NUMBER                 1: "ANA ROJAS"
                                    ~20: "MILLERS"
23. HUM TGT: EFFECT OF INCIDENT     NO INJURY: "-"
24. HUM TGT: TOTAL NUMBER           -

0.  MESSAGE: ID                     DEV-MUC3-9002 (US)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""

TEXTS = """\
DEV-MUC3-9001 (US)

   LIMA, 30 AUG 89 (MILL RADIO) -- [REPORT] [TEXT] A BOMB WENT OFF AT
THE MILL.  NO ONE WAS HURT.

DEV-MUC3-9002 (US)

   CLANDESTINE, NO DATE (MILL RADIO) -- [TEXT] THE MILL STANDS.
"""


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return tomllib.loads(MAPPING.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def incidents(table: dict[str, Any]) -> Incidents:
    return Incidents(table)


def the_template() -> Template:
    (template,) = read_key(KEY)
    return template


def test_only_incidents_become_templates() -> None:
    template = the_template()
    assert (template.report, template.number, template.optional) == ("DEV-MUC3-9001", "1", True)


def test_alternatives_of_a_filler_are_apart() -> None:
    template = the_template()
    assert template.slots[2] == (Filler(values=("29 AUG 89", "- 29 AUG 89")),)
    assert template.slots[LOCATION] == (Filler(values=("PERU: LIMA (CITY): ATE (NEIGHBORHOOD/TOWN)", "PERU: ICA (CITY)")),)
    assert template.slots[9] == (Filler(values=("TWO MEN", "MEN"), optional=True),)
    assert template.slots[11] == (Filler(values=("POSSIBLE", "ACQUITTED"), of=("RED MILL FRONT", "RMF")),)
    assert template.slots[12] == (Filler(values=('"LA MULA" FARM',)),)


def test_a_filler_on_several_lines_is_one_and_several_fillers_are_several() -> None:
    template = the_template()
    assert [filler.values for filler in template.fillers(19)] == [("MAYOR",), ("MILLERS", "A GROUP OF MILLERS")]
    assert [filler.values for filler in template.fillers(NUMBER)] == [("1",), ("~20",)]
    assert template.slots[24] == ()


def test_a_named_victim_is_known_by_its_description_too() -> None:
    template = the_template()
    assert template.victims_of(template.fillers(NUMBER)[0]) == ("ANA ROJAS", "MAYOR")


def test_messages_are_taken_apart() -> None:
    first, second = read_messages(TEXTS)
    assert (first.id, first.published, first.place) == ("DEV-MUC3-9001", date(1989, 8, 30), "LIMA")
    assert first.body == "A BOMB WENT OFF AT THE MILL. NO ONE WAS HURT."
    assert (second.published, second.place, second.body) == (None, None, "THE MILL STANDS.")


def test_text_in_capitals_gets_its_small_letters_back() -> None:
    sentences = [["So", "the", "mill", "in", "Peru", "they", "attacked", "us", "with", "bombs"], ["So", "Mill", "Street"]]
    mapping = {"names": ["Red Mill Front", "RMF"], "small": ["us"], "endings": ["ed", "ing"]}
    recaser = Recaser(case_counts(sentences), ["San Juan"], mapping)
    text = "THE RED MILL FRONT (RMF) BOMBED THE MILL IN SAN JUAN, PERU. [ROJAS] THEY ATTACKED US WITH THE DEA'S BOMBS, SAID ROJAS."
    assert recaser.recase(text) == (
        "The Red Mill Front (RMF) bombed the mill in San Juan, Peru. [Rojas] They attacked us with the Dea's bombs, Said Rojas."
    )


def test_months_are_told_from_words_by_their_number() -> None:
    recaser = Recaser({}, [], {"names": [], "small": [], "endings": []})
    assert recaser.recase("IT MAY COME ON 3 MAY OR MARCH 5").split()[1:] == ["may", "Come", "On", "3", "May", "Or", "March", "5"]


def test_first_words_tell_nothing_of_case() -> None:
    assert case_counts([["Mill", "mill", "1990"]]) == {"mill": Counter({"mill": 1})}


@pytest.mark.parametrize(
    ("days", "weekday", "expected"),
    [
        ((date(1990, 1, 2), date(1990, 1, 2)), False, "02 JAN 90"),
        ((date(1990, 1, 2), date(1990, 1, 4)), False, "02 JAN 90 - 04 JAN 90"),
        ((None, date(1990, 1, 4)), False, "- 04 JAN 90"),
        ((date(1990, 1, 2), date(1990, 1, 2)), True, "- 05 JAN 90"),
        ((None, None), False, None),
    ],
)
def test_days_are_written_as_the_task_writes_them(*, days: tuple[date | None, date | None], weekday: bool, expected: str | None) -> None:
    assert muc_date(*days, published=date(1990, 1, 5), weekday=weekday) == expected


@pytest.mark.parametrize(
    ("value", "got", "same"),
    [
        ("- 4 JAN 90", "- 04 JAN 90", True),
        ("-04 JAN 90", "- 04 JAN 90", True),
        ("04 JAN 90", "- 04 JAN 90", False),
        ("11 NOV", "11 NOV 89", True),
        ("11 NOV", "12 NOV 89", False),
        ("02 JAN 90 - 04 JAN 90", "02 JAN 90 - 04 JAN 90", True),
    ],
)
def test_dates_agree_however_they_are_spaced(*, value: str, got: str, same: bool) -> None:
    assert same_date(value, got) is same


@pytest.mark.parametrize(
    ("low", "high", "published", "expected"),
    [
        (12, 12, "12", "12"),
        (12, None, "at least 12", "12-"),
        (None, 12, "at most 12", "-12"),
        (12, 14, "12 to 14", "12-14"),
        (12, 12, "about 12", "~12"),
        (None, None, "dozens", "PLURAL"),
        (0, 0, "no", None),
    ],
)
def test_figures_are_written_as_the_task_writes_them(low: int | None, high: int | None, published: str, expected: str | None) -> None:
    assert muc_number(Figure(measure=Measure.KILLED, low=low, high=high, published=published, span=Span(0, 1))) == expected


@pytest.mark.parametrize(
    ("value", "country", "places", "credit"),
    [
        ("PERU: LIMA (CITY)", "PERU", {"lima"}, 1.0),
        ("PERU: LIMA (CITY): ATE (TOWN)", "PERU", {"lima"}, 0.5),
        ("PERU: LIMA (CITY): ATE (TOWN)", "PERU", {"mill in ate", "ate"}, 1.0),
        ("PERU", "PERU", set(), 1.0),
        ("PERU", "PERU", {"lima"}, 0.5),
        ("PERU: LIMA (CITY) - ICA (CITY)", "PERU", {"ica"}, 1.0),
        ("PERU: LIMA (CITY)", "CHILE", {"lima"}, 0.0),
    ],
)
def test_the_country_alone_is_half_a_place(value: str, country: str, places: set[str], credit: float) -> None:
    assert place_credit(value, Incident(type="ATTACK", country=country, places=frozenset(places))) == credit


def test_words_agree_when_half_of_them_are_shared() -> None:
    assert same_words("the mayor of Ica", "MAYOR")
    assert not same_words("mayor's guards at the mill", "two mayors")


TEXT = "Rebels killed 12 millers in a bomb attack on the mill. Troops fought rebels. The Red Mill Front claimed responsibility."


def phrase(words: str) -> Phrase:
    start = TEXT.index(words)
    return Phrase(span=Span(start, start + len(words)), text=words)


def claim(report: Report, quote: str, type_: str, **slots: Any) -> Claim:
    start = TEXT.index(quote)
    return Claim(report=report.id, evidence=Span(start, start + len(quote)), quote=quote, type=type_, **slots)


def walked(*changes: dict[str, Any]) -> Walked:
    """A report of an attack, a fight and who claims it, with changed slots claim by claim."""
    report = Report(text=TEXT, original="0" * 64, published=date(1990, 1, 5))
    killed = Figure(measure=Measure.KILLED, low=12, high=12, published="12", span=phrase("12").span, group=phrase("millers"))
    told: list[tuple[str, str, dict[str, Any]]] = [
        ("Rebels killed 12 millers in a bomb attack on the mill", "attack", {"actors": (phrase("Rebels"),), "figures": (killed,)}),
        ("Troops fought rebels", "clash", {"actors": (phrase("Troops"),), "targets": (phrase("rebels"),)}),
        ("The Red Mill Front claimed responsibility", "responsibility", {"actors": (phrase("The Red Mill Front"),)}),
    ]
    slots = [*changes, *({} for _ in told)]
    claims = tuple(claim(report, quote, type_, **had | new) for (quote, type_, had), new in zip(told, slots, strict=False))
    return Walked(report=report, claims=claims, resolutions=())


def test_claims_become_incidents(incidents: Incidents) -> None:
    (incident,) = incidents.of(walked())
    assert incident.type == "BOMBING"
    assert incident.date == "- 05 JAN 90"
    assert incident.victims == [Victim("millers", "12", "DEATH")]
    assert incident.perpetrators == [Perpetrator("Rebels", "REPORTED AS FACT"), Perpetrator("The Red Mill Front", "CLAIMED OR ADMITTED")]


def test_what_is_denied_or_planned_is_no_incident(incidents: Incidents) -> None:
    assert incidents.of(walked({"status": Status.DENIED})) == []
    assert incidents.of(walked({"status": Status.PLANNED})) == []


def test_an_unconfirmed_claim_is_an_accusation(incidents: Incidents) -> None:
    (incident,) = incidents.of(walked({"status": Status.UNCONFIRMED, "speaker": phrase("Troops")}))
    assert incident.perpetrators[0] == Perpetrator("Rebels", "SUSPECTED OR ACCUSED")


def test_the_table_names_types_and_measures_that_there_are(table: dict[str, Any]) -> None:
    known = set(load_ontology().types)
    named = {*table["types"], *table["joining"]["types"], *table["narrowing"]["types"], *table["charging"], *table["relevance"]["fights"]}
    assert named <= known
    measures = {*table["victims"]["measures"], *(name for name in table["effects"] if name != "nought"), *table["effects"]["nought"]}
    assert measures <= {measure.value for measure in Measure}


def template(id_: str = "1", *, optional: bool = False, **slots: str) -> Template:
    """A template with one filler a slot."""
    numbers = {"type": TYPE, "place": LOCATION, "organisation": ORGANISATION, "number": NUMBER, "effect": EFFECT}
    fillers = {numbers[name]: (Filler(values=(value,), of=("MILLERS",)),) for name, value in slots.items()}
    return Template(report="r", number=id_, optional=optional, slots=fillers)


def incident(type_: str = "ATTACK", place: str = "lima") -> Incident:
    return Incident(
        type=type_,
        country="PERU",
        places=frozenset({place}),
        victims=[Victim("millers", "12", "DEATH")],
        perpetrators=[Perpetrator("RMF", "?")],
    )


def test_templates_are_answered_by_what_shares_most() -> None:
    templates = [template("1", type="BOMBING", place="PERU: ICA (CITY)"), template("2", type="ATTACK", place="PERU: LIMA (CITY)")]
    assert align(templates, [incident(), incident("BOMBING", "ica")]) == {0: 1, 1: 0}
    assert align(templates, [incident(place="cuzco")]) == {}
    assert align(templates[:1], [incident("KIDNAPPING", "ica")]) == {}


def scored(templates: list[Template], found: list[Incident]) -> dict[str, tuple[float, float, float, float]]:
    scorer = Scorer(str.isupper)
    scorer.enter(templates, found)
    return {row: (t.gold, t.hit, t.found, t.right) for row, t in scorer.tallies.items()}


def test_fillers_are_counted_one_by_one() -> None:
    full = template(type="ATTACK", place="PERU: LIMA (CITY)", organisation="RMF", number="12", effect="INJURY")
    rows = scored([full], [incident()])
    assert rows["template"] == rows["type"] == rows["place"] == rows["number"] == rows["perpetrator"] == (1, 1, 1, 1)
    assert rows["effect"] == (1, 0, 1, 0)
    assert rows["date"] == (0, 0, 0, 0)
    assert rows["confidence"] == (0, 0, 1, 0)


def test_a_missed_template_costs_recall_and_an_incident_too_many_precision() -> None:
    rows = scored([template(type="ATTACK", place="CHILE", number="12")], [incident()])
    assert rows["template"] == rows["type"] == rows["number"] == (1, 0, 1, 0)


def test_an_optional_template_counts_only_where_it_is_answered() -> None:
    optional = template(optional=True, type="ATTACK", place="PERU: LIMA (CITY)", number="12")
    assert scored([optional], [])["template"] == (0, 0, 0, 0)
    assert scored([optional], [incident()])["template"] == (1, 1, 1, 1)


def test_the_table_stands_beside_the_figures_of_1992() -> None:
    lines = list(Scorer(str.isupper).lines())
    assert lines[0].split() == ["F1", "P", "R", "gold", "found", "1992"]
    assert [line.split()[-1] for line in lines if line.startswith(("template", "date"))] == ["77", "59"]
