"""The table of commands, and the group that loads a command's module only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

COMMANDS = {
    "read": ("dateline.cli.reading", "Read reports and print their claims; no ledger is needed."),
    "init": ("dateline.cli.keeping", "Make a new, empty ledger."),
    "add": ("dateline.cli.keeping", "Read reports into the ledger; what it holds already is not added again."),
    "claims": ("dateline.cli.asking", "List claims: who says what happened, where, when, to whom, and how many."),
    "events": ("dateline.cli.events", "List events: claims that tell the same happening, seen together."),
    "event": ("dateline.cli.events", "Show one event: who says what of it, side by side, and who rests on whom."),
    "disputes": ("dateline.cli.events", "List what cannot all be true, with both sides."),
    "control": ("dateline.cli.control", "Show who is said to hold a place over time, by whom, and when that is contested."),
    "sources": ("dateline.cli.sources", "Count how often what each source tells is told, denied or not told by others."),
    "grade": ("dateline.cli.sources", "Give a source or a claim an Admiralty grade; Dateline shows it and never makes one."),
    "review": ("dateline.cli.reviewing", "List the claims that a person should look at, each with why and what is in doubt."),
    "judge": ("dateline.cli.judging", "Accept, reject, correct, merge, split, move or undo: a person's word, with who and why."),
    "trail": ("dateline.cli.reviewing", "Show every judgement on a record, what each changed, and whether it still holds."),
    "toll": ("dateline.cli.tolling", "Say how many, as far as the claims bound it, who says so, and what conflicts."),
    "reports": ("dateline.cli.asking", "List the reports of the ledger."),
    "set-aside": ("dateline.cli.asking", "List what could not be used, why, and what can be done about it."),
    "why": ("dateline.cli.explaining", "Walk from a claim, an event or a report back to the words that carry it."),
    "verify": ("dateline.cli.keeping", "Check that nothing in the ledger was changed, removed or slipped in."),
    "brief": ("dateline.cli.briefing", "Write a two-page situation brief of a place and a period: HTML, PDF or Markdown."),
    "export": ("dateline.cli.exporting", "Write the ledger's claims or events for other programs: CSV, JSON lines or GeoJSON."),
    "score": ("dateline.cli.scoring", "Score claim cards against gold cards, slot by slot."),
    "gazetteer": ("dateline.cli.gazetteer", "Add places to those that Dateline brings, and see what a name may stand for."),
    "account": ("dateline.cli.accounts", "Say who may log in to a team's desk, and as what."),
    "serve": ("dateline.cli.serving", "Open the desk: the ledger in the browser, on this machine only or, with logins, for a team."),
    "demo": ("dateline.cli.demo", "Read the bundled sample reports into a ledger and show what it holds."),
}
"""Command -> the module that holds it as `app`, and the sentence that stands in `dateline --help`."""

EPILOG = """\b
Start here:
  dateline demo                                        see it work on sample reports
  dateline read report.txt --published 2016-09-24      claims of one report
  dateline init && dateline add reports/               a ledger of a whole folder
  dateline claims --place Aleppo --measure killed      ask it
  dateline why clm_...                                 the words behind a claim
  dateline serve                                       all of it in the browser

\b
Exit codes: 0 done, 1 a bug of Dateline, 2 the command line is off, 3 some
files or records were set aside, 4 a database or disk did not answer,
5 the ledger is in doubt.
"""


class LazyGroup(TyperGroup):
    """Lists every command from the table, and imports the module of the one that is called."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - click's signature
        """The command, loaded now; None where there is none of that name."""
        return None if cmd_name not in COMMANDS else load(cmd_name)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The table of commands, without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


def load(name: str) -> Command:
    """The command `name` of the table, with the table's sentence on top of its help."""
    module, summary = COMMANDS[name]
    group: Any = get_command(import_module(module).app)
    command: Command = group.commands[name]
    command.help = f"{summary}\n\n{command.help}"
    return command


def new_app() -> typer.Typer:
    """An app for the commands of one module; plain help, since loading Rich for it would take longer than all the rest."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_nothing)
    return app


def _nothing() -> None:
    """A callback makes Typer build a group, also around a single command."""


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's signature
    if asked:
        from importlib.metadata import version  # takes longer to load than the rest of the help

        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


root = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@root.callback()
def describe(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print the traceback of an error of Dateline itself.")] = False,
) -> None:
    """Read reports of armed conflict and keep a ledger of who says what happened, where, when, to whom, and how many.

    A claim is one thing that one source says happened; it always carries the words it was read from. A claim is never made a fact, and
    figures that overlap are never added.
    """


def root_command() -> Command:
    """`dateline` itself, as click knows it."""
    return get_command(root)
