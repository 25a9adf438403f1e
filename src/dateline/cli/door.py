"""The door between a person and Dateline: every error becomes a message with a way out, and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from typer._click.exceptions import ClickException
from typer.exceptions import Abort

from dateline.cli.app import root_command
from dateline.errors import DatelineError

BUG = 1
INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell reports for a program that SIGPIPE ended."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing but that code leaves this function."""
    arguments, debug = _without_debug(arguments)
    try:
        code = root_command().main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except ClickException as error:
        error.show()
        return error.exit_code
    except DatelineError as error:
        _say(f"dateline: {error}")
        return error.exit_code
    except (BrokenPipeError, SystemExit):  # Typer leaves with SystemExit when the reader of a pipe has gone, and only then
        _silence_stdout()
        return PIPE_CLOSED
    except (KeyboardInterrupt, Abort):
        _say("dateline: stopped.")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one door where an unforeseen error is turned into a message
        return _bug(error, debug=debug)
    return code if isinstance(code, int) else 0


def _without_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """The arguments without `--debug`, which may stand anywhere before a bare `--`, and whether it stood there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [argument for n, argument in enumerate(arguments) if n >= end or argument != "--debug"]
    return kept, len(kept) != len(arguments)


def _bug(error: Exception, *, debug: bool) -> int:
    """Say what went wrong and where, and how to report it."""
    if debug:
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({os.path.relpath(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    _say(f"dateline: this is an error of Dateline itself: {type(error).__name__}: {error}{where}")
    way_out = "Please report it" if debug else "Please run it again with --debug and report what it prints"
    _say(f"{way_out}, with the version (dateline --version) and, if it may be shared, the report that was read.")
    return BUG


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _silence_stdout() -> None:
    """Let the interpreter's own last flush go nowhere, since nobody reads stdout any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
