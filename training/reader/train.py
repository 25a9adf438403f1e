"""Train the reader: every head jointly to the end, resumable, on the CPU in under two hours.

    python -m training.reader.train --data ../shared/data --work training/work

A stopped run goes on from its last checkpoint, in the same order and with the same random numbers.
`python -m training.reader.export` then makes the model file.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.annotate.reader import Reader
from dateline.annotate.wordpiece import WordPiece, shape
from dateline.model.claim import Status
from training.cards.unpacked import rows
from training.reader import corpora, events
from training.reader.corpora import Example
from training.reader.hints import hint_features, hint_of, hint_table
from training.reader.labels import CARRIED, CHANGES, EVENTS, MEASURES, NAMES, ROLES, SAID, SLOTS, STATUSES
from training.reader.model import Batch, Labels, ReaderModel, package_folder, padded

SEED = 20160924
SUBWORDS = {"ewt": 1400, "gum": 1400, "re3d": 900, "cards": 900}
"""Padded subwords in a batch."""
ROUGH_SHARE = 0.2
"""Share of the sentences seen without commas and apostrophes or in one case."""
MAX_SUBWORDS = 300
LOSS_WEIGHTS = {
    "roles": 3.0,
    "events": 10.0,
    "measures": 4.0,
    "slots": 3.0,
    "said": 1.0,
    "status": 1.0,
    "background": 0.5,
    "change": 0.3,
    "placed": 0.5,
    "dated": 0.5,
}
RARE_STATUS = 2.0
"""Weight of a status other than asserted: one claim in six has one."""
CHECKPOINT_SECONDS = 240
SHOW_EVERY = 50
IGNORED = -100
HAS_BFLOAT16 = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
"""Elsewhere bfloat16 is emulated, and twenty times slower than float32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A pass over the plan: epochs by corpus, share of the learning rates, weight of the loss of proper names.

    `hidden` is the share of the words of names shown as unknown words of their shape, so that names are told by what surrounds them.
    """

    name: str
    epochs: Mapping[str, float]
    rate: float = 1.0
    names_weight: float = 1.5
    hidden: float = 0.0


STAGES = (
    Stage(name="grammar", epochs={"ewt": 9.0, "gum": 3.0, "re3d": 12.0}, names_weight=2.0),
    Stage(name="joint", epochs={"ewt": 1.2, "gum": 0.4, "re3d": 2.0, "cards": 8.0}, rate=0.5, names_weight=3.0),
    Stage(name="mend", epochs={"ewt": 0.3, "gum": 0.1, "re3d": 0.6, "cards": 1.6}, rate=0.3, names_weight=3.0),
    Stage(name="names", epochs={"ewt": 2.0, "gum": 0.2, "re3d": 1.0, "cards": 1.0}, rate=0.3, names_weight=5.0, hidden=0.25),
)
"""The first stage learns the language, the second everything together: events come in with the claim cards, and names, which are learnt
slowest, weigh more. The third goes on at a low rate, after runs of the second have been averaged; the fourth hides words of names, which
did not better names (76.1 after 76.3 F1 on UNER's development set) but claims: slot F1 0.766 after 0.759 on the development reports. On
the sentences of the cards the grammar and the names are those of the reader before: without them the other heads unlearn such text. A
stage with names exchanged for others of their kind gained 0.3 F1 of names on EWT's development set in int8 and lost 0.6 on its test set:
left out."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example with the ids of its pieces, its shapes and the place of each word's first piece."""

    example: Example
    ids: list[int]
    shapes: list[int]
    first: list[int]
    hinted: list[int]


def encode(example: Example, pieces: WordPiece, hidden: Collection[int] = ()) -> Encoded:
    """The example as the network takes it; the words at `hidden` as unknown ones."""
    ids, shapes, first = [pieces.start], [0], []
    for i, word in enumerate(example.words):
        own = pieces.pieces(word) if i not in hidden else [pieces.unknown]
        first.append(len(ids))
        ids += own
        shapes += [shape(word)] * len(own)
    return Encoded(example, [*ids, pieces.end], [*shapes, 0], first, [hint_of(word) for word in example.words])


def wordpiece() -> WordPiece:
    return WordPiece((Path(package_folder()) / "vocab.txt").read_text(encoding="utf-8").splitlines())


def collate(batch: Sequence[Encoded]) -> Batch:
    return Batch(
        ids=padded([e.ids for e in batch]),
        mask=padded([[1] * len(e.ids) for e in batch]),
        shapes=padded([e.shapes for e in batch]),
        first=padded([e.first for e in batch]),
        words=padded([[1] * len(e.first) for e in batch]),
    )


def batches(examples: Sequence[Encoded], subwords: int, rng: random.Random) -> list[list[Encoded]]:
    """Shuffled batches of sentences of like length."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    out: list[list[Encoded]] = []
    for start in range(0, len(order), 2000):
        current: list[Encoded] = []
        longest = 0
        for i in sorted(order[start : start + 2000], key=lambda i: len(examples[i].ids)):
            longest = max(longest, len(examples[i].ids))
            if current and longest * (len(current) + 1) > subwords:
                out.append(current)
                current, longest = [], len(examples[i].ids)
            current.append(examples[i])
        out.append(current)
    rng.shuffle(out)
    return out


def cross_entropy(logits: Tensor, wanted: Tensor, weights: Tensor | None = None) -> Tensor:
    return functional.cross_entropy(logits.flatten(0, -2).float(), wanted.flatten(), weights, ignore_index=IGNORED)


def _slots(filled: Sequence[tuple[str, int]], width: int) -> Tensor:
    """1 where a word (row) fills a slot (column): (words, slots)."""
    out = torch.zeros(width, len(SLOTS))
    for slot, word in filled:
        out[word, SLOTS.index(slot)] = 1.0
    return out


class Losses:
    """Loss of each head over a batch; heads whose layer the corpus lacks add nothing."""

    def __init__(self, labels: Labels) -> None:
        self.upos = {t: i for i, t in enumerate(labels.upos)}
        self.relations = {t: i for i, t in enumerate(labels.relations)}
        self.names = {t: i for i, t in enumerate(labels.names)}
        self.types = {t: i for i, t in enumerate(labels.events)}
        self.roles = {t: i for i, t in enumerate(labels.roles)}
        self.class_weights = {"status": torch.tensor([1.0 if s is Status.ASSERTED else RARE_STATUS for s in STATUSES])}

    def __call__(self, model: ReaderModel, batch: Sequence[Encoded]) -> dict[str, Tensor]:
        """Losses by head."""
        inputs = collate(batch)
        root, words = model.encode(inputs)
        examples = [e.example for e in batch]
        out: dict[str, Tensor] = {}
        if examples[0].heads is not None:
            arcs, heads = model.arcs(root, words, inputs.words)
            gold = padded([list(e.heads or ()) for e in examples], IGNORED)
            out["upos"] = cross_entropy(model.upos(words), padded([[self.upos[t] for t in e.upos or ()] for e in examples], IGNORED))
            out["arcs"] = cross_entropy(arcs, gold)
            wanted = padded([[self.relations.get(t, IGNORED) for t in e.relations or ()] for e in examples], IGNORED)
            out["relations"] = cross_entropy(model.relation.along(words, heads, gold.clamp(min=0)), wanted)
        for name, head in (("names", model.names), ("gear", model.gear)):
            tags = [getattr(e, name) for e in examples]
            if any(t is not None for t in tags):
                wanted = padded(
                    [
                        [self.names[t] for t in row] if row is not None else [IGNORED] * len(e.words)
                        for e, row in zip(examples, tags, strict=True)
                    ],
                    IGNORED,
                )
                out[name] = cross_entropy(head(words), wanted)
        if examples[0].predicates is not None:
            out |= self._roles(model, words, examples)
        if any(e.events is not None for e in examples):
            out |= self._events(model, words, inputs, batch)
        return out

    def _events(self, model: ReaderModel, words: Tensor, inputs: Batch, batch: Sequence[Encoded]) -> dict[str, Tensor]:
        """Losses of the event heads; sentences that were not annotated add nothing."""
        heads, width = model.events, words.shape[1]
        inner, hints = heads.inner(words, inputs.words, model.lexical(inputs), padded([e.hinted for e in batch]))
        told = [e.example.events for e in batch]
        types = padded([[0 if layer is not None else IGNORED] * len(e.hinted) for e, layer in zip(batch, told, strict=True)], IGNORED)
        measures = types.clone()
        rows: list[tuple[int, int]] = []
        columns: dict[str, list[int]] = {name: [] for name in ("status", "background", "change", "said", "placed", "dated")}
        wanted: list[Tensor] = []
        for n, layer in enumerate(told):
            for event in layer.events if layer is not None else ():
                types[n, event.word] = self.types[event.type]
                rows.append((n, event.word))
                columns["status"].append(STATUSES.index(event.status))
                columns["background"].append(int(event.background))
                columns["change"].append(CHANGES.index(event.change))
                columns["said"].append(SAID.index(event.said))
                columns["placed"].append(CARRIED.index(event.placed))
                columns["dated"].append(CARRIED.index(event.dated))
                wanted.append(_slots(event.slots, width))
            for word, measure, counted in layer.counts if layer is not None else ():
                measures[n, word] = MEASURES.index(measure)
                rows.append((n, word))
                for column in columns.values():
                    column.append(IGNORED)
                wanted.append(_slots([("counted", counted)] if counted is not None else [], width))
        out = {"events": cross_entropy(heads.types(inner, hints), types), "measures": cross_entropy(heads.measure(inner), measures)}
        if rows:
            sentence, word = torch.tensor(rows).T
            for name, column in columns.items():
                if any(c != IGNORED for c in column):
                    out[name] = cross_entropy(
                        getattr(heads, name)(inner[sentence, word]), torch.tensor(column), self.class_weights.get(name)
                    )
            scores = heads.slot.pairs(words, words)[sentence, word]
            present = (inputs.words[sentence] > 0).unsqueeze(-1)
            loss = functional.binary_cross_entropy_with_logits(scores.float(), torch.stack(wanted), reduction="none")
            out["slots"] = (loss * present).sum() / len(rows) / 3
        return out

    def _roles(self, model: ReaderModel, words: Tensor, examples: Sequence[Example]) -> dict[str, Tensor]:
        width = words.shape[1]
        is_predicate = padded([[0] * len(e.words) for e in examples], IGNORED)
        rows, columns, wanted = [], [], []
        for n, example in enumerate(examples):
            for at, arguments in example.predicates or ():
                is_predicate[n, at] = 1
                tags = [0] * len(example.words) + [IGNORED] * (width - len(example.words))
                for role, head in arguments:
                    tags[head] = self.roles[role]
                rows.append(n)
                columns.append(at)
                wanted.append(tags)
        out = {"predicates": cross_entropy(model.predicate(words), is_predicate)}
        if rows:
            out["roles"] = cross_entropy(model.role.pairs(words, words)[rows, columns], torch.tensor(wanted))
        return out


def load(data: Path, held_out: int | None) -> dict[str, list[Example]]:
    """Training sentences by corpus; the claim cards without those of one fold, where that is asked for."""
    chosen = [row for row in rows() if held_out is None or events.fold_of(row["report"]) != held_out]
    found = {
        "ewt": corpora.ewt(data, "train"),
        "gum": corpora.gum(data, "train"),
        "re3d": corpora.re3d(data, held_out=False),
        "cards": events.cards(data, Reader(), chosen),
    }
    for examples in found.values():
        corpora.check_names(examples)
    return found


def labels_of(examples: Sequence[Example]) -> Labels:
    return Labels(
        upos=tuple(sorted({t for e in examples for t in e.upos or ()})),
        relations=tuple(sorted({t for e in examples for t in e.relations or ()})),
        names=NAMES,
        roles=ROLES,
        events=EVENTS,
        statuses=tuple(STATUSES),
        changes=tuple(CHANGES),
        said=SAID,
        carried=CARRIED,
        measures=tuple(MEASURES),
        slots=SLOTS,
    )


def _hidden(example: Example, share: float, rng: random.Random) -> frozenset[int]:
    """Words of names to hide in one showing of a sentence."""
    return frozenset(i for i, tag in enumerate(example.names or ()) if tag != "O" and share > 0 and rng.random() < share)


def schedule(data: dict[str, list[Example]], pieces: WordPiece, stage: Stage, scale: float) -> list[list[Encoded]]:
    """All batches of the run in their order, the same for the same seed, so that a resumed run goes on exactly."""
    rng = random.Random(SEED)
    out: list[list[Encoded]] = []
    for corpus, wanted in stage.epochs.items():
        left = wanted * scale
        while left > 0:
            chosen = data[corpus] if left >= 1 else rng.sample(data[corpus], int(len(data[corpus]) * left))
            seen = [corpora.roughened(e, rng) if rng.random() < ROUGH_SHARE else e for e in chosen]
            encoded = [e for e in (encode(x, pieces, _hidden(x, stage.hidden, rng)) for x in seen) if len(e.ids) <= MAX_SUBWORDS]
            out += batches(encoded, SUBWORDS[corpus], rng)
            left -= 1
    rng.shuffle(out)
    return out


def optimiser(model: ReaderModel, steps: int, rate_share: float) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in encoder}
    fresh = list(model.events.parameters())
    own |= {id(p) for p in fresh}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in own]
    adam = torch.optim.AdamW(
        [{"params": encoder, "lr": 2e-4 * rate_share}, {"params": heads, "lr": 1.2e-3 * rate_share}, {"params": fresh, "lr": 2e-3}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.01, 1 - s / steps))
    return adam, rate


def build(labels: Labels) -> ReaderModel:
    """A fresh model; the word embeddings stay frozen (their dense gradient costs more than it brings)."""
    model = ReaderModel(labels, hint_features())
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    for module in model.encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return model


class Run:
    """One stage of the training: its batches in their order, the model, and how far it has come."""

    def __init__(self, model: ReaderModel, plan: list[list[Encoded]], stage: Stage) -> None:
        self.model, self.plan, self.done = model, plan, 0
        self.adam, self.rate = optimiser(model, len(plan), stage.rate)
        self.weights = LOSS_WEIGHTS | {"names": stage.names_weight}
        self.losses = Losses(model.labels)
        self.recent: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=50))

    def save(self, path: Path) -> None:
        """Write all that is needed to go on exactly; the file appears whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "adam": self.adam.state_dict(),
            "rate": self.rate.state_dict(),
            "random": torch.get_rng_state(),
            "done": self.done,
            "steps": len(self.plan),
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path) -> None:
        """Go on from what `save` wrote."""
        state = torch.load(path, weights_only=False)
        if state["steps"] != len(self.plan):
            raise SystemExit(f"{path} is of a run of {state['steps']} steps, this one has {len(self.plan)}: move it away to start anew")
        self.model.load_state_dict(state["model"])
        self.adam.load_state_dict(state["adam"])
        self.rate.load_state_dict(state["rate"])
        torch.set_rng_state(state["random"])
        self.done = state["done"]
        print(f"goes on after step {self.done}", flush=True)

    def to_the_end(self, checkpoint: Path) -> None:
        """All steps that are left, with progress shown and checkpoints written."""
        self.model.train()
        first, begun = self.done, time.monotonic()
        saved = begun
        while self.done < len(self.plan):
            self._step(self.plan[self.done])
            self.done += 1
            now = time.monotonic()
            if self.done % SHOW_EVERY == 0:
                left = (now - begun) / (self.done - first) * (len(self.plan) - self.done)
                shown = " ".join(f"{name} {np.mean(values):.3f}" for name, values in self.recent.items())
                print(f"{self.done}/{len(self.plan)} {left / 60:.0f} min left  {shown}", flush=True)
            if now - saved > CHECKPOINT_SECONDS:
                self.save(checkpoint)
                saved = now

    def _step(self, batch: Sequence[Encoded]) -> None:
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_BFLOAT16):
            found = self.losses(self.model, batch)
            loss = sum((self.weights.get(name, 1.0) * value for name, value in found.items()), torch.zeros(()))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 2.0)
        self.adam.step()
        self.adam.zero_grad()
        self.rate.step()
        for name, value in found.items():
            self.recent[name].append(value.item())


def train(data: Path, work: Path, scale: float, held_out: int | None) -> None:
    """Run or resume all stages; writes checkpoints while it runs and `work/reader.pt` at its end."""
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    examples = load(data, held_out)
    labels = labels_of(examples["ewt"])
    model = build(labels)
    pieces = wordpiece()
    done = [n for n, stage in enumerate(STAGES) if (work / f"{stage.name}.pt").exists()]
    if done:
        model.load_state_dict(torch.load(work / f"{STAGES[done[-1]].name}.pt", weights_only=False))
        print(f"{STAGES[done[-1]].name} is done already", flush=True)
    for stage in STAGES[done[-1] + 1 if done else 0 :]:
        weights = work / f"{stage.name}.pt"
        torch.manual_seed(SEED)
        run = Run(model, schedule(examples, pieces, stage, scale), stage)
        checkpoint = work / f"{stage.name}.checkpoint"
        if checkpoint.exists():
            run.load(checkpoint)
        run.to_the_end(checkpoint)
        torch.save(model.state_dict(), weights)
        checkpoint.unlink(missing_ok=True)
    state = {"model": model.state_dict(), "labels": labels, "hints": hint_table()[0], "corpora": {k: len(v) for k, v in examples.items()}}
    torch.save(state, work / "reader.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the epochs, for a quick trial")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--held-out", type=int, choices=range(events.FOLDS), help="leave out the claim cards of this fold, to test on them")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    train(arguments.data, arguments.work, arguments.scale, arguments.held_out)


if __name__ == "__main__":
    main()
