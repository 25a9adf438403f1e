"""`dateline judge ...`: what a person decides on claims, reports and events, and why; every decision can be undone and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.options import LedgerPath
from dateline.cli.output import print_note
from dateline.cli.progress import counting
from dateline.errors import UsageError
from dateline.model.decision import Judgement, Verdict

app = new_app()
commands = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
app.add_typer(commands, name="judge")

Subject = Annotated[str, typer.Argument(metavar="ID", help="Of a claim (clm_...), a report (rep_...) or an event (evt_...).")]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim (clm_...).")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="Why.")]
Seen = Annotated[
    str | None, typer.Option("--seen", metavar="ID", help="The last judgement that you have seen (jdg_...); it may be replaced.")
]


@commands.callback()
def judge_group() -> None:
    """A judgement is a record of its own: who decided what on which claim, report or event, when and why. It changes nothing that was read;
    what is shown follows from it, and a person's word outranks every score. A later judgement replaces an earlier one, which stays in the
    ledger (dateline trail ID).

    Where another reviewer has decided something else, nothing is recorded: --seen with the id that is told then replaces his judgement
    knowingly, and dissent puts yours beside it. Reviewers differ then, and neither word is taken until one of them gives way or a third
    decides.

    \b
    Examples:
      dateline judge accept clm_0123456789abcdef --by Ana --because "heard on the recording"
      dateline judge correct clm_0123456789abcdef place=gn:169577 --by Ana --because "the camp, not the city"
    """


@commands.command("accept", short_help="Accept a claim, a report, or an event as reviewed.")
def accept_command(*, subject: Subject, by: By, because: Because, ledger: LedgerPath = None, seen: Seen = None) -> None:
    """Accept a claim, a report, or an event as reviewed. An event is accepted with the claims that it has now: one that joins it later is
    not reviewed yet.

    \b
    Examples:
      dateline judge accept clm_0123456789abcdef --by Ana --because "heard on the recording"
      dateline judge accept evt_0123456789abcdef --by Ana --because "all five claims read"
    """
    _judge(ledger, subject, Verdict.ACCEPTED, by=by, because=because, seen=seen)


@commands.command("reject", short_help="Reject a claim or a report: it counts for nothing from now on.")
def reject_command(*, subject: Subject, by: By, because: Because, ledger: LedgerPath = None, seen: Seen = None) -> None:
    """Reject a claim, or a report with all its claims. It stays in the ledger, and is left out of events, tolls and exports.

    \b
    Examples:
      dateline judge reject clm_0123456789abcdef --by Ana --because "a caption of another picture"
    """
    _judge(ledger, subject, Verdict.REJECTED, by=by, because=because, seen=seen)


@commands.command("unsure", short_help="Leave a claim, a report or an event open for somebody else.")
def unsure_command(*, subject: Subject, by: By, because: Because, ledger: LedgerPath = None, seen: Seen = None) -> None:
    """Leave a claim, a report or an event open: it goes to the head of the queue, for somebody else to decide.

    \b
    Examples:
      dateline judge unsure clm_0123456789abcdef --by Ana --because "two quarters have this name"
    """
    _judge(ledger, subject, Verdict.UNSURE, by=by, because=because, seen=seen)


@commands.command("correct", short_help="Put another value into slots of a claim.")
def correct_command(
    *,
    claim: ClaimId,
    changes: Annotated[list[str], typer.Argument(metavar="SLOT=VALUE...", help="What a slot holds; see above.")],
    by: By,
    because: Because,
    ledger: LedgerPath = None,
    seen: Seen = None,
) -> None:
    """Put other values into slots of a claim, all of them or none. The claim that was read stays as it is, and so does its id.

    type, status, measure N, change: by name, as in status=denied. low N, high N: a number, or none for an open side. days: 2016-09-24,
    2016-09-19/2016-09-24, or none. place: an id (dateline gazetteer show NAME), a name that one place has, or "36.19,37.19 Bab al-Nairab".
    speaker, actor N, target N, holder, group N: words of the report, the id of an actor for the words that stand there, or both
    ("target 1=the camp=syria-civilians"); none empties the slot. N counts actors, targets and figures from 1 in the order they were read.

    \b
    Examples:
      dateline judge correct clm_0123456789abcdef place=gn:169577 --by Ana --because "the camp, not the city"
      dateline judge correct clm_0123456789abcdef "low 1=12" "high 1=12" --by Ana --because "misread 1.200"
    """
    wanted = dict(_change(change) for change in changes)
    if len(wanted) < len(changes):
        raise UsageError("a slot stands twice among the changes; give each once")
    with opened(ledger) as book:
        _tell(book.correct(claim, wanted, reviewer=by, reason=because, seen=seen))


@commands.command("merge", short_help="Say that events are one happening.")
def merge_command(
    *,
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="The ids of two events or more (evt_...).")],
    by: By,
    because: Because,
    ledger: LedgerPath = None,
    seen: Seen = None,
) -> None:
    """Say that events are one happening: their claims are tied together, whatever their scores say.

    \b
    Examples:
      dateline judge merge evt_0123456789abcdef evt_fedcba9876543210 --by Ana --because "the same market"
    """
    with opened(ledger) as book, counting("Linking"):
        made = book.merge(*events, reviewer=by, reason=because, seen=seen)
    _tell(made)


@commands.command("split", short_help="Say that claims of an event tell another happening.")
def split_command(
    *,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claims that go, together (clm_...).")],
    by: By,
    because: Because,
    ledger: LedgerPath = None,
    seen: Seen = None,
) -> None:
    """Say that claims of an event tell another happening: they are held apart from those that stay, and become an event of their own.

    \b
    Examples:
      dateline judge split clm_0123456789abcdef --by Ana --because "this is the strike of the day before"
    """
    with opened(ledger) as book, counting("Linking"):
        made = book.split(*claims, reviewer=by, reason=because, seen=seen)
    _tell(made)


@commands.command("move", short_help="Say that a claim tells the happening of another event.")
def move_command(
    *,
    claim: ClaimId,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event that it tells (evt_...).")],
    by: By,
    because: Because,
    ledger: LedgerPath = None,
    seen: Seen = None,
) -> None:
    """Say that a claim tells not the happening of its event but that of another.

    \b
    Examples:
      dateline judge move clm_0123456789abcdef evt_0123456789abcdef --by Ana --because "it names the other market"
    """
    with opened(ledger) as book, counting("Linking"):
        made = book.move(claim, event, reviewer=by, reason=because, seen=seen)
    _tell(made)


@commands.command("undo", short_help="Undo a judgement, or all of one batch.")
def undo_command(
    *,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of a judgement (jdg_...) or of a batch (bat_...): a merge, a split, a move.")],
    by: By,
    because: Because,
    ledger: LedgerPath = None,
) -> None:
    """Undo a judgement by a further one: what it had replaced holds again. An undoing can be undone too.

    \b
    Examples:
      dateline judge undo jdg_0123456789abcdef --by Ana --because "wrong claim"
    """
    with opened(ledger) as book:
        _tell(book.undo(key, reviewer=by, reason=because))


@commands.command("dissent", short_help="Say something else than a judgement, without replacing it.")
def dissent_command(
    *,
    other: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The judgement that you do not agree with (jdg_...).")],
    by: By,
    because: Because,
    says: Annotated[Verdict | None, typer.Option("--says", help="What you say instead: accepted, rejected or unsure.")] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="VALUE", help="What the corrected slot holds instead.")] = None,
    ledger: LedgerPath = None,
) -> None:
    """Say something else than a judgement of another reviewer. Both stand, "reviewers differ" is shown, and neither is taken.

    \b
    Examples:
      dateline judge dissent jdg_0123456789abcdef --says rejected --by Ben --because "a caption"
      dateline judge dissent jdg_0123456789abcdef --new gn:170063 --by Ben --because "the text says city"
    """
    with opened(ledger) as book:
        _tell([book.dissent(other, reviewer=by, reason=because, verdict=says, new=new)])


def _judge(ledger: Path | None, subject: str, verdict: Verdict, *, by: str, because: str, seen: str | None) -> None:
    with opened(ledger) as book:
        _tell([book.judge(subject, verdict, reviewer=by, reason=because, seen=seen)])


def _change(text: str) -> tuple[str, str]:
    slot, found, value = text.partition("=")
    if not found:
        raise UsageError(f"{text!r}: write a slot, = and what it holds, like place=gn:170063")
    return slot.strip(), value.strip()


def _tell(made: Sequence[Judgement]) -> None:
    """What was recorded, and by which id it can be undone."""
    first = made[0]
    if len(made) == 1:
        print_note(f"{first.subject}: {first.told()}, by {first.reviewer} ({first.id})")
        return
    print_note(f"{len(made)} judgements by {first.reviewer} in one go ({first.batch})")
