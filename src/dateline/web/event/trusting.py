"""If you trust: whose counts one may hear, and what follows from them; a conflict is answered with the claims that make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from dateline.model.figure import Measure
from dateline.reconcile.groups import PEOPLE
from dateline.reconcile.happening import Answer, Counting
from dateline.web.event.material import Material, Ref
from dateline.web.wording import bounds, number

MOST_OPTIONS: Final = 5
MOST_NAMES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Which voices one may trust, and what follows: `answer`, or with `clash` that they cannot all be true, by the smallest set `refs`."""

    label: str
    trust: tuple[str, ...]
    answer: str
    note: str
    clash: bool
    chosen: bool
    refs: tuple[Ref, ...]
    href: str


def options_of(
    material: Material, found: Counting, everybody: Answer, now: Answer, trusted: Sequence[str], keys: Sequence[str]
) -> Iterator[Option]:
    """Each voice alone, all together, and where those clash all but one of those who do; and what was asked, if it is none of these."""
    if len(keys) < 2:
        return
    order = list(material.voices)
    own = sorted({item.witness.key for item in everybody.used}, key=order.index)[:MOST_OPTIONS]
    choices: list[tuple[str, tuple[str, ...], Answer | None]] = [(f"{material.voices[key].name} alone", (key,), None) for key in own]
    choices.append((f"all {number(len(keys))}" if len(keys) > 2 else "both", tuple(keys), everybody))
    for out in _left_out(everybody) if len(keys) > 2 else ():
        rest = tuple(key for key in keys if key not in out)
        choices.append((f"all but {names_of([material.voices[key].name for key in out])}", rest, None))
    if set(trusted) not in [set(trust) for _, trust, _ in choices]:
        choices.append((names_of([material.voices[key].name for key in trusted]), tuple(trusted), now))
    for label, trust, known in choices:
        answer = known if known is not None else found.answer(trust)
        yield _option(material, found.measure, label, trust, answer, chosen=set(trust) == set(trusted))


def _left_out(everybody: Answer) -> list[list[str]]:
    """Where the voices clash, those who count fewer than others give at least, and those who count more than others allow."""
    whole = [item for item in everybody.used if item.groups == {PEOPLE}] if everybody.conflict else []
    floor = max((item.low for item in whole if item.low is not None), default=0)
    cap = min((item.high for item in whole if item.high is not None), default=floor)
    fewer = dict.fromkeys(item.witness.key for item in whole if item.high is not None and item.high < floor)
    more = dict.fromkeys(item.witness.key for item in whole if item.low is not None and item.low > cap)
    voices = {item.witness.key for item in everybody.used}
    return [list(out) for out in (fewer, more) if out and len(out) < len(voices) - 1]


def _option(material: Material, measure: Measure, label: str, trust: tuple[str, ...], answer: Answer, *, chosen: bool) -> Option:
    claims = answer.conflict or tuple(dict.fromkeys((*answer.because, *answer.because_high)))
    return Option(
        label=label,
        trust=trust,
        answer=answer_of(answer),
        note="Smallest set in conflict:" if answer.conflict else "Binding:" if claims else "",
        clash=bool(answer.conflict),
        chosen=chosen,
        refs=material.of(claims),
        href=address_of(material, measure, trust),
    )


def answer_of(answer: Answer) -> str:
    """What follows, in words."""
    return "cannot all be true" if answer.conflict else bounds(answer.low, answer.high)


def address_of(material: Material, measure: Measure, trust: Sequence[str]) -> str:
    """The page of the event with these voices trusted, all where there are none."""
    return f"/events/{material.event.id}?{urlencode([('measure', measure.value), *(('trust', key) for key in trust)])}"


def names_of(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names in a row, the last ones counted where there are many."""
    shown = [*names[:most], f"{number(len(names) - most)} more"] if len(names) > most + 1 else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
