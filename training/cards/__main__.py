"""Keep annotated claim cards as stand-off annotation, and check them against the texts they were made from.

    python -m training.cards check --data ../shared/data
    python -m training.cards agreement --data ../shared/data
    python -m training.cards pack CARDS.jsonl... --data ../shared/data --to training/cards/NAME.jsonl

`pack` turns verbatim wordings into offsets, `check` tells of every report whose text differs and every span that lies outside its text,
`agreement` scores the second reading against the first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.scoring import Scores, score
from training.cards.texts import Source, sources
from training.cards.unpacked import HERE, LISTS, WORDINGS, rows, unpacked, write_gold

PLAIN = ("id", "type", "status", "start", "end", "denies", "background")


def packed(card: dict[str, Any], text: str) -> dict[str, Any]:
    """A card with [start, end] in place of each wording; of several places one inside the quote, else the nearest to it."""
    quote = span_of(text, card["quote"], (0, 0))
    out: dict[str, Any] = {key: card[key] for key in PLAIN if key in card}
    out |= {key: span_of(text, card[key], quote) for key in WORDINGS if card.get(key)}
    out |= {key: [span_of(text, words, quote) for words in card[key]] for key in LISTS if card.get(key)}
    if card.get("tolls"):
        out["tolls"] = [
            {k: span_of(text, v, quote) if k in {"published", "group"} and v is not None else v for k, v in toll.items()}
            for toll in card["tolls"]
        ]
    if card.get("control"):
        out["control"] = {
            k: span_of(text, v, quote) if k in {"place", "holder"} and v is not None else v for k, v in card["control"].items()
        }
    return out


def span_of(text: str, words: str, near: tuple[int, int]) -> tuple[int, int]:
    """Where `words` stand in `text`, white space folded: inside `near` if they do, else as near to it as they come."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [m.span() for m in re.finditer(pattern, text)]
    if not found:
        raise SystemExit(f"not in the text: {words!r}")
    return min(found, key=lambda s: (max(near[0] - s[0], s[1] - near[1], 0), s))


def pack(files: list[Path], texts: Mapping[str, Source], to: Path) -> None:
    """Write one line a report: its id, the SHA-256 of its text, its cards."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            card = json.loads(line) if line.strip() else None
            if card is not None:
                by_report.setdefault(card["report"], []).extend([] if card.get("none") else [card])
    with to.open("w", encoding="utf-8") as out:
        for report in sorted(by_report):
            text = texts[report].text
            row = {"report": report, "sha256": digest(text), "cards": [packed(c, text) for c in by_report[report]]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def complaints(file: Path, texts: Mapping[str, Source]) -> Iterator[str]:
    """What is wrong with a packed file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = texts.get(row["report"])
        if source is None:
            yield f"{file.name}: no text for {row['report']} in the data sets"
            continue
        if digest(source.text) != row["sha256"]:
            yield f"{file.name}: the text of {row['report']} is not the one that was annotated"
            continue
        ids = {card["id"] for card in row["cards"]}
        for card in row["cards"]:
            for start, end in spans(card):
                if not 0 <= start < end <= len(source.text):
                    yield f"{file.name}: {row['report']} {card['id']}: span {start}:{end} lies outside the text"
            if card.get("denies") is not None and card["denies"] not in ids:
                yield f"{file.name}: {row['report']} {card['id']}: denies {card['denies']}, which is no card of its report"


def agreement(data: Path) -> Scores:
    """The second reading scored against the first, over the reports that both read."""
    first, second = rows("first"), rows("second")
    both = {row["report"] for row in first} & {row["report"] for row in second}
    texts = sources(data)
    read = [{"report": r["report"]} | unpacked(card, texts[r["report"]].text) for r in second if r["report"] in both for card in r["cards"]]
    with TemporaryDirectory() as folder:
        write_gold((row for row in first if row["report"] in both), data, Path(folder))
        return score(Path(folder), read)


def spans(card: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every span of a packed card."""
    values = [card[k] for k in WORDINGS if k in card] + [s for k in LISTS for s in card.get(k, [])]
    values += [toll[k] for toll in card.get("tolls", []) for k in ("published", "group") if toll.get(k) is not None]
    values += [card["control"][k] for k in ("place", "holder") if card.get("control") and card["control"].get(k) is not None]
    yield from ((start, end) for start, end in values)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "agreement", "pack"):
        command = commands.add_parser(name)
        command.add_argument("--data", type=Path, default=Path("../shared/data"))
        if name == "pack":
            command.add_argument("cards", type=Path, nargs="+")
            command.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.command == "pack":
        pack(arguments.cards, sources(arguments.data), arguments.to)
        return 0
    if arguments.command == "agreement":
        print("\n".join(agreement(arguments.data).lines()))
        return 0
    texts = sources(arguments.data)
    found = [c for file in sorted(HERE.glob("*.jsonl")) for c in complaints(file, texts)]
    print("\n".join(found) or "every span lies in its text")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
