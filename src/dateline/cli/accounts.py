"""`dateline account ...`: who may log in to a team's desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.ledgers import path_of
from dateline.cli.options import LedgerPath
from dateline.cli.output import Column, print_note, print_table
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.web.accounts import Accounts

app = new_app()
commands = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
app.add_typer(commands, name="account")

SUFFIX = ".accounts"
"""Beside the ledger aleppo.dateline its accounts lie in aleppo.dateline.accounts."""


class RoleName(StrEnum):
    """What an account may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account; it signs what is judged.")]
AccountsPath = Annotated[
    Path | None, typer.Option("--accounts", metavar="FILE", help="Where the accounts are kept; without it beside the ledger.")
]
RoleOption = Annotated[RoleName, typer.Option("--role", help="reader sees all but names of victims and witnesses, reviewer judges.")]


@commands.callback()
def account_group() -> None:
    """A desk that is served with --team is open to its accounts alone. They are kept in a file beside the ledger, so that a ledger can be
    passed on without them. Passwords are asked for, or read from standard input where that is no terminal.

    \b
    Examples:
      dateline account add Ana --role admin
      dateline account list
      dateline serve --team
    """


@commands.command("add", short_help="Make an account.")
def add_command(*, name: Name, role: RoleOption = RoleName.READER, ledger: LedgerPath = None, accounts: AccountsPath = None) -> None:
    """Make an account, and ask for its password.

    \b
    Examples:
      dateline account add Ana --role admin
      dateline account add "N. K." --role reviewer --ledger aleppo.dateline
    """
    from dateline.web.access import Role

    with kept(ledger, accounts) as book:
        found = book.add(name, _password(), Role[role.name])
        print_note(f"{found.name} may log in as {role.value}; the accounts lie in {book.path}.")


@commands.command("list", short_help="List the accounts.")
def list_command(*, ledger: LedgerPath = None, accounts: AccountsPath = None) -> None:
    """List the accounts with their roles.

    \b
    Examples:
      dateline account list
      dateline account list --ledger aleppo.dateline
    """
    with kept(ledger, accounts) as book:
        rows = [(one.name, one.role.name.lower(), "open" if one.is_open else "closed", str(one.made.date())) for one in book.all()]
    print_table((Column("name"), Column("role"), Column("state"), Column("since")), rows)


@commands.command("role", short_help="Give an account another role.")
def role_command(
    *,
    name: Name,
    role: Annotated[RoleName, typer.Argument(metavar="ROLE", help="reader, reviewer or admin.")],
    ledger: LedgerPath = None,
    accounts: AccountsPath = None,
) -> None:
    """Give an account another role; the last admin stays one.

    \b
    Examples:
      dateline account role Ana reviewer
    """
    from dateline.web.access import Role

    with kept(ledger, accounts) as book:
        book.set_role(name, Role[role.name])
    print_note(f"{name} is now {role.value}.")


@commands.command("password", short_help="Give an account another password.")
def password_command(*, name: Name, ledger: LedgerPath = None, accounts: AccountsPath = None) -> None:
    """Give an account another password, which ends its sessions and API tokens.

    \b
    Examples:
      dateline account password Ana
    """
    with kept(ledger, accounts) as book:
        book.set_password(name, _password())
    print_note(f"{name} has a new password; sessions and tokens of the old one are ended.")


@commands.command("close", short_help="Close an account.")
def close_command(*, name: Name, ledger: LedgerPath = None, accounts: AccountsPath = None) -> None:
    """Close an account: nobody can log in with it any more. What it signed stays signed.

    \b
    Examples:
      dateline account close Ana
    """
    with kept(ledger, accounts) as book:
        book.set_open(name, is_open=False)
    print_note(f"{name} can no longer log in; dateline account open {name} undoes that.")


@commands.command("open", short_help="Open a closed account again.")
def open_command(*, name: Name, ledger: LedgerPath = None, accounts: AccountsPath = None) -> None:
    """Open a closed account again, with the password that it had.

    \b
    Examples:
      dateline account open Ana
    """
    with kept(ledger, accounts) as book:
        book.set_open(name, is_open=True)
    print_note(f"{name} can log in again.")


@contextmanager
def kept(ledger: Path | None, accounts: Path | None) -> Iterator[Accounts]:
    """The accounts in a file, by default the one beside the ledger."""
    from dateline.web.accounts import Accounts

    beside = path_of(ledger)
    path = accounts or beside.with_name(f"{beside.name}{SUFFIX}")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path}: the folder {path.absolute().parent} does not exist; make it first")
    book = Accounts(path)
    try:
        yield book
    finally:
        book.close()


def _password() -> str:
    """A password as it is typed, twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
