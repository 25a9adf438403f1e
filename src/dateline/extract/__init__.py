"""Claims from an annotated report: one for each happening as told by one source, every slot a span of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from dateline.extract.confidence import confidences
from dateline.extract.control import control_of
from dateline.extract.draft import Draft
from dateline.extract.drafting import Layers, bare_denials, drafts_of
from dateline.extract.ontology import Ontology, load_ontology
from dateline.extract.scene import Scene, is_title, with_parts_joined, without_repeats
from dateline.extract.speech_acts import tie_denials
from dateline.extract.tree import Tree
from dateline.model.claim import Claim
from dateline.model.mention import Annotated, Number, Saying, TimeExpression
from dateline.model.text import Report, Span

__all__ = ["extract"]

DATELINE_WORDS = 7
"""Words within which a dateline at the head of a sentence is over."""
Item = TypeVar("Item", Number, TimeExpression)


def extract(annotated: Annotated, ontology: Ontology | None = None) -> tuple[Claim, ...]:
    """Claims of a report in the order it tells them."""
    drafts = drafts_of_report(annotated, load_ontology() if ontology is None else ontology)
    return frozen(drafts, annotated.report, confidences)


def drafts_of_report(annotated: Annotated, ontology: Ontology) -> list[Draft]:
    """The claims of a report before they are frozen, repeats left out."""
    report = annotated.report
    scene = Scene()
    trees = [Tree(sentence, report.text) for sentence in annotated.sentences]
    sayings = _by_sentence(annotated)
    drafts: list[Draft] = []
    for n, tree in enumerate(trees):
        span = tree.sentence.span
        times = [t for t in _inside(annotated.times, span) if not _is_dateline(t, tree, report)]
        in_title = is_title(span, report)
        layers = Layers(numbers=_inside(annotated.numbers, span), times=times, sayings=sayings[n], in_title=in_title)
        drafts += drafts_of(tree, n, layers, ontology, scene, report)
    denials = bare_denials(annotated.sayings, drafts, trees)
    drafts = [d for d in drafts if d.type != "denial" or not any(d.evidence.overlaps(other.evidence) for other in denials)] + denials
    drafts.sort(key=lambda d: (d.evidence.start, d.evidence.end))
    drafts = with_parts_joined(drafts)
    for draft in drafts:
        draft.control = control_of(draft)
    kept = without_repeats(drafts)
    tie_denials(kept)
    return kept


def _by_sentence(annotated: Annotated) -> list[list[Saying]]:
    """For each sentence the sayings whose cue or content reaches into it, in their order, so that no sentence looks through them all."""
    sentences = annotated.sentences
    out: list[list[Saying]] = [[] for _ in sentences]
    for saying in annotated.sayings:
        reached: set[int] = set()
        for span in (saying.cue, *saying.content):
            n = bisect_right(sentences, span.start, key=lambda s: s.span.end)
            while n < len(sentences) and sentences[n].span.start < span.end:
                reached.add(n)
                n += 1
        for n in reached:
            out[n].append(saying)
    return out


def _is_dateline(time: TimeExpression, tree: Tree, report: Report) -> bool:
    """Whether a time is the report's own date at the head of a sentence ("AFP Thursday 25 Sep 2014 A series of ...")."""
    told = report.dateline or report.published
    at_head = len(tree.within(Span(tree.sentence.span.start, time.span.end))) <= DATELINE_WORDS
    return told is not None and at_head and told.isoformat() in time.value


def _inside(items: Sequence[Item], span: Span) -> Sequence[Item]:
    """The items of a layer, sorted by start, that start inside `span`."""
    lo = bisect_left(items, span.start, key=lambda item: item.span.start)
    hi = bisect_left(items, span.end, key=lambda item: item.span.start)
    return items[lo:hi]


def frozen(drafts: Sequence[Draft], report: Report, sure: Callable[[Draft], Mapping[str, float]]) -> tuple[Claim, ...]:
    """Finished claims, each id once, with what `sure` says of them; a denial is frozen after the claim it denies."""
    ids: dict[int, str] = {}
    claims: dict[str, Claim] = {}
    for draft in sorted(drafts, key=lambda d: d.denies is not None):
        claim = draft.freeze(report, ids.get(id(draft.denies)) if draft.denies is not None else None, sure(draft))
        ids[id(draft)] = claim.id
        claims.setdefault(claim.id, claim)
    return tuple(sorted(claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.id)))
