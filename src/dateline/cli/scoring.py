"""`dateline score`: how well claim cards agree with gold cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.cli.app import new_app
from dateline.cli.output import print_json_line
from dateline.errors import UsageError
from dateline.scoring import CardScore, Scores, Tally, score

app = new_app()


@app.command("score")
def score_command(
    *,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="A folder with one JSON file of gold cards a report.")
    ],
    cards: Annotated[Path, typer.Argument(metavar="CARDS", exists=True, dir_okay=False, help="Cards to score, one JSON object a line.")],
    texts: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the texts lie, if not beside the gold files.")] = None,
    report: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this report; may be given again.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List every card about which something is missed or wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one line of JSON.")] = False,
) -> None:
    """`slot` is the figure to watch: every filled slot of a card is one item, right or not. `found` asks only whether a card speaks of the
    happening of a gold card, `typed` also for its type. `from` counts the slots of one outlet's
    reports, where the gold files name several outlets. `claim_to_fact` is the share of claims told as if they were the outlet's own facts.

    \b
    Examples:
      dateline read texts/ --format cards > cards.jsonl
      dateline score gold/ cards.jsonl --show
    """
    scores = score(gold, list(_cards_in(cards)), texts=texts, reports=report)
    if as_json:
        print_json_line(_figures(scores))
        return
    for line in (*(_misses(scores.misses) if show else ()), *scores.lines()):
        typer.echo(line)


def _cards_in(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield _card(line, where=f"{path}:{number}")


def _card(line: str, *, where: str) -> dict[str, Any]:
    try:
        card = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: this line is no JSON ({error.msg}); write one card a line") from error
    if not isinstance(card, dict):
        raise UsageError(f"{where}: a card is a JSON object, not {line[:40]!r}")
    return card


def _misses(misses: Iterable[CardScore]) -> Iterator[str]:
    for miss in misses:
        slots = "; ".join(f"{what} {_counts(counts)}" for what, counts in (("missed", miss.missed), ("wrong", miss.wrong)) if counts)
        yield f"{miss.verdict:9}{miss.report}  {miss.type}: {miss.quote[:80]!r}  {slots}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(slot if count == 1 else f"{slot} x{count}" for slot, count in sorted(counts.items()))


def _figures(scores: Scores) -> dict[str, Any]:
    return {
        "reports": scores.reports,
        "slot": _figure(scores.slot),
        "found": _figure(scores.found),
        "typed": _figure(scores.typed),
        "claim_to_fact": round(scores.claim_to_fact, 4),
        "unverifiable": scores.unverifiable,
        "by_slot": {slot: _figure(tally) for slot, tally in scores.by_slot.items()},
        "by_type": {name: _figure(tally) for name, tally in scores.by_type().items()},
        "by_outlet": {outlet: _figure(tally) for outlet, tally in scores.by_outlet().items()},
    }


def _figure(tally: Tally) -> dict[str, float]:
    return {"f1": round(tally.f1, 4), "precision": round(tally.precision, 4), "recall": round(tally.recall, 4), **asdict(tally)}
