"""Build hook: the gazetteer is made when the package is packed or installed from source, never at run time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Builds `src/dateline/resolve/gazetteer.sqlite` where it is missing or its inputs changed, and packs it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make sure the file is there; wheels carry it although git ignores it."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from training.gazetteer.build import TARGET, build, is_current
        finally:
            sys.path.remove(str(root))
        if not is_current(root):
            self.app.display_waiting("Building the gazetteer (about 20 s)")
            build(root)
        build_data["artifacts"].append(str(TARGET))
