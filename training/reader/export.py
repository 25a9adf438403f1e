"""Export the trained reader: one ONNX file, int8 per channel, with its labels and its vocabulary inside.

    python -m training.reader.export --work training/work --to src/dateline/annotate/data/reader.onnx

Decisions that need no global view are taken inside the graph, so that little data leaves it: a relation for every pair of words, and
roles as a list of the arguments found.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn
from torch.nn.functional import gelu

from training.reader.model import ATTENTION_HEADS, HIDDEN, Batch, Biaffine, ReaderModel, package_folder

PREDICATE_FROM = 0.5
EVENT_FROM = 0.04
"""Words less likely than this to tell an event or a count are not reported."""
SLOT_FROM = 0.1
ROOT = "root"
INPUTS = ("ids", "mask", "shapes", "first", "words", "asked", "hinted")
EVENT_COLUMNS = ("types", "measures", "statuses", "background", "changes", "said", "placed", "dated")
OUTPUTS = (
    *("upos", "arcs", "relations", "names", "gear", "predicates", "arguments", "roles", "role_scores"),
    *("events", *EVENT_COLUMNS, "slots", "slot_scores"),
)
AXES = {
    **{name: {0: "sentences", 1: "pieces"} for name in ("ids", "mask", "shapes")},
    **{name: {0: "sentences", 1: "words"} for name in ("first", "words", "asked", "hinted", "upos", "names", "gear")},
    "arcs": {0: "sentences", 1: "words", 2: "heads"},
    "relations": {0: "sentences", 1: "words", 2: "heads"},
    "predicates": {0: "found_predicates"},
    **{name: {0: "found_arguments"} for name in ("arguments", "roles", "role_scores")},
    **{name: {0: "found_events"} for name in ("events", *EVENT_COLUMNS)},
    **{name: {0: "found_slots"} for name in ("slots", "slot_scores")},
}


class Graph(nn.Module):
    """What runs at run time.

    `asked` (sentences, words) marks words to treat as predicates although the model would not. `predicates` lists the predicates as
    (sentence, word), `arguments` their arguments as (index in `predicates`, word), with `roles` and `role_scores` beside. `hinted` are the
    hints of the words. `events` lists words that may tell an event or count somebody as (sentence, word), with the probabilities of their
    types, measures, statuses, of being background, of changes of control and of who says it beside; `slots` what belongs to them as (index
    in `events`, word, slot).
    """

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model
        root = model.labels.relations.index(ROOT)
        self.root = root
        self.register_buffer("not_root", torch.tensor([-1e4 if i == root else 0.0 for i in range(len(model.labels.relations))]))

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """The outputs named in OUTPUTS, from the inputs named in INPUTS."""
        ids, mask, shapes, first, words, asked, hinted = inputs
        model = self.model
        root, vectors = model.encode(Batch(ids, mask, shapes, first, words))
        arcs, heads = model.arcs(root, vectors, words)
        likely = torch.softmax(model.predicate(vectors), -1)[..., 1] > PREDICATE_FROM
        predicates = torch.nonzero((likely | (asked > 0)) & (words > 0))
        arguments, roles, scores = self._arguments(vectors, words, predicates)
        return (
            model.upos(vectors).argmax(-1).to(torch.uint8),
            arcs,
            self._relations(vectors, heads),
            torch.log_softmax(model.names(vectors), -1),
            torch.log_softmax(model.gear(vectors), -1),
            predicates,
            arguments,
            roles,
            scores,
            *self._events(vectors, words, model.lexical(Batch(ids, mask, shapes, first, words)), hinted),
        )

    def _events(self, vectors: Tensor, words: Tensor, lexical: Tensor, hinted: Tensor) -> tuple[Tensor, ...]:
        heads = self.model.events
        inner, hints = heads.inner(vectors, words, lexical, hinted)
        types = torch.softmax(heads.types(inner, hints), -1)
        measures = torch.softmax(heads.measure(inner), -1)
        events = torch.nonzero(((types[..., 0] < 1 - EVENT_FROM) | (measures[..., 0] < 1 - EVENT_FROM)) & (words > 0))
        sentence, word = events[:, 0], events[:, 1]
        own = inner[sentence, word]
        scores = torch.sigmoid(_along(heads.slot, vectors, sentence, word))
        slots = torch.nonzero((scores > SLOT_FROM) & (words[sentence] > 0).unsqueeze(-1))
        return (
            events,
            types[sentence, word],
            measures[sentence, word],
            torch.softmax(heads.status(own), -1),
            torch.softmax(heads.background(own), -1)[:, 1],
            torch.softmax(heads.change(own), -1),
            torch.softmax(heads.said(own), -1),
            torch.softmax(heads.placed(own), -1),
            torch.softmax(heads.dated(own), -1),
            slots,
            scores[slots[:, 0], slots[:, 1], slots[:, 2]],
        )

    def _relations(self, vectors: Tensor, heads: Tensor) -> Tensor:
        """Best relation of each word to each possible head; to the root it is always "root", to a word never."""
        best = (self.model.relation.pairs(vectors, heads) + self.not_root).argmax(-1)
        return torch.cat([torch.full_like(best[:, :, :1], self.root), best[:, :, 1:]], -1).to(torch.uint8)

    def _arguments(self, vectors: Tensor, words: Tensor, predicates: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        sentence, word = predicates[:, 0], predicates[:, 1]
        best, label = torch.softmax(_along(self.model.role, vectors, sentence, word), -1).max(-1)
        found = torch.nonzero((label > 0) & (words[sentence] > 0))
        at = (found[:, 0], found[:, 1])
        return found, label[at].to(torch.uint8), best[at]


def _along(pairs: Biaffine, vectors: Tensor, sentence: Tensor, word: Tensor) -> Tensor:
    """Scores of chosen words with every word of their sentence: (chosen, words, labels)."""
    d = gelu(pairs.dependent(vectors[sentence, word]))
    h = gelu(pairs.head(vectors))
    scores = (d @ pairs.weight).view(-1, pairs.labels, pairs.size) @ h[sentence].transpose(1, 2)
    return scores.transpose(1, 2) + pairs.by_dependent(d)[:, None] + pairs.by_head(h)[sentence]


def load_model(weights: Path) -> tuple[ReaderModel, dict[str, int]]:
    """The trained model in evaluation mode, and the hints of words as they were when it was trained."""
    state = torch.load(weights, weights_only=False)
    model = ReaderModel(state["labels"], state["model"]["events.hints"])
    model.load_state_dict(state["model"])
    return model.eval(), state["hints"]


def export(model: ReaderModel, hints: dict[str, int], to: Path) -> None:
    """Write the graph in float32, fuse it, quantise it, and put labels and vocabulary into it."""
    example = (
        torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]]),
        torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]),
        torch.tensor([[0, 4, 1, 0], [0, 4, 0, 0]]),
        torch.tensor([[1, 2], [1, 0]]),
        torch.tensor([[1, 1], [1, 0]]),
        torch.tensor([[1, 1], [0, 0]]),
        torch.tensor([[1, 0], [2, 0]]),
    )
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            Graph(model).eval(),
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=AXES,
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        optimised = optimize_model(
            str(plain), model_type="bert", num_heads=ATTENTION_HEADS, hidden_size=HIDDEN, optimization_options=options, opt_level=0
        )
        optimised.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(to),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
    add_metadata(to, model, hints)


def add_metadata(path: Path, model: ReaderModel, hints: dict[str, int]) -> None:
    """Labels, vocabulary and hints travel inside the file, so that one hash names all that decides a reading."""
    graph = onnx.load(str(path))
    vocabulary = (Path(package_folder()) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    properties = {"labels": json.dumps(asdict(model.labels)), "vocabulary": "\n".join(vocabulary), "hints": json.dumps(hints)}
    onnx.helper.set_model_props(graph, properties)
    onnx.save(graph, str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--to", type=Path, default=Path("src/dateline/annotate/data/reader.onnx"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    export(*load_model(arguments.work / "reader.pt"), arguments.to)
    print(f"{arguments.to}: {arguments.to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
