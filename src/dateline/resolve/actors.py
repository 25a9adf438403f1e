"""Who a party is: its words set against the list of actors, by name, by country and head word, or by head word alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dateline.model.world import Actor
from dateline.resolve.actornames import Names, Wording, Words, load_names, wording_of


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LONGEST_WORDING: Final = 40
_PREPOSITIONS: Final = _set("of in from for with at near who that which inside around on under across against to by located among")
_SPEAKING_FOR: Final = _set("of in from for with at")
_TURNED_AGAINST: Final = _set("anti against pro near ex former non opposing fighting from battling")
_ONLY_RELATED: Final = _set(
    "backed aligned led allied linked held controlled affiliated occupied run sponsored inspired era based supported funded trained"
)
_SPOKESPEOPLE: Final = _set(
    "source sources spokesman spokeswoman spokesperson statement leader leaders chief head director representative delegation office "
    "command commander commanders officer officers member members side group groups faction factions elements unit units official "
    "officials report president minister general colonel fighters"
)
_FILLERS: Final = _set("one some main several many all other two three senior local unnamed top most")
_COUNTS: Final = _set("number numbers dozens scores tens hundreds thousands millions most many some several majority couple handful")
_AIR: Final = _set("force warplanes warplane jets jet aircraft planes helicopters helicopter")
_DOMESTIC: Final = _set("army military government regime authorities administration president police")
_OF_THE_STATE: Final = _set("government regime state armed loyalist")
_NO_PARTY_TO_SPEAK_OF: Final = _set("civilians protesters rioters")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorChoice:
    """What a wording was taken to mean. `chosen` is None when the list abstains; `loaded` marks wording that takes a side."""

    chosen: Actor | None
    reasons: tuple[str, ...]
    loaded: bool = False
    alternatives: tuple[Actor, ...] = ()
    score: float | None = None


class ActorList:
    """The parties Dateline knows by name, and the rules for those it knows by kind."""

    def __init__(self, names: Names | None = None) -> None:
        """Use `names`, or the list that ships with the package."""
        self._names = load_names() if names is None else names
        self.version = self._names.version

    def __len__(self) -> int:
        return len(self._names.actors)

    def inter(self, actor: Actor) -> int | None:
        """ACLED's `inter` code of an actor's kind (1 state forces ... 8 external or other); None where the kind is not one party."""
        return None if actor.kind is None else self._names.kinds.get(actor.kind) or None

    def resolve(self, wording: str, country: str | None = None, *, outlet: str | None = None) -> ActorChoice:
        """The actor that a wording means.

        `country` (ISO code) is where the claim's event takes place: it tells whose "army" is meant. `outlet` publishes: the outlet of
        a state that speaks of "terrorists" at home means whoever fights that state. Without both such words name nobody in particular.
        """
        words = _uncounted(wording_of(wording))
        if len(words.folded) > _LONGEST_WORDING:
            return ActorChoice(chosen=None, reasons=(f"more than {_LONGEST_WORDING} words name no party",))
        found = self._loaded_words(words, country, outlet) or self._party(words, country)
        if found is None:
            found = ActorChoice(chosen=None, reasons=("no name, country or head word of a party is in the words",))
        return replace(found, loaded=_holds_any(words.folded, self._names.loaded))

    def _party(self, words: Wording, country: str | None) -> ActorChoice | None:
        return (
            self._whole_name(words)
            or self._joined(words, country)
            or self._name_inside(words)
            or self._speaker_for(words, country)
            or self._of_country(words)
            or self._by_head(words, country)
        )

    def _whole_name(self, words: Wording) -> ActorChoice | None:
        size = len(words.folded)
        found = self._names.named(words, 0, size) if size else None
        if found is None and size:
            found = self._names.named(_without_s(words), 0, size)
        return None if found is None else ActorChoice(chosen=self._names.actors[found], reasons=("the words are its name",), score=1.0)

    def _joined(self, words: Wording, country: str | None) -> ActorChoice | None:
        """Two parties joined by "and": both are kept as alternatives and neither is chosen."""
        if "and" not in words.folded[1:-1]:
            return None
        place = words.folded.index("and")
        sides = [self._party(_cut(words, 0, place), country), self._party(_cut(words, place + 1, len(words.folded)), country)]
        parties = tuple(dict.fromkeys(side.chosen for side in sides if side is not None and side.chosen is not None))
        if len(parties) < 2:
            return None
        return ActorChoice(chosen=None, reasons=("the words name more than one party",), alternatives=parties)

    def _name_inside(self, words: Wording) -> ActorChoice | None:
        """A name with words around it that leave its bearer the party meant ("ISIS militants", not "anti-ISIS fighters")."""
        known = []
        for start, end, found in self._names_in(words):
            if self._means_bearer(words, start, end):
                return self._bearer(words, end, found)
            known.append(self._names.actors[found])
        if known and self._kind(_core(words)) is None:
            return ActorChoice(
                chosen=None, reasons=(f"{known[0].name} is named, but something else is meant",), alternatives=tuple(dict.fromkeys(known))
            )
        return None

    def _names_in(self, words: Wording) -> list[tuple[int, int, str]]:
        """Names inside the words, longest first, then in their order; none that lies in a longer one."""
        size = len(words.folded)
        longest = self._names.longest
        spans = sorted(
            ((s, e) for s in range(size) for e in range(s + 1, min(size, s + longest) + 1)), key=lambda span: (span[0] - span[1], span[0])
        )
        kept: list[tuple[int, int, str]] = []
        for start, end in spans:
            found = self._names.named(words, start, end)
            if found is not None and not any(s < end and start < e for s, e, _ in kept):
                kept.append((start, end, found))
        return kept

    def _means_bearer(self, words: Wording, start: int, end: int) -> bool:
        before, after = words.folded[:start], words.folded[end:]
        if (before and before[-1] in _TURNED_AGAINST) or (after and after[0] in _ONLY_RELATED):
            return False
        if any(word in _PREPOSITIONS for word in before) and self._kind(_core(_cut(words, 0, start))) in _NO_PARTY_TO_SPEAK_OF:
            return False
        tail = _core(_cut(words, end, len(words.folded)))
        if not tail.folded:
            return True
        kind = self._kind(tail)
        named_person = tail.folded[0] in _SPOKESPEOPLE and all(word[0].isupper() for word in tail.shown[1:])
        return kind not in _NO_PARTY_TO_SPEAK_OF and (kind is not None or tail.folded[-1] in _SPOKESPEOPLE or named_person)

    def _bearer(self, words: Wording, end: int, found: str) -> ActorChoice:
        """The bearer of a name; of a government's name before "forces" or "police", these."""
        actor = self._names.actors[found]
        home = self._names.country_of.get(found)
        tail = _core(_cut(words, end, len(words.folded)))
        kind = self._kind(tail)
        if actor.kind == "government" and home is not None and kind in {"state forces", "police"}:
            actor = self._names.country_forces(home, kind, air=tail.folded[-1] in _AIR)
        return ActorChoice(chosen=actor, reasons=(f"the words hold the name of {actor.name}",), score=0.8)

    def _speaker_for(self, words: Wording, country: str | None) -> ActorChoice | None:
        """ "An official with the main rebel groups" speaks for these."""
        place = next((n for n, word in enumerate(words.folded) if word in _SPEAKING_FOR), 0)
        if place == 0 or words.folded[place - 1] not in _SPOKESPEOPLE:
            return None
        start = place + 1
        while start < len(words.folded) and words.folded[start] in _FILLERS | {"of"}:
            start += 1
        found = self._party(_cut(words, start, len(words.folded)), country)
        if found is None or found.chosen is None or found.chosen.kind in _NO_PARTY_TO_SPEAK_OF:
            return None
        return replace(found, reasons=(*found.reasons, "the words speak for it"), score=None if found.score is None else found.score * 0.9)

    def _of_country(self, words: Wording) -> ActorChoice | None:
        """A country's word and a head word: "Syrian army", "Assads forces", "British Foreign Secretary William Hague"."""
        country = self._country_in(words)
        if country is None:
            return None
        place = self._names.country_names[country]
        if len(words.folded) == 1:
            known = self._names.country_words
            people = words.folded in known and (words.folded[0].removesuffix("s"),) in known and words.folded[0].endswith("s")
            kind = "civilians" if people else "government"
            return ActorChoice(chosen=self._names.country_forces(country, kind), reasons=(f"the word stands for {place}",), score=0.7)
        core = _core(words)
        kind_of_head = self._kind(core) or self._title(core)
        if kind_of_head is None:
            return None
        actor = self._names.country_forces(country, kind_of_head, air=core.folded[-1] in _AIR)
        return ActorChoice(chosen=actor, reasons=(f"{kind_of_head} of {place} by its head word",), score=0.9)

    def _country_in(self, words: Wording) -> str | None:
        """The country that a word names as the party's own; the one nearest the head where several do."""
        found = None
        for start in range(len(words.folded)):
            for end in range(min(len(words.folded), start + 4), start, -1):
                code = self._names.country(_cut(words, start, end)) or self._names.country(_without_s(_cut(words, start, end)))
                before, after = words.folded[:start], words.folded[end:]
                related = (before and before[-1] in _TURNED_AGAINST) or (after and after[0] in _ONLY_RELATED)
                if code is not None and not related:
                    found = code
                    break
        return found

    def _by_head(self, words: Wording, country: str | None) -> ActorChoice | None:
        core = _core(words)
        kind = self._kind(core)
        if kind is None:
            return None
        if country is None or country not in self._names.country_names or not _is_domestic(core.folded, kind):
            return ActorChoice(chosen=_unnamed(kind), reasons=("known by its head word only",), score=0.5)
        actor = self._names.country_forces(country, kind, air=core.folded[-1] in _AIR)
        place = self._names.country_names[country]
        return ActorChoice(chosen=actor, reasons=(f"no country is named; events lie in {place}",), score=0.6)

    def _kind(self, core: Wording) -> str | None:
        """The kind that the head of a noun phrase tells; "rebel commander" is of the rebels."""
        return self._head(core) if core.folded else None

    def _head(self, words: Wording) -> str | None:
        """The kind of the head words that end a phrase, of those before a spokesman's word first ("army source")."""
        heads, end = self._names.heads, len(words.folded)
        ends = [(end, 2)]
        if end > 1 and words.folded[-1] in _SPOKESPEOPLE:
            ends.append((end - 1, 1))
        for last, fewest in (*ends, (end, 1)):
            for start in range(max(0, last - 3), last - fewest + 1):
                if words.folded[start:last] in heads:
                    return heads[words.folded[start:last]]
        return None

    def _title(self, core: Wording) -> str | None:
        """The government, where a title of office stands before a person's name."""
        for start in range(len(core.folded)):
            for end in range(min(len(core.folded), start + 2), start, -1):
                titled = self._names.heads.get(core.folded[start:end]) == "government"
                if titled and end < len(core.folded) and all(word[0].isupper() for word in core.shown[end:]):
                    return "government"
        return None

    def _loaded_words(self, words: Wording, country: str | None, outlet: str | None) -> ActorChoice | None:
        """Loaded words alone: whom they mean depends on who speaks, so that they take no side of ours."""
        names = self._names
        core = _core(words).folded
        home = None if outlet is None else names.outlets.get(wording_of(outlet).folded)
        if _ends_in(core, names.dead):
            return ActorChoice(
                chosen=Actor(id="people-killed", name="People killed, not named", kind="civilians"), reasons=("the dead",), score=0.4
            )
        if _ends_in(core, names.occupiers) and self._country_in(words) is None:
            side = home or country or ""
            code = names.occupied_by.get(side)
            if code is not None:
                reason = f"so called from the side of {names.country_names[side]}"
                return ActorChoice(chosen=names.country_forces(code, "state forces"), reasons=(reason,), score=0.6)
        if home is not None and home == country and _ends_in(core, names.opponents) and not self._names_in(words):
            place = names.country_names[home]
            actor = Actor(id=f"{home.lower()}-armed-opponents", name=f"Armed opponents of the government of {place}", kind="armed group")
            return ActorChoice(chosen=actor, reasons=(f"{outlet} speaks for the state of {place}; whom it means is not named",), score=0.4)
        return None


def _unnamed(kind: str) -> Actor:
    """A party known by its kind alone."""
    return Actor(id=f"unspecified-{kind.replace(' ', '-')}", name=f"{kind.capitalize()}, not named", kind=kind)


def _uncounted(words: Wording) -> Wording:
    """The words without a count before "of" ("large numbers of terrorists")."""
    place = words.folded.index("of") if "of" in words.folded else 0
    return _cut(words, place + 1, len(words.folded)) if place and words.folded[place - 1] in _COUNTS else words


def _is_domestic(core: Words, kind: str) -> bool:
    """Whether words without a country mean the party of the country where it happens ("the army", "regime forces", "rebels")."""
    return kind == "rebel group" or core[-1] in _DOMESTIC or (len(core) > 1 and core[-2] in _OF_THE_STATE)


def _core(words: Wording) -> Wording:
    """The words up to the first preposition: where the head of the phrase stands last."""
    return _cut(words, 0, next((n for n, word in enumerate(words.folded) if n > 0 and word in _PREPOSITIONS), len(words.folded)))


def _cut(words: Wording, start: int, end: int) -> Wording:
    return Wording(words.folded[start:end], words.shown[start:end])


def _without_s(words: Wording) -> Wording:
    """The words without an "s" at their end: a possessive whose apostrophe was lost ("Ankaras")."""
    return Wording((*words.folded[:-1], words.folded[-1].removesuffix("s")), (*words.shown[:-1], words.shown[-1].removesuffix("s")))


def _ends_in(words: Words, known: frozenset[Words]) -> bool:
    return any(words[-size:] in known for size in range(1, 4))


def _holds_any(words: Words, known: frozenset[Words]) -> bool:
    return any(words[start : start + size] in known for size in range(1, 4) for start in range(len(words)))
