"""Scoring on hand-made cards, and its agreement with the scorer that the gold cards come with."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.scoring import Scores, Verdict, score

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
TEXT = "Rebels said they retook the mill. A commander denied that. "
TEXT += "Shelling killed at least 12 people, among them 3 children, near Qaf on Friday."
RETOOK, DENIED, SHELLING = "Rebels said they retook the mill", "A commander denied that", TEXT.split(". ")[2]


def card(id_: str, quote: str, type_: str, **slots: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"source": None, "via": None, "actors": [], "targets": [], "place": None, "start": None, "end": None}
    rest: dict[str, Any] = {"tolls": [], "control": None, "denies": None, "background": False, "status": "asserted"}
    return {"report": "mill", "id": id_, "quote": quote, "type": type_, **empty, **rest, **slots}


def toll(low: int | None, high: int | None, group: Any, of: int | None = None) -> dict[str, Any]:
    return {"measure": "killed", "low": low, "high": high, "published": "", "group": group, "of": of}


def gold_cards() -> list[dict[str, Any]]:
    control = {"place": "the mill", "holder": "rebels", "change": "gained", "extent": "all"}
    return [
        card("a", RETOOK, "capture", source="Rebels", actors=["Rebels"], control=control),
        card("b", DENIED, "capture", status="denied", source="A commander", denies="a"),
        card(
            "c",
            SHELLING,
            "shelling",
            place={"any": ["Qaf", "near Qaf"]},
            start="2016-09-23",
            end="2016-09-23",
            targets=[{"any": ["people", None]}],
            tolls=[toll(12, None, "people"), toll(3, 3, "children", of=0)],
        ),
    ]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    document = {"report": "mill", "text_file": "mill.txt", "cards": gold_cards()}
    (tmp_path / "mill.json").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def predicted(**changes: Any) -> list[dict[str, Any]]:
    """Cards that agree with gold in all, but for `changes` to the last one."""
    cards = gold_cards()
    cards[2] |= {"place": "Qaf", "targets": []} | changes
    return cards


def test_what_gold_says_scores_one(gold: Path) -> None:
    scores = score(gold, predicted())
    assert (scores.slot.f1, scores.found.f1, scores.typed.f1) == (1.0, 1.0, 1.0)
    assert (scores.claim_to_fact, scores.unverifiable, scores.misses) == (0.0, 0, ())


def test_nothing_predicted_scores_zero_and_every_card_is_missed(gold: Path) -> None:
    scores = score(gold, [])
    assert (scores.slot.right, scores.slot.gold, scores.slot.got) == (0, 17, 0)
    assert [miss.verdict for miss in scores.misses] == [Verdict.MISSED] * 3


def test_an_optional_slot_counts_only_when_it_is_filled(gold: Path) -> None:
    assert score(gold, predicted(targets=["people"])).by_slot["targets"].right == 1
    assert "targets" not in score(gold, predicted()).by_slot


def test_a_wrong_slot_costs_precision_and_recall(gold: Path) -> None:
    scores = score(gold, predicted(start="2016-09-24"))
    assert (scores.by_slot["start"].right, scores.by_slot["start"].gold, scores.by_slot["start"].got) == (0, 1, 1)
    (miss,) = scores.misses
    assert (miss.type, dict(miss.missed), dict(miss.wrong)) == ("shelling", {"start": 1}, {"start": 1})


def test_a_group_is_right_only_with_its_figure(gold: Path) -> None:
    scores = score(gold, predicted(tolls=[toll(13, None, "people"), toll(3, 3, "little children", of=0)]))
    assert [scores.by_slot[slot].right for slot in ("toll", "group", "of")] == [1, 1, 1]


def test_a_denial_is_tied_to_the_card_that_answers_the_denied_one(gold: Path) -> None:
    cards = predicted()
    cards[0]["id"], cards[1]["denies"] = "x", "x"
    assert score(gold, cards).by_slot["denies"].right == 1
    cards[1]["denies"] = "c"
    assert score(gold, cards).by_slot["denies"].right == 0


def test_a_claim_told_without_source_or_reserve_is_told_as_fact(gold: Path) -> None:
    cards = predicted()
    cards[0]["source"] = None
    scores = score(gold, cards)
    assert (scores.said, scores.as_fact) == (2, 1)
    assert scores.claim_to_fact == 0.5


def test_a_quote_that_is_not_in_the_text_is_unverifiable_and_invented(gold: Path) -> None:
    scores = score(gold, predicted(quote="Shelling killed at most 12 people"))
    assert scores.unverifiable == 1
    assert sorted(miss.verdict for miss in scores.misses) == [Verdict.INVENTED, Verdict.MISSED]


def test_types_of_one_family_are_found_and_others_are_not(gold: Path) -> None:
    near, far = score(gold, predicted(type="airstrike")), score(gold, predicted(type="appeal"))
    assert (near.found.right, near.typed.right) == (3, 2)
    assert (far.found.right, far.typed.right) == (2, 2)


def test_types_are_reported_one_by_one(gold: Path) -> None:
    tallies = score(gold, [*predicted(type="appeal"), card("z", DENIED, "threat")]).by_type()
    assert {name: (t.right, t.gold, t.got) for name, t in tallies.items()} == {
        "appeal": (0, 0, 1),
        "capture": (2, 2, 2),
        "shelling": (0, 1, 0),
        "threat": (0, 0, 1),
    }


def second_report(gold: Path, outlet: str | None) -> dict[str, Any]:
    """A report of one card beside the first, and that card."""
    (gold / "ford.txt").write_text(TEXT, encoding="utf-8")
    retook = gold_cards()[0] | {"report": "ford"}
    document = {"report": "ford", "outlet": outlet, "text_file": "ford.txt", "cards": [retook]}
    (gold / "ford.json").write_text(json.dumps(document), encoding="utf-8")
    return retook


def test_slots_are_reported_outlet_by_outlet(gold: Path) -> None:
    retook = second_report(gold, "Gazette") | {"source": "a miller"}
    scores = score(gold, [*predicted(start="2016-09-24"), retook, card("z", DENIED, "threat") | {"report": "ford"}])
    assert {outlet: (t.right, t.gold, t.got) for outlet, t in scores.by_outlet().items()} == {
        "Gazette": (3, 4, 5),
        "no outlet": (16, 17, 17),
    }
    assert [(miss.report, miss.outlet) for miss in scores.misses] == [("ford", "Gazette"), ("ford", "Gazette"), ("mill", "no outlet")]


def test_slots_by_outlet_add_up_to_all_slots(gold: Path) -> None:
    second_report(gold, "Gazette")
    scores = score(gold, predicted(type="appeal"))
    sums = [sum(getattr(tally, name) for tally in scores.by_outlet().values()) for name in ("right", "gold", "got")]
    assert sums == [scores.slot.right, scores.slot.gold, scores.slot.got]


def test_outlets_stand_in_the_table_where_there_are_several(gold: Path) -> None:
    second_report(gold, None)
    assert not [line for line in score(gold, predicted()).lines() if line.startswith("from")]
    second_report(gold, "Gazette")
    assert [line.split(" F1")[0].rstrip() for line in score(gold, predicted()).lines() if line.startswith("from")] == [
        "from Gazette",
        "from no outlet",
    ]


def test_a_missing_optional_card_costs_nothing(gold: Path) -> None:
    document = json.loads((gold / "mill.json").read_text(encoding="utf-8"))
    document["cards"][1]["optional"] = True
    (gold / "mill.json").write_text(json.dumps(document), encoding="utf-8")
    cards = predicted()
    del cards[1]
    assert score(gold, cards).slot.f1 == 1.0


def test_the_order_of_cards_never_matters(gold: Path) -> None:
    assert score(gold, predicted()[::-1]) == score(gold, predicted())


def test_what_cannot_be_scored_says_why(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no report"):
        score(gold, [{"id": "a"}])
    with pytest.raises(UsageError, match="no gold file was scored"):
        score(gold, [], reports=["another"])
    (tmp_path / "mill.txt").write_text("Another text.", encoding="utf-8")
    with pytest.raises(UsageError, match="not in the text"):
        score(gold, [])


def test_the_table_shows_every_figure(gold: Path) -> None:
    lines = list(score(gold, predicted()).lines())
    assert lines[0].startswith("slot           F1 1.000")
    assert lines[-2:] == ["claim_to_fact  0.000", "unverifiable   0"]


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="the scorer that comes with the gold cards is not here")
@pytest.mark.parametrize("seed", range(3))
def test_figures_agree_with_the_scorer_that_comes_with_the_gold_cards(seed: int, tmp_path: Path) -> None:
    folder = SHARED / "gold" / "dev"
    chance = random.Random(seed)
    cards = [
        altered(card, document["report"], chance) for document in documents(folder) for card in document["cards"] if chance.random() < 0.7
    ]
    (tmp_path / "cards.jsonl").write_text("\n".join(map(json.dumps, cards)), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(folder), str(tmp_path / "cards.jsonl"), "--json"]
    expected = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert figures(score(folder, cards)) == expected


def documents(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def altered(gold_card: dict[str, Any], report: str, chance: random.Random) -> dict[str, Any]:
    """A gold card as a reader might get it: options decided, some slots emptied, some types and quotes off."""
    empty: dict[str, Any] = {"source": None, "place": None, "start": None, "tolls": [], "actors": [], "status": "asserted"}
    card: dict[str, Any] = decided(gold_card, chance) | {slot: value for slot, value in empty.items() if chance.random() < 0.2}
    if chance.random() < 0.2:
        card["type"] = chance.choice(["attack", "airstrike", "appeal", "nonsense"])
    if chance.random() < 0.3:
        card["quote"] = card["quote"][: len(card["quote"]) // 2]
    return card | {"report": report}


def decided(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        return decided(chance.choice(value["any"]), chance) if set(value) == {"any"} else {k: decided(v, chance) for k, v in value.items()}
    if isinstance(value, list):
        return [item for item in (decided(v, chance) for v in value) if item is not None]
    return value


def figures(scores: Scores) -> dict[str, Any]:
    def tally(name: str) -> dict[str, float]:
        of = {"slot": scores.slot, "found": scores.found, "typed": scores.typed} | dict(scores.by_slot)
        t = of[name]
        return {"p": round(t.precision, 4), "r": round(t.recall, 4), "f1": round(t.f1, 4), "gold": t.gold, "got": t.got}

    return {
        "reports": scores.reports,
        **{name: tally(name) for name in ("slot", "found", "typed")},
        "claim_to_fact": round(scores.claim_to_fact, 4),
        "unverifiable": scores.unverifiable,
        "by_slot": {slot: tally(slot) for slot in scores.by_slot},
    }
