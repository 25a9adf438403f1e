"""`dateline why`: from anything in the ledger back to the words that carry it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.app import new_app
from dateline.cli.events import print_heading, print_ties
from dateline.cli.ledgers import opened
from dateline.cli.lines import CLAIM_COLUMNS, claim_cells, days, line_of_row
from dateline.cli.options import LedgerPath
from dateline.cli.output import console, print_json_line, print_table
from dateline.ledger import WhyEvent
from dateline.model.claim import Claim
from dateline.model.text import Report
from dateline.model.world import Actor, Place, Resolution, When
from dateline.store import WhyClaim, WhyReport

app = new_app()


@app.command("why")
def why_command(
    *,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of a claim (clm_...), an event (evt_...) or a report (rep_...).")],
    ledger: LedgerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="The full records as JSON.")] = False,
) -> None:
    """For a claim: its words among the sentences around them, who says it, and what its words were taken to mean, with the reason and the
    candidates that lost. For an event: its claims, and why they were put together. For a report: its claims.

    \b
    Examples:
      dateline why clm_0123456789abcdef
      dateline why evt_0123456789abcdef --json
    """
    with opened(ledger) as book:
        found = book.why(key)
    if as_json:
        print_json_line(found)
        return
    match found:
        case WhyClaim():
            _print_claim(found)
        case WhyEvent():
            _print_event(found)
        case WhyReport():
            _print_report(found)


def _print_claim(found: WhyClaim) -> None:
    out = console()
    claim = found.claim
    passage = Text(_flat(found.before)).append(_flat(claim.quote), style="bold reverse").append(_flat(found.after))
    if not out.is_terminal:
        passage = Text(f"{_flat(found.before)}»{_flat(claim.quote)}«{_flat(found.after)}")
    out.print(Text(f"{claim.id}: {claim.type}, {claim.status.value}", style="bold"))
    out.print(passage, style="")
    for name, value in (*_report_facts(found.report), *_claim_facts(claim)):
        out.print(Text(f"{name:<11}", style="dim").append(value))
    for resolution in found.resolutions:
        out.print(Text(_taken_for(resolution)))
    for judgement in found.judgements:
        standing = "" if judgement.in_force else ", no longer in force"
        change = "" if judgement.slot is None else f" {judgement.slot} from {judgement.old or 'nothing'} to {judgement.new or 'nothing'}"
        out.print(Text(f"judged      {judgement.verdict}{change} by {judgement.reviewer}{standing}: {judgement.reason}"))
    out.print(
        Text(f"entry       {found.source.seq} of the ledger, written {found.source.at}, hash {found.source.hash[:16]}...", style="dim")
    )


def _report_facts(report: Report) -> list[tuple[str, str]]:
    day = "date unknown" if report.published is None else f"{report.published} ({report.published_by.value})"
    told = [report.title, report.source, day]
    return [("report", f"{report.id}: " + ", ".join(part for part in told if part)), ("read from", report.location or "")]


def _claim_facts(claim: Claim) -> list[tuple[str, str]]:
    """The slots of a claim that are filled, in the report's own words."""
    slots = {
        "speaker": claim.speaker.text if claim.speaker is not None else "the outlet, in its own voice",
        "via": claim.via.text if claim.via is not None else "",
        "actors": "; ".join(phrase.text for phrase in claim.actors),
        "targets": "; ".join(phrase.text for phrase in claim.targets),
        "place": claim.place.text if claim.place is not None else "",
        "times": "; ".join(phrase.text for phrase in claim.times),
        "figures": "; ".join(f"{figure.measure.value}: {figure.published}" for figure in claim.figures),
        "denies": claim.denies or "",
        "background": "told as history" if claim.background else "",
        "how sure": _how_sure(claim),
    }
    return [(name, value) for name, value in slots.items() if value]


def _how_sure(claim: Claim) -> str:
    """How sure the reading is, as a whole and slot by slot: never how likely the claim is true."""
    if claim.confidence is None:
        return ""
    slots = ", ".join(f"{slot} {p:.0%}" for slot, p in claim.confidences)
    return f"{claim.confidence:.0%} that the report tells this" + (f"; if so, {slots}" if slots else "")


def _taken_for(resolution: Resolution) -> str:
    lines = [f'{resolution.slot.value:<11} "{resolution.wording}" is taken for {_meaning(resolution.chosen)}']
    if resolution.loaded:
        lines.append("            the wording takes a side; it is kept, and the party named neutrally")
    lines += [f"            because {reason}" for reason in resolution.reasons]
    if resolution.alternatives:
        lines.append("            rather than " + "; ".join(map(_meaning, resolution.alternatives)))
    return "\n".join(lines)


def _meaning(chosen: Place | When | Actor | None) -> str:
    match chosen:
        case None:
            return "nothing: it stays open"
        case Place():
            region = ", ".join(part for part in (chosen.admin1, chosen.country) if part)
            return f"{chosen.name} ({region}; {chosen.latitude:.3f}, {chosen.longitude:.3f}, within {chosen.radius_km:g} km)"
        case When():
            return days(chosen.earliest, chosen.latest) or f"{chosen.value}, no day"
        case Actor():
            return f"{chosen.name} [{chosen.id}]"


def _print_event(found: WhyEvent) -> None:
    out = console()
    print_heading(found.event)
    for reason in found.event.linked_by:
        out.print(Text(f"one event because {reason}"))
    print_ties(found)
    for claim in found.claims:
        out.print()
        _print_claim(claim)


def _print_report(found: WhyReport) -> None:
    for name, value in _report_facts(found.report):
        console().print(Text(f"{name:<11}", style="dim").append(value))
    print_table(CLAIM_COLUMNS, claim_cells([line_of_row(row) for row in found.claims]))


def _flat(text: str) -> str:
    """Text on one line, with the spaces at its ends kept."""
    return text.replace("\n\n", " ").replace("\n", " ")
