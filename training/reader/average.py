"""Average the weights of several runs of the joint stage: what they agree on stays, what each learnt by chance cancels out.

    python -m training.reader.average training/work training/work/fold-0 --to training/work/mean
    python -m training.reader.train --work training/work/mean

The runs must come from the same first stage; they may differ in the cards they saw (Wortsman et al. 2022, "Model soups", ICML). `train`
goes on from the mean with the last stage.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def average(folders: Sequence[Path], to: Path) -> None:
    """Write the mean of the weights that the runs had after the joint stage."""
    states = [torch.load(folder / "joint.pt", weights_only=False) for folder in folders]
    if any({k: v.shape for k, v in state.items()} != {k: v.shape for k, v in states[0].items()} for state in states):
        raise SystemExit("the runs have different labels or hints and cannot be averaged: train them all with the present code")
    to.mkdir(parents=True, exist_ok=True)
    mean = {name: (sum(state[name].double() for state in states) / len(states)).to(first.dtype) for name, first in states[0].items()}
    torch.save(mean, to / "joint.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", help="folders with a joint.pt each")
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    average(arguments.runs, arguments.to)
    print(f"{arguments.to / 'joint.pt'}: the mean of {len(arguments.runs)} runs")


if __name__ == "__main__":
    main()
