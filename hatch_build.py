"""Build hook: what the package carries but git does not is made when it is packed or installed from source, never at run time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MadeFilesHook(BuildHookInterface[Any]):
    """Builds the gazetteer and the browser side of the desk where they are missing or their inputs changed, and packs them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make sure the files are there; wheels carry them although git ignores them."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from frontend import build as frontend
            from training.gazetteer import build as gazetteer
        finally:
            sys.path.remove(str(root))
        for what, made in (("the gazetteer (about 20 s)", gazetteer), ("the browser side of the desk (about 20 s)", frontend)):
            if not made.is_current(root):
                self.app.display_waiting(f"Building {what}")
                made.build(root)
            build_data["artifacts"].append(str(made.TARGET))
