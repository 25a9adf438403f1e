"""The link model in Splink 5: its weights learnt from a ledger without labels, and all its pairs scored in a database.

DuckDB in this process by default; on a cluster the same settings run on Spark, by passing a `splink.SparkAPI`. Both need the extra `link`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from itertools import combinations
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingExtraError
from dateline.link.comparisons import COMPARISONS, PRIOR, Comparison
from dateline.link.features import Features, features_of
from dateline.link.score import are_told_apart
from dateline.link.weights import FEWEST_PAIRS, FIXED, MILLIBITS, Weights, mixed
from dateline.link.wording import Vocabulary
from dateline.model.grounded import Grounded
from dateline.model.text import Report

if TYPE_CHECKING:
    import pyarrow

DUCKDB = "duckdb"
SHARED = {"duckdb": "len(list_intersect({name}_l, {name}_r))", "spark": "size(array_intersect({name}_l, {name}_r))"}
"""How each database counts the items that two lists share."""

LISTS = ("actors", "targets", "words", "names", "head", "own")
SMALLEST = {"duckdb": "list_min(list_intersect(l.blocks, r.blocks))", "spark": "array_min(array_intersect(l.blocks, r.blocks))"}
"""The smallest block that two claims share, in which alone they are a pair to learn from."""

MOST_PAIRS = 100_000
"""Pairs from which learning more changes no weight by a tenth of a bit."""

ROUNDS = 25
"""Steps of EM at most."""

SETTLED = 10
"""Thousandths of a bit: learning ends when no weight changes by as much."""


@dataclass(frozen=True, slots=True)
class SplinkEngine:
    """Scores a whole ledger with Splink; `database` is a Splink database API, None for DuckDB in this process."""

    database: Any = None

    def scores(self, rows: Sequence[Features], weights: Weights) -> Iterator[tuple[str, str, int]]:
        """Two claim ids and their score in thousandths of a bit, each pair that shares a block once."""
        if not rows:
            return
        linker = _linker(_registered([(row, None) for row in rows], self.database), weights)
        found = linker.inference.predict(warning_mode="never")
        query = f"select id_l, id_r, {_millibits(weights)} as score from {found.physical_name}"  # noqa: S608 - names of its own
        pairs = linker.misc.query_sql(query, output_type="splink_df").as_dict()
        yield from zip(pairs["id_l"], pairs["id_r"], map(int, pairs["score"]), strict=True)


def learn_weights(claims: Iterable[Grounded], reports: Sequence[Report], *, families: Mapping[str, str], database: Any = None) -> Weights:
    """Weights learnt from a ledger without labels; the fixed ones where it has fewer than FEWEST_PAIRS pairs to learn from."""
    rows = features_of(claims, reports, Vocabulary.of(reports), families=families)
    return learn_from(rows, database=database)


def learn_from(rows: Sequence[Features], *, database: Any = None) -> Weights:
    """Expectation maximisation over pairs that share a block, from the fixed weights on.

    Those pairs, not pairs drawn at random, are what the weights must tell apart: nearly all pairs of a block agree on place or words. The
    prior share stays fixed: left free, EM takes in all that is alike, such as the happenings of one town.
    """
    _check_installed()
    blocks, pairs = training_blocks(rows)
    if pairs < FEWEST_PAIRS:
        return replace(FIXED, note=f"{pairs} pairs are too few to learn from; it takes {FEWEST_PAIRS}")
    rule = f"l.block = r.block and l.teller <> r.teller and l.block = {SMALLEST[_dialect(database)]}"
    table = _registered([(row, block) for row in rows for block in row.blocks if block in blocks], database)
    weights = FIXED
    for _ in range(ROUNDS):
        learnt = mixed(PRIOR, _one_step(table, weights, rule), pairs)
        settled = _farthest(learnt, weights) < SETTLED
        weights = learnt
        if settled:
            break
    return weights


def _one_step(table: Any, weights: Weights, rule: str) -> dict[str, tuple[tuple[float, float], ...]]:
    """One step of EM by Splink: the shares of every level, given how likely each pair is of one happening by `weights`.

    One step at a time, so that the fixed shares can be mixed in before the next: a level that only one kind of pairs shows would else be
    driven to a share of 0, where Splink stops.
    """
    session = _linker(table, weights, iterations=1).training.estimate_parameters_using_expectation_maximisation(
        rule, estimate_without_term_frequencies=True, fix_u_probabilities=False, fix_probability_two_random_records_match=True
    )
    return {comparison.name: _learnt(comparison, session.core_model_settings) for comparison in COMPARISONS}


def _farthest(one: Weights, other: Weights) -> int:
    """The largest change of a weight, in thousandths of a bit."""
    before, after = one.table(), other.table()
    return max(abs(a - b) for name in before for a, b in zip(before[name], after[name], strict=True))


def training_blocks(rows: Iterable[Features]) -> tuple[frozenset[int], int]:
    """Blocks to learn from, and how many pairs of claims share one: all, or those of the smallest numbers up to MOST_PAIRS pairs.

    Blocks are numbered by a hash, so that the smallest are a sample drawn evenly and the same on every machine.
    """
    holders: dict[int, list[Features]] = {}
    for row in rows:
        for block in row.blocks:
            holders.setdefault(block, []).append(row)
    chosen: set[int] = set()
    pairs: set[tuple[str, str]] = set()
    for block in sorted(block for block, held in holders.items() if len(held) > 1):
        if len(pairs) >= MOST_PAIRS:
            break
        chosen.add(block)
        pairs.update((min(a.id, b.id), max(a.id, b.id)) for a, b in combinations(holders[block], 2) if not are_told_apart(a, b))
    return frozenset(chosen), len(pairs)


def settings(weights: Weights, dialect: str) -> dict[str, Any]:
    """The model as Splink's settings for a database that speaks `dialect` ("duckdb", "spark")."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "additional_columns_to_retain": ["id"],
        "probability_two_random_records_match": weights.prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [_comparison(comparison, weights, dialect) for comparison in COMPARISONS],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.blocks = r.blocks and l.teller <> r.teller", "arrays_to_explode": ["blocks"]}
        ],
    }


def _comparison(comparison: Comparison, weights: Weights, dialect: str) -> dict[str, Any]:
    unknown = written(comparison.unknown, dialect)
    levels: list[dict[str, Any]] = [{"sql_condition": unknown, "label_for_charts": "not told", "is_null_level": True}]
    for level, (m, u) in zip(comparison.levels, weights.levels[comparison.name], strict=True):
        sql = "ELSE" if level.sql is None else written(level.sql, dialect)
        levels.append({"sql_condition": sql, "label_for_charts": level.label, "m_probability": m, "u_probability": u})
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def written(sql: str, dialect: str) -> str:
    """A condition with what databases write differently filled in."""
    for name in LISTS:
        sql = sql.replace(f"{{shared:{name}}}", SHARED[dialect].format(name=name))
    return sql


def _learnt(comparison: Comparison, core: Any) -> tuple[tuple[float, float], ...]:
    """Shares of the levels as EM left them; a level that no pair showed has none."""
    found = core.get_comparison_by_output_column_name(comparison.name)
    by_gamma = {level.comparison_vector_value: level for level in found.comparison_levels if not level.is_null_level}
    return tuple((_share(by_gamma[n].m_probability), _share(by_gamma[n].u_probability)) for n in range(len(comparison.levels) - 1, -1, -1))


def _share(found: Any) -> float:
    return found if isinstance(found, float) else 0.0


def _registered(rows: Sequence[tuple[Features, int | None]], database: Any) -> Any:
    """Rows as a table of the database, each with the block that it stands for in training."""
    _check_installed()
    from splink import DuckDBAPI

    return (DuckDBAPI() if database is None else database).register(_table(rows))


def _linker(table: Any, weights: Weights, *, iterations: int = ROUNDS) -> Any:
    """A Splink linker over a registered table."""
    from splink import Linker, SettingsCreator

    model = {**settings(weights, _dialect(table.db_api)), "max_iterations": iterations}
    return Linker(table, SettingsCreator.from_path_or_dict(model), log_level=None)


def _dialect(database: Any) -> str:
    return DUCKDB if database is None else str(database.sql_dialect.sql_dialect_str)


def _table(rows: Sequence[tuple[Features, int | None]]) -> pyarrow.Table:
    """The rows as an Arrow table, lists with their lengths beside them, and every row with a number of its own."""
    import pyarrow

    columns: dict[str, list[Any]] = {column.name: [getattr(row, column.name) for row, _ in rows] for column in fields(Features)}
    for name in LISTS:
        columns[name] = [sorted(items) for items in columns[name]]
        columns[f"{name}_n"] = [len(items) for items in columns[name]]
    columns["block"] = [block for _, block in rows]
    columns["row"] = list(range(len(rows)))
    return pyarrow.table({name: pyarrow.array(values, type=_type_of(name)) for name, values in columns.items()})


def _type_of(name: str) -> Any:
    import pyarrow

    if name in LISTS:
        return pyarrow.list_(pyarrow.int32())
    if name == "blocks":
        return pyarrow.list_(pyarrow.int64())
    if name in {"latitude", "longitude", "reach_km"}:
        return pyarrow.float64()
    if name in {"general", "narrow"}:
        return pyarrow.bool_()
    return pyarrow.string() if name in {"id", "report", "teller", "type", "family", "place", "witness"} else pyarrow.int64()


def _millibits(weights: Weights) -> str:
    """The score in SQL: each comparison's weight in whole thousandths, as this process rounds it, so that the sums are the same."""
    return " + ".join((str(weights.start), *(f"round({MILLIBITS} * mw_{comparison.name})" for comparison in COMPARISONS)))


def _check_installed() -> None:
    if find_spec("splink") is None:
        raise MissingExtraError("learning the weights of links", extra="link")
