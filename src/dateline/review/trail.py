"""The trail of a record: every judgement on it, what each changed, and which hold now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model.decision import Judgement, Verdict
from dateline.model.review import in_force, settled, undone


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStep:
    """One judgement: `changed` says in words what it did.

    `in_force` is false once it was replaced or undone, by `ended_by`. An undoing that holds is in force. `differs` marks one that another
    judgement in force contradicts, so that neither is applied.
    """

    judgement: Judgement
    changed: str
    in_force: bool
    differs: bool
    ended_by: Judgement | None = None


def trail_of(judgements: Iterable[Judgement]) -> tuple[TrailStep, ...]:
    """The judgements of a record as steps, in the order given, which is the oldest first."""
    by_id = {judgement.id: judgement for judgement in judgements}
    gone = undone(by_id)
    standing = in_force(by_id.values())
    differing = settled(standing).differing
    held = {judgement.id for judgement in standing}
    held |= {key for key, judgement in by_id.items() if judgement.verdict is Verdict.UNDONE and key not in gone}
    return tuple(
        TrailStep(
            judgement=judgement,
            changed=_changed(judgement, by_id.get(judgement.supersedes or "")),
            in_force=key in held,
            differs=key in held and judgement.verdict is not Verdict.UNDONE and judgement.topic in differing,
            ended_by=None if key in held else _ended_by(key, by_id, gone),
        )
        for key, judgement in by_id.items()
    )


def _ended_by(key: str, by_id: dict[str, Judgement], gone: frozenset[str]) -> Judgement | None:
    """Who undid it, else who replaced it; what was itself undone ended nothing."""
    live = [j for j in by_id.values() if j.id not in gone and key in (j.supersedes, *j.settles)]
    return next((j for j in live if (j.verdict is Verdict.UNDONE) is (key in gone)), None)


def _changed(judgement: Judgement, before: Judgement | None) -> str:
    change = judgement.correction
    if change is not None:
        return f"{change.told_slot()}: {change.old.told() or 'nothing'} → {change.new.told() or 'nothing'}"
    if judgement.verdict is Verdict.UNDONE:
        return f"undid {judgement.supersedes}" + ("" if before is None else f" ({before.told()} by {before.reviewer})")
    if judgement.claims and judgement.subject.startswith("lnk_"):
        return f"{' and '.join(judgement.claims)}: {'one happening' if judgement.verdict is Verdict.SAME else 'two happenings'}"
    return judgement.told()
