"""Average the weights of several runs of the last stage: what they agree on stays, what each learnt by chance cancels out.

    python -m training.reader.average training/work training/work/fold-0 --to training/work/mean

Each folder holds a `reader.pt` that came from the same first stage; the runs may differ in the cards they saw and in their order
(Wortsman et al. 2022, "Model soups", ICML). `export` takes the folder that is written.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def average(folders: Sequence[Path], to: Path) -> None:
    """Write the mean of the runs' weights, with the labels of the first run."""
    states = [torch.load(folder / "reader.pt", weights_only=False) for folder in folders]
    if any((state["labels"], state["hints"]) != (states[0]["labels"], states[0]["hints"]) for state in states):
        raise SystemExit("the runs have different labels or hints and cannot be averaged: train them all with the present code")
    mean = {}
    for name, first in states[0]["model"].items():
        mean[name] = (sum(state["model"][name].double() for state in states) / len(states)).to(first.dtype)
    to.mkdir(parents=True, exist_ok=True)
    torch.save(states[0] | {"model": mean}, to / "reader.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", help="folders with a reader.pt each")
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    average(arguments.runs, arguments.to)
    print(f"{arguments.to / 'reader.pt'}: the mean of {len(arguments.runs)} runs")


if __name__ == "__main__":
    main()
