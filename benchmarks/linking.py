"""Which reports tell of one incident: `python -m benchmarks.linking [--limit N] [--fixed] [--show]`.

Local news of 600 US shootings (`data/linking/shootings.jsonl` of the shared folder), of which only titles, texts and publication dates are
read; the incidents serve to count what came out, and nothing is trained on them. The claims of all reports are linked, and the stories of
the linking, reports that share a happening told as news, are compared with the incidents: by the fixed weights, and by weights learnt from
the claims themselves, without the incidents (this needs the extra `link`; `--fixed` leaves it out).

B-cubed: for each report, the share of its story's reports that are of its incident (precision), and the share of its incident's reports
that are in its story (recall), averaged over the reports. Beside it stand two baselines on the same reports:

- same city and day: the most frequent small place of a report's claims, and the first of their days, or the publication date without one; a
  report without such a place stands alone;
- text alone: the cosine of word counts weighted by TF-IDF, from 0.3 up, reports joined from the most alike down as long as the average over
  the two groups stays above that (average linkage). 0.3 is a common choice and was not tuned here.

The figures of an incident are those of the story that holds most of its reports: of the reports that tell any, each by the rule of
`benchmarks.shootings`, the median, and of two middle ones the lower (`dateline.reconcile.harmed.median_of`).

Reading takes most of the time, so that what was read is kept in a folder (`--kept`), named by the versions of what read it and by the data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.shootings import MEASURES, main_figures, walk
from dateline.extract.ontology import load_ontology
from dateline.link import FIXED, Linking, find_reprints, start_linking
from dateline.link.cluster import Ties, clusters
from dateline.link.learning import learn_weights
from dateline.model.claim import Claim
from dateline.model.codec import resolution_from_plain, to_json
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, ground
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.pipeline import Pipeline
from dateline.reconcile.harmed import median_of

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
KEPT = Path(tempfile.gettempdir()) / "dateline-benchmarks"
ALIKE = 0.3
SMALL_PLACE = 3
WORD = re.compile(r"\w+")

Row = tuple[Mapping[str, Any], Walked]


def read_all(records: Sequence[Mapping[str, Any]], kept: Path) -> list[Walked]:
    """Every record as it was walked, from the file that holds it or anew; a run that was cut short goes on where it stopped."""
    pipeline = Pipeline()
    version = hashlib.sha256(json.dumps(pipeline.versions).encode()).hexdigest()[:12]
    path = kept / f"shootings-{version}.jsonl"
    kept.mkdir(parents=True, exist_ok=True)
    known = dict(_kept(path))
    with path.open("ab") as file:
        for n, record in enumerate(records):
            if record["id"] not in known:
                known[record["id"]] = walk(record, pipeline)
                file.write(json.dumps(record["id"]).encode() + b"\t" + to_json(known[record["id"]]) + b"\n")
                if n % 50 == 0:
                    print(f"read {n} of {len(records)}", file=sys.stderr)
    return [known[record["id"]] for record in records]


def _kept(path: Path) -> Iterator[tuple[str, Walked]]:
    if path.is_file():
        for line in path.read_bytes().splitlines(keepends=True):
            if line.endswith(b"\n"):
                key, _, walked = line.partition(b"\t")
                yield json.loads(key), _walked(msgspec.json.decode(walked))


def _walked(plain: Mapping[str, Any]) -> Walked:
    return Walked(
        report=msgspec.convert(plain["report"], Report, strict=False),
        claims=tuple(msgspec.convert(plain["claims"], list[Claim], strict=False)),
        resolutions=tuple(resolution_from_plain(resolution) for resolution in plain["resolutions"]),
    )


def b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering of the same keys."""
    clusters_of, incidents_of = defaultdict(set), defaultdict(set)
    for key in found:
        clusters_of[found[key]].add(key)
        incidents_of[gold[key]].add(key)
    shared = {key: len(clusters_of[found[key]] & incidents_of[gold[key]]) for key in found}
    precision = sum(shared[key] / len(clusters_of[found[key]]) for key in found) / len(found)
    recall = sum(shared[key] / len(incidents_of[gold[key]]) for key in found) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def linked_stories(rows: Sequence[Row], *, learn: bool) -> tuple[Linking, dict[str, Hashable]]:
    """The linking of all claims, and record id -> the story of its report."""
    families = load_ontology().family_of
    reports = [walked.report for _, walked in rows]
    claims = grounded(rows)
    weights = learn_weights(claims, reports, families=families) if learn else FIXED
    linking = start_linking(reports, families=families, weights=weights)
    linking.add(claims, reports, reprints=find_reprints(reports))
    story_of = {report: n for n, story in enumerate(linking.stories()) for report in story}
    return linking, {record["id"]: story_of[walked.report.id] for record, walked in rows}


def grounded(rows: Sequence[Row]) -> tuple[Grounded, ...]:
    """The claims of all reports with what they mean."""
    walks = {walked.report.id: walked for _, walked in rows}.values()
    claims = [claim for walked in walks for claim in walked.claims]
    return ground(claims, [r for walked in walks for r in walked.resolutions], [walked.report for walked in walks])


def same_city_and_day(rows: Sequence[Row]) -> dict[str, Hashable]:
    """Record id -> the place and day most told; a report without a small place stands alone."""
    by_report: dict[str, list[Grounded]] = defaultdict(list)
    for claim in grounded(rows):
        by_report[claim.claim.report].append(claim)
    found: dict[str, Hashable] = {}
    for record, walked in rows:
        told = by_report[walked.report.id]
        places = Counter(g.place.id for g in told if g.place is not None and g.place.precision <= SMALL_PLACE)
        days = [g.earliest for g in told if g.earliest is not None]
        place = min(places, key=lambda key: (-places[key], key), default=None)
        found[record["id"]] = record["id"] if place is None else (place, min(days, default=walked.report.published))
    return found


def text_alone(rows: Sequence[Row]) -> dict[str, Hashable]:
    """Record id -> a cluster of alike texts: TF-IDF cosine, average linkage."""
    counts = {record["id"]: Counter(WORD.findall(f"{record['title']} {record['text']}".casefold())) for record, _ in rows}
    held = Counter(word for words in counts.values() for word in words)
    vectors = {key: {w: (1 + log(n)) * log(len(counts) / held[w]) for w, n in words.items()} for key, words in counts.items()}
    alike = _cosines({key: _unit(vector) for key, vector in vectors.items()})
    groups = _average_linkage(sorted(counts), alike)
    return {key: n for n, group in enumerate(groups) for key in group}


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _cosines(vectors: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, str], float]:
    """Cosine of every pair that shares a word."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for key in sorted(vectors):
        for word, weight in vectors[key].items():
            for other, theirs in holders[word]:
                sums[other, key] += weight * theirs
            if weight > 0:
                holders[word].append((key, weight))
    return sums


def _average_linkage(keys: Sequence[str], alike: Mapping[tuple[str, str], float]) -> Iterable[Sequence[str]]:
    """Groups whose texts are ALIKE on average: joined as claims are, with what is above or below that as the score."""
    edges: dict[str, dict[str, int]] = {key: {} for key in keys}
    for (a, b), cosine in alike.items():
        edges[a][b] = edges[b][a] = round(1_000_000 * (cosine - ALIKE))
    return clusters(keys, edges, {key: key for key in keys}, Ties())


def figures(rows: Sequence[Row], stories: Mapping[str, Hashable]) -> dict[str, Mapping[Measure, int]]:
    """Incident -> killed and injured of the story that holds most of its reports: the median of what they tell."""
    told: dict[Hashable, list[Mapping[Measure, int]]] = defaultdict(list)
    held: dict[str, Counter[Hashable]] = defaultdict(Counter)
    for record, walked in rows:
        told[stories[record["id"]]].append(main_figures(walked))
        held[record["incident"]][stories[record["id"]]] += 1
    return {incident: median_of(told[min(count, key=lambda s: (-count[s], str(s)))]) for incident, count in held.items()}


def table(rows: Sequence[Row], *, learn: bool) -> Iterator[str]:
    """B-cubed of ours and the baselines, and the shares of incidents with exact figures."""
    gold = {record["id"]: record["incident"] for record, _ in rows}
    bare = sum(not walked.claims for _, walked in rows)
    yield f"{len(rows)} reports ({bare} without a claim) of {len(set(gold.values()))} incidents"
    ours: dict[str, dict[str, Hashable]] = {}
    for learnt in (False, True) if learn else (False,):
        linking, stories = linked_stories(rows, learn=learnt)
        ours["Dateline, learnt" if learnt else "Dateline, fixed"] = stories
        yield f"{linking.scorer.weights.described()}: {linking.compared} pairs of claims compared, {len(linking.linked().links)} links"
    yield f"{'reports over incidents (B-cubed)':38} precision  recall    F1"
    for name, found in (*ours.items(), ("same city and day", same_city_and_day(rows)), ("text alone", text_alone(rows))):
        yield f"{name:38} {' '.join(f'{100 * value:8.1f}' for value in b_cubed(found, gold))}"
    yield f"{'incidents with the exact figure':38} {' '.join(f'{m.value:>8}' for m in MEASURES)}"
    for name, found in (*ours.items(), ("with the incidents given", gold)):
        right = figures(rows, found)
        exact = [sum(right[r["incident"]][m] == r["gold"][m.value] for r in _first(rows).values()) for m in MEASURES]
        yield f"{name:38} {' '.join(f'{100 * n / len(right):8.1f}' for n in exact)}"


def _first(rows: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    """Incident -> one of its records."""
    return {record["incident"]: record for record, _ in reversed(rows)}


def wrong_links(rows: Sequence[Row], linking: Linking) -> Iterator[str]:
    """Links between reports of two incidents, each with its waterfall."""
    incident = {walked.report.id: record["incident"] for record, walked in rows}
    quotes = {claim.id: claim for _, walked in rows for claim in walked.claims}
    for link in linking.linked().links:
        pair = [quotes.get(link.first), quotes.get(link.second)]
        if pair[0] is not None and pair[1] is not None and incident[pair[0].report] != incident[pair[1].report]:
            yield f"{link.score:+.1f}  {pair[0].quote!r} | {pair[1].quote!r}"
            yield from (f"      {step.name:16} {step.value:28} {step.weight:+6.2f} -> {step.after:+6.2f}" for step in link.waterfall())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder for what was read")
    parser.add_argument("--limit", type=int, default=0, help="the first so many reports: whole incidents, but for the last")
    parser.add_argument("--fixed", action="store_true", help="leave out the weights that are learnt")
    parser.add_argument("--show", action="store_true", help="print links between reports of two incidents")
    arguments = parser.parse_args()
    path = arguments.shared / "data" / "linking" / "shootings.jsonl"
    if not path.is_file():
        print(f"no such file: {path}; name the shared folder with --shared", file=sys.stderr)
        return 2
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = records[: arguments.limit or len(records)]
    rows = list(zip(records, read_all(records, arguments.kept), strict=True))
    if arguments.show:
        print("\n".join(wrong_links(rows, linked_stories(rows, learn=not arguments.fixed)[0])))
    print("\n".join(table(rows, learn=not arguments.fixed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
