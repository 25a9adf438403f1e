"""Training and test sentences from the corpora whose licences allow shipped weights to be trained on them."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from dateline.annotate.sentences import sentence_spans
from dateline.annotate.words import word_spans
from training.reader.labels import NAMES, ROLES

UNER_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
LINKS = {"organisation": frozenset({"of", "the", "for", "and"}), "place": frozenset({"of", "the"})}
"""Small words that a name of this kind may go on over."""
TITLES = frozenset(
    {"dame", "dr.", "fellow", "general", "king", "mr.", "mrs.", "ms.", "president", "prince", "professor", "queen", "secretary", "sir"}
)
RE3D_KINDS = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Nationality": "nationality",
    "Weapon": "weapon",
    "MilitaryPlatform": "platform",
    "Vehicle": "platform",
    "Quantity": "quantity",
    "Temporal": "time",
}
PEACEFUL = ("reviews-", "answers-", "GUM_voyage", "GUM_vlog", "GUM_academic", "GUM_textbook")
"""Beginnings of the ids of sentences from texts on other things than conflicts: none of them holds an event of ours."""
RE3D_CONFIDENCE = 0.5
HELD_OUT_EVERY = 5
"""Of re3d, every fifth document of each source is kept for testing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the layers its corpus has; None where it has none. `heads` are 1-based with 0 for the root."""

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    gear: tuple[str, ...] | None = None
    predicates: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] | None = None
    events: Events | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLabel:
    """An event word as annotated; `slots` are pairs (slot, head word), all labels those of `labels.py`."""

    word: int
    type: str
    status: str
    background: bool
    change: str
    said: str
    placed: str
    dated: str
    slots: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The events of a sentence, and its counts as (head word of the wording, measure, head word of the counted or None)."""

    events: tuple[EventLabel, ...] = ()
    counts: tuple[tuple[int, str, int | None], ...] = ()


def ewt(data: Path, split: str) -> list[Example]:
    """EWT with its PropBank layer and UNER names; sentences that UNER lacks keep `names` None."""
    names = dict(uner(data / "ner" / f"uner-ewt-{split}.iob2"))
    ids = [sentence for sentence, _ in conllu(data / "ud" / f"ewt-{split}.conllu")] if split == "train" else []
    out = []
    with (data / "srl" / f"propbank-ewt-{split}.jsonl").open(encoding="utf-8") as lines:
        for line, sentence in zip_longest(lines, ids, fillvalue=""):
            row = json.loads(line)
            words = tuple(row["words"])
            out.append(
                Example(
                    words=words,
                    upos=tuple(row["upos"]),
                    heads=tuple(row["head"]),
                    relations=tuple(row["deprel"]),
                    names=names.get(words),
                    predicates=tuple(
                        (p["at"], tuple((a["role"], a["head"]) for a in p["args"] if a["role"] in ROLES)) for p in row["predicates"]
                    ),
                    events=Events() if sentence.startswith(PEACEFUL) else None,
                )
            )
    return out


def uner(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words and BIO tags of each sentence; kinds other than persons, organisations and places are left out."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if not line:
            if words:
                yield tuple(words), tuple(tags)
            words, tags = [], []
            continue
        fields = line.split("\t")
        words.append(fields[1])
        kind = UNER_KINDS.get(fields[2][2:])
        tags.append("O" if kind is None else fields[2][:2] + kind)


def conllu(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Id and rows of the words of each sentence; multi-word tokens and empty nodes are left out."""
    rows: list[list[str]] = []
    sentence = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                sentence = line.partition("=")[2].strip() if line.startswith("# sent_id") else sentence
                continue
            if not line.strip():
                if rows:
                    yield sentence, rows
                rows = []
                continue
            fields = line.rstrip("\n").split("\t")
            if fields[0].isdigit():
                rows.append(fields)
    if rows:
        yield sentence, rows


def gum(data: Path, split: str) -> list[Example]:
    """GUM: syntax, and names read off its entities of persons, organisations and places."""
    return [
        Example(
            words=tuple(r[1] for r in rows),
            upos=tuple(r[3] for r in rows),
            heads=tuple(int(r[6]) for r in rows),
            relations=tuple(r[7] for r in rows),
            names=_gum_names(rows),
            events=Events() if sentence.startswith(PEACEFUL) else None,
        )
        for sentence, rows in conllu(data / "ud" / f"gum-{split}.conllu")
    ]


def _gum_names(rows: list[list[str]]) -> tuple[str, ...]:
    """BIO tags: an entity is a name when its head is a proper noun; outer entities first, so that "University of X" is no place."""
    tags = ["O"] * len(rows)
    for start, end, kind in sorted(_gum_entities(rows), key=lambda entity: entity[0] - entity[1]):
        head = next((i for i in range(start, end) if not start < int(rows[i][6]) <= end), start)
        if rows[head][3] != "PROPN":
            continue
        first, last = _name_around(rows, head, (start, end), kind)
        bare_title = kind == "person" and first == last and rows[first][1].lower() in TITLES
        if not bare_title and all(tags[i] == "O" for i in range(first, last + 1)):
            tags[first : last + 1] = ["B-" + kind, *["I-" + kind] * (last - first)]
    return tuple(tags)


def _name_around(rows: list[list[str]], head: int, bounds: tuple[int, int], kind: str) -> tuple[int, int]:
    """First and last word of the name around `head`: proper nouns, and what else names of organisations and places are made of."""
    first = last = head
    while first > bounds[0] and (rows[first - 1][3] == "PROPN" or _is_capital_adjective(rows[first - 1], kind)):
        first -= 1
    links = LINKS.get(kind, frozenset())
    for at in range(last + 1, bounds[1]):
        if rows[at][3] == "PROPN" or (rows[at][3] == "NOUN" and rows[at][1][0].isupper()):
            last = at
        elif rows[at][1].lower() not in links and not _is_capital_adjective(rows[at], kind):
            break
    return first, last


def _is_capital_adjective(row: list[str], kind: str) -> bool:
    return kind != "person" and row[3] in {"ADJ", "VERB", "NOUN"} and row[1][0].isupper()


def _gum_entities(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """First word, end and kind of each person, organisation and place."""
    open_at: dict[str, tuple[int, str]] = {}
    found: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        entity = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for bracket in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
            label = bracket.strip("()").split("-")
            if bracket.startswith("("):
                open_at[label[0]] = (i, label[1] if len(label) > 1 else "")
            if bracket.endswith(")") and label[0] in open_at:
                start, kind = open_at.pop(label[0])
                if kind in GUM_KINDS:
                    found.append((start, i + 1, GUM_KINDS[kind]))
    return found


def re3d(data: Path, *, held_out: bool) -> list[Example]:
    """re3d: names of eight kinds over our own words; the held-out documents or all others."""
    out: list[Example] = []
    for folder in sorted(p for p in (data / "ner" / "re3d").iterdir() if (p / "documents.json").exists()):
        documents = sorted(_json_lines(folder / "documents.json"), key=lambda d: str(d["_id"]))
        entities: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in _json_lines(folder / "entities.json"):
            if row["type"] in RE3D_KINDS and float(row.get("confidence") or 0) >= RE3D_CONFIDENCE:
                entities[row["documentId"]].append((int(row["begin"]), int(row["end"]), RE3D_KINDS[row["type"]]))
        for n, document in enumerate(documents):
            if (n % HELD_OUT_EVERY == HELD_OUT_EVERY - 1) == held_out:
                out += _tagged(document["text"], _widest(entities[document["_id"]]))
    return out


def _json_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def _widest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans without overlap, wider ones first."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: s[0] - s[1]):
        if not any(span[0] < k[1] and k[0] < span[1] for k in kept):
            kept.append(span)
    return kept


def _tagged(text: str, spans: list[tuple[int, int, str]]) -> Iterator[Example]:
    for sentence in sentence_spans(text):
        words = word_spans(text, sentence.start, sentence.end)
        tags: list[str] = []
        last = None
        for word in words:
            span = next((s for s in spans if s[0] <= word.start < s[1]), None)
            tags.append("O" if span is None else ("I-" if span is last else "B-") + span[2])
            last = span
        if words:
            yield Example(words=tuple(w.of(text) for w in words), gear=tuple(tags))


def roughened(example: Example, rng: random.Random) -> Example:
    """The sentence as careless sites print it: commas and apostrophes lost, or all in one case."""
    kind = rng.random()
    if kind < 0.5:
        return example if example.events is not None and (example.events.events or example.events.counts) else without_marks(example)
    change = str.upper if kind < 0.75 else str.lower
    return replace(example, words=tuple(change(w) for w in example.words))


def without_marks(example: Example) -> Example:
    """The sentence without commas, and with "Syria" + "'s" run together to "Syrias"; heads are renumbered."""
    if example.heads is None or example.upos is None or example.relations is None:
        return example
    words = list(example.words)
    has_child = {h - 1 for h in example.heads}
    drop = set()
    for i, word in enumerate(words):
        if i in has_child or (example.predicates and any(i == at for at, _ in example.predicates)):
            continue
        if word == "," and i > 0:
            drop.add(i)
        elif word in {"'s", "’s"} and i > 0 and example.upos[i] == "PART":
            words[i - 1] += "s"
            drop.add(i)
    keep = [i for i in range(len(words)) if i not in drop]
    new = {old: n for n, old in enumerate(keep)}
    predicates = None
    if example.predicates is not None:
        predicates = tuple((new[at], tuple((r, new[h]) for r, h in args if h in new)) for at, args in example.predicates if at in new)
    return Example(
        words=tuple(words[i] for i in keep),
        upos=tuple(example.upos[i] for i in keep),
        heads=tuple(0 if example.heads[i] == 0 else new[example.heads[i] - 1] + 1 for i in keep),
        relations=tuple(example.relations[i] for i in keep),
        names=None if example.names is None else _repaired(tuple(example.names[i] for i in keep)),
        predicates=predicates,
        events=example.events,
    )


def _repaired(tags: tuple[str, ...]) -> tuple[str, ...]:
    """BIO tags with an I- after another kind turned into a B-."""
    out: list[str] = []
    for tag in tags:
        before = out[-1] if out else "O"
        out.append("B-" + tag[2:] if tag.startswith("I-") and before[2:] != tag[2:] else tag)
    return tuple(out)


def check_names(examples: list[Example]) -> None:
    """Fail early when a corpus yields a tag the model does not know."""
    known = set(NAMES)
    for example in examples:
        unknown = (set(example.names or ()) | set(example.gear or ())) - known
        if unknown:
            raise ValueError(f"unknown name tags {sorted(unknown)} in {' '.join(example.words)[:80]!r}")
