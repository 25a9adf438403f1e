"""The command line: `dateline COMMAND`. Each command is a module that is loaded when it is asked for, so that help comes at once."""

from __future__ import annotations

import sys

from dateline.cli.door import run

__all__ = ["main"]


def main() -> None:
    """Run the command of `sys.argv` and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))
