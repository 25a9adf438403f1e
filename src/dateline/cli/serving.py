"""`dateline serve`: the desk over a ledger, for this machine only, or for a team that logs in."""

from __future__ import annotations

import errno
import getpass
import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.accounts import AccountsPath, kept
from dateline.cli.app import new_app
from dateline.cli.ledgers import opened
from dateline.cli.output import print_note
from dateline.errors import UsageError
from dateline.ledger import Ledger

if TYPE_CHECKING:
    from dateline.web.accounts import Accounts

app = new_app()

HOST = "127.0.0.1"
PORT = 8765
LOOPBACK = {HOST: socket.AF_INET, "localhost": socket.AF_INET, "::1": socket.AF_INET6}
"""Names under which only this machine reaches itself."""

WAITING = 128
"""Connections that may wait to be answered."""


@app.command("serve")
def serve_command(  # noqa: PLR0913 - Typer makes one option of each parameter
    *,
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger's file; without it the one that --ledger of other commands takes.")
    ] = None,
    host: Annotated[str, typer.Option(metavar="NAME", help="The address to listen on; without --team only this machine's own.")] = HOST,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes any that is free.")] = PORT,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Whether to open it in the browser.")] = True,
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|ADDRESS",
            help="What lies behind the borders of the map: a PMTiles file, or the address of one or of a tile server "
            "(https://.../{z}/{x}/{y}.png), which learns where people look.",
        ),
    ] = None,
    team: Annotated[bool, typer.Option("--team", help="Let nobody in without a login (dateline account).")] = False,
    accounts: AccountsPath = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="A name that a team's desk is asked by, such as desk.example.org.")
    ] = None,
) -> None:
    """The desk shows the ledger in the browser: map and timeline, reports with their claims marked, disputes side by side, review. It
    listens on this machine only, without a login, and nothing it shows leaves the machine. Ctrl+C ends it.

    With --team everybody logs in, as a reader, a reviewer or an admin, and --host may be an address that others reach. Put a server with
    TLS before it there: passwords must not cross a network in the open.

    \b
    Examples:
      dateline serve
      dateline serve aleppo.dateline
      dateline serve aleppo.dateline --port 9000 --no-open
      dateline serve aleppo.dateline --team --host 0.0.0.0 --name desk.example.org
    """
    if not team and (accounts or name):
        raise UsageError("--accounts and --name are for a desk with logins; add --team")
    with listening(host, port, is_team=team) as ear, opened(ledger) as book, _logins(book, accounts, is_team=team) as logins:
        serve(book, ear, open_browser=open_browser, logins=logins, names=tuple(name or ()), tiles=_behind(tiles))


def _behind(tiles: str | None) -> str | None:
    """The map behind the borders; UsageError where it is a file that is not there."""
    if tiles is not None and not tiles.startswith(("http://", "https://")) and not Path(tiles).is_file():
        raise UsageError(f"--tiles {tiles}: there is no such file; give a PMTiles file, or an address that begins with https://")
    return tiles


@contextmanager
def _logins(book: Ledger, accounts: Path | None, *, is_team: bool) -> Iterator[Accounts | None]:
    """The accounts of a team's desk, None for a local one; UsageError where nobody could administer it."""
    if not is_team:
        yield None
        return
    with kept(book.database.path, accounts) as logins:
        if not logins.has_admin():
            raise UsageError(
                f"{logins.path}: nobody can administer this desk yet; make an account first: dateline account add NAME --role admin"
            )
        yield logins


def serve(
    book: Ledger,
    ear: socket.socket,
    *,
    open_browser: bool,
    logins: Accounts | None = None,
    names: tuple[str, ...] = (),
    tiles: str | None = None,
) -> None:
    """Answer on the socket until a person ends it; with `logins` only to those who have an account."""
    # The desk is the only command that needs a web server, and loading one takes longer than most commands run.
    import uvicorn

    from dateline.web.app import create_app
    from dateline.web.settings import LOOPBACK as OWN
    from dateline.web.settings import DeskSettings

    url = address(ear)
    hosts = (*OWN, ear.getsockname()[0], *names)
    desk = create_app(book, settings=DeskSettings(reviewer=_person(), hosts=hosts, tiles=tiles, accounts=logins))
    print_note(f"The desk of {book.database.path} is open at {url} (Ctrl+C closes it).")
    if open_browser:
        _open(url)
    server = uvicorn.Server(uvicorn.Config(desk, log_level="warning", access_log=False, server_header=False))
    try:
        server.run(sockets=[ear])
    except KeyboardInterrupt:
        print_note("The desk is closed.")


def listening(host: str, port: int, *, is_team: bool = False) -> socket.socket:
    """A socket that listens on an address; UsageError where others could reach it without a login, or the port is taken."""
    if host not in LOOPBACK and not is_team:
        raise UsageError(
            f"--host {host}: without logins the desk listens on this machine only ({', '.join(LOOPBACK)}); "
            f"leave --host out, open it to accounts with --team, or reach it through ssh -L {PORT}:{HOST}:{PORT}"
        )
    family = LOOPBACK.get(host, socket.AF_INET6 if ":" in host else socket.AF_INET)
    ear = socket.socket(family, socket.SOCK_STREAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ear.bind((host, port))
        ear.listen(WAITING)
    except OSError as error:
        ear.close()
        raise UsageError(_why_not(error, host, port)) from error
    return ear


def address(ear: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = ear.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _open(url: str) -> None:
    """Show the address in the person's browser; one that would take over the terminal is left alone, as the address stands there."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return
    if type(found) is not webbrowser.GenericBrowser:
        found.open(url)


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} of {host} is taken, perhaps by a desk that is open already (http://{host}:{port}); "
            f"use that one, end it, or take another port: --port {port + 1 if port < 65535 else 0}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} of {host} may not be used by you ({error.strerror}); take one above 1023: --port {PORT}"
    return f"the desk cannot listen on {host}, port {port} ({error.strerror}); try another address or port"


def _person() -> str:
    """Who signs judgements: the name this person is known by on this machine."""
    try:
        return getpass.getuser()
    except OSError:  # an account without a name, as in some containers
        return "local"
