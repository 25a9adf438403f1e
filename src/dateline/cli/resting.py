"""Who rests on whom in an event, as a tree to print, and the words that its reports share, with where these come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.model.reprint import Extent, Reprint, Teller
from dateline.model.text import Report
from dateline.model.voice import Dependence, Tie

STEP = "  "


def tree_lines(ties: Sequence[Dependence], names: Mapping[str, str], voices: Iterable[str]) -> Iterator[str]:
    """Every voice that rests on no other, and under it who rests on it and how, and on those in turn; `voices` are all, by name."""
    by_leader: dict[str, list[Dependence]] = {}
    for tie in ties:
        by_leader.setdefault(tie.leader, []).append(tie)
    followers = {tie.follower for tie in ties}
    shown: set[str] = set()
    # Two that rest on each other have no root; the first of them stands for one.
    for leader in sorted(by_leader, key=lambda key: (key in followers, names[key], key)):
        if leader not in shown:
            yield names[leader]
            yield from _under(leader, by_leader, names, shown)
    yield from sorted(set(voices) - {names[key] for key in (*by_leader, *followers)})


def _under(leader: str, by_leader: Mapping[str, Sequence[Dependence]], names: Mapping[str, str], shown: set[str]) -> Iterator[str]:
    shown.add(leader)
    for tie in by_leader.get(leader, ()):
        yield f"{STEP}← {names[tie.follower]} {_verb(tie)} ({', '.join(tie.claims)})"
        if tie.follower not in shown:
            yield from (STEP + line for line in _under(tie.follower, by_leader, names, shown))


def _verb(tie: Dependence) -> str:
    verb = "is one with it" if tie.tie is Tie.IS else f"{tie.tie.value} it"
    return verb if tie.tie in (Tie.QUOTES, Tie.RELAYS) else f"{verb}: {tie.reason}"


def reprint_lines(reprints: Iterable[Reprint], reports: Mapping[str, Report]) -> Iterator[str]:
    """Each reprint in a sentence: who prints whose words, how much that is, and who had them first; `reports` are both reports by id."""
    for reprint in reprints:
        passage = reprint.passage
        later = reprint.later or passage.second
        both = passage.other(later), later
        much = f"{passage.words} words, " + " and ".join(f"{passage.share_of(key):.0%} of {key}" for key in both)
        yield f"{_told(reprint, *(_named(reports[key]) for key in both))}: {'; '.join((much, *reprint.reasons[1:]))}"


def _told(reprint: Reprint, first: str, second: str) -> str:
    if reprint.passage.extent is Extent.QUOTED:
        return f"{first} and {second} quote the same words"
    is_whole, whose = reprint.passage.extent is Extent.WHOLE, f" of {reprint.agency}" if reprint.teller is Teller.AGENCY else ""
    if reprint.earlier is None:
        return f"{first} and {second} print one {'text' if is_whole else 'passage'}{whose}"
    if whose:
        return f"{second} prints a {'text' if is_whole else 'passage'}{whose}, as {first} did before"
    return f"{second} prints {first} again" if is_whole else f"{second} prints a passage of {first}"


def _named(report: Report) -> str:
    outlet = report.source or report.name or "an unknown outlet"
    return f"{outlet} ({report.id}, {report.published or 'undated'})"
