"""Numerals that count nobody: dates, ages, distances, money, unit numbers, weapons, list numbers."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = 48
_AFTER: Final = 48

_MONTH: Final = (
    r"(?:(?i:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|"
    r"March|Mar|MARCH|May|MAY)\b\.?"
)
_DAYS: Final = r"(?:\d{1,2}(?:st|nd|rd|th)?(?:,|,?\s(?:and|to)|\s?[-–])\s?)*"
_DESIGNATOR: Final = (
    r"(?i:resolution|article|paragraph|chapter|page|flight|route|highway|channel|phase|number|nos?|nr|section|version|brigade|division|"
    r"regiment|battalion|corps|branch|protocol|annex|table|figure|world\swar|item|season|episode|stage|size|class|grade)|"
    r"Unit|Base|Camp|Gate|Block|District|Area|Zone|Sector|Checkpoint|School|Hospital|War|Group|Team|Force|Bridge|Building|Point|Hill|"
    r"Height|Room|Floor|Day|Level|Road|Street|Line|Site|Station|Company|Bureau|Category|Type|Model|Part|Track|France|Formula|KM|Km|Group\sof"
)
_WEAPON: Final = (
    r"Su|SU|MiG|MIG|Mig|Mi|MI|BM|T|S|F|C|AK|TOS|M|Tu|TU|Il|Ka|KA|UH|AH|AC|B|Q|MQ|RQ|GBU|MK|Mk|FAB|OFAB|RPG|HJ|Kh|KAB|ZU|BTR|BMP|MT|SA|"
    r"PK|Shahed|Geran|Fajr|Fateh|Qiam|Burkan|Falaq|Zelzal|Zolfaghar|Kalibr|Iskander|Patriot PAC"
)
_GLUED_BEFORE: Final = re.compile(r"(?:[\w$€£¥#+@/:°]|\w[-–.,]|[$€£¥]\s|\b(?:USD|EUR|GBP|Rs\.?)\s?|\d\s?[x×]\s?)$")
_GLUED_AFTER: Final = re.compile(r"[\w°%′″]|[.,:/]\d|\s?%|-[A-Za-z]|['’]s\b|\s?[x×]\s?\d")
_NAMED_BEFORE: Final = re.compile(
    rf"\b(?:(?:{_DESIGNATOR})s?\.?\s(?:[Nn]o\.?\s?)?(?:\d[\d/()]*(?:,|,?\sand|\sor|\sto)\s)*|(?:{_WEAPON})\s"
    r"|(?i:aged?|ages|aging|turned)\s(?:of\s)?(?:only\s|just\s|between\s|from\s|about\s|around\s)?(?:\d+(?:,|,?\s(?:and|to|or))\s)*)$"
)
_MONTH_BEFORE: Final = re.compile(rf"\b{_MONTH}\s{_DAYS}$")
_MONTH_AFTER: Final = re.compile(rf"(?:(?:,|,?\s(?:and|to|or)|\s?[-–])\s?\d{{1,2}})*\s(?:of\s)?{_MONTH}")
_UNIT_AFTER: Final = re.compile(
    r"""[-\s](?:(?:consecutive|full|long|straight|whole|more|successive|additional|nautical|square|sq|cubic|metric|further|other|
        separate|us|u\.s\.|american|syrian|canadian|australian|british|calendar|solid|hard|bloody|terrible|entire|working|or\sso)\s){0,2}
    (?:per\s?cent(?:age)?|pct|
       (?:kilomet(?:re|er)|(?:centi|milli)?met(?:re|er)|mile|yard|inche?|acre|hectare|degree|tonne|ton|kilogram|kilo|lit(?:re|er)|gallon|knot|
          year|month|week|day|night|hour|minute|second|decade|weekend|fortnight|time|generation|dollar|euro|pound|rou?ble|riyal|rial|
          dinar|shekel|cent|megawatt|watt|volt|third|quarter|fifth|tenth|halve|point|storey|percentage\spoint|fold)s?|
       km2?|kms|mph|kph|km/h|cm|mm|ft|feet|foot|kg|kgs|lira|lbs?|mw|kw|centur(?:y|ies)|o['’]?\s?clock|a\.?m\.?|p\.?m\.?|gmt|utc|
       local\stime|blocks?(?!\sof\s(?:flats|apartments))|barrels\s(?:a|per|of\soil)|half|caliber|calibre|hrs?)(?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)
_SPAN_OF_TIME: Final = re.compile(r"\s(?:time|extent|way|distance|reason|point|cases?|kind|sort|part|parts|measure)\b", re.IGNORECASE)
_SHARE_AFTER: Final = re.compile(r"\s(?:out\sof|in)\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.IGNORECASE)
_SHARE_BEFORE: Final = re.compile(r"\b(?:out\sof|one\sin)\s(?:every\s)?$", re.IGNORECASE)
_METRES: Final = re.compile(r"\s(?:high|long|wide|deep|tall|away|from|thick|below|above|north|south|east|west)\b")
_JOINT: Final = re.compile(r"\s?[-–—]\s?|-to-|\s(?:and|to|or)\s")
_ONE_BEFORE: Final = re.compile(r"\b(?:no|any|every|each|this|that|which|the|next|last|first|loved|by|such)[-\s]$", re.IGNORECASE)
_ONE_AFTER: Final = re.compile(
    r"\s(?:another|by\sone|of|or\sanother|after\s(?:another|the\sother)|way|thing|side|hand|that|which|who|is|can|could|might|should|must|"
    r"point|stage|example|reason|such|command|name|voice|man['’]s)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE: Final = re.compile(
    rf"(?:\b(?i:in|since|of|by|until|till|from|early|late|mid|the|before|after|between|year|during|spring|summer|autumn|winter|fall|through|"
    rf"end|for|and|to|than|on)|{_MONTH}|\d(?:st|nd|rd|th)?)[,\s–-]\s?$"
)
_PERSONS_BEFORE: Final = re.compile(
    r"\b(?:children|those|people|kids|anyone|anybody|girls|boys|men|women|infants|males|adults)\s$", re.IGNORECASE
)
_AGE_BEFORE: Final = re.compile(
    r"(?:[A-Z][\w’'-]+|\b(?:man|woman|boy|girl|child|victim|teen|teenager|son|daughter|mother|father|wife|husband|brother|sister)),\s$"
)
_LIST_BEFORE: Final = re.compile(r"(?:^|\n)[^\S\n]*\(?$")
_IN_ROW_BEFORE: Final = re.compile(r"(?:\d[\s-])?(\d+[\s-])$")
_IN_ROW_AFTER: Final = re.compile(r"([\s-]\d+\b)(?:[\s-]\d+\b)?")


def is_uncounted(text: str, start: int, end: int, *, hedge: str, counted: bool) -> bool:
    """Whether the numeral at `start:end` counts nothing of concern: it dates, measures, names or numbers something.

    `hedge` is what stands before it ("at least"); `counted` says that a counted noun follows ("people").
    """
    numeral = text[start:end]
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    lead = before[: len(before) - len(hedge)]
    return (
        _names_or_measures(numeral, before, lead, after)
        or _is_date(numeral, lead, after, hedged=bool(hedge), counted=counted)
        or _is_age(numeral, lead, after, hedge=hedge, counted=counted)
        or (numeral.lower() == "one" and _is_pronoun(lead, after))
    )


def measures(text: str, end: int) -> bool:
    """Whether a unit of length, time, money or the like follows at `end` ("a few kilometres")."""
    return _UNIT_AFTER.match(text, end) is not None or _SPAN_OF_TIME.match(text, end) is not None


def _names_or_measures(numeral: str, before: str, lead: str, after: str) -> bool:
    if _GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after) or _UNIT_AFTER.match(after) or _NAMED_BEFORE.search(lead):
        return True
    if _SHARE_BEFORE.search(lead) or (numeral[-1] == "m" and numeral[0].isdigit() and _METRES.match(after)):
        return True
    if not numeral[0].isdigit():
        return bool(_SHARE_AFTER.match(after)) and ("out of" in after[:8] or numeral.lower() == "one")
    leading_zero = len(numeral) > 1 and numeral[0] == "0" and numeral[1] not in ".,"
    in_list = len(numeral) <= 2 and bool(_LIST_BEFORE.search(before)) and after[:1] in {".", ")"}
    in_brackets = before.endswith("(") and after.startswith(")")
    return leading_zero or in_list or in_brackets or _in_row(before, after)


def _in_row(before: str, after: str) -> bool:
    """Whether three or more groups of digits stand in a row, as in a telephone number."""
    ahead, behind = _IN_ROW_BEFORE.search(before), _IN_ROW_AFTER.match(after)
    return (ahead is not None and behind is not None) or any(hit is not None and hit[0] != hit[1] for hit in (ahead, behind))


def _is_date(numeral: str, lead: str, after: str, *, hedged: bool, counted: bool) -> bool:
    parts = _JOINT.split(numeral)
    if all(len(part) <= 2 and part.isdecimal() and 1 <= int(part) <= 31 for part in parts):
        return bool(_MONTH_BEFORE.search(lead) or _MONTH_AFTER.match(after))
    if not _YEAR.fullmatch(parts[0]):
        return False
    return not hedged and (not counted or _YEAR_BEFORE.search(lead) is not None)


def _is_age(numeral: str, lead: str, after: str, *, hedge: str, counted: bool) -> bool:
    if not (numeral.isdigit() and int(numeral) <= 110):
        return False
    if hedge.lower().startswith(("under", "over")) and not counted and _PERSONS_BEFORE.search(lead):
        return True
    return not hedge and bool(_AGE_BEFORE.search(lead)) and after[:1] in {",", ")"}


def _is_pronoun(lead: str, after: str) -> bool:
    return bool(_ONE_BEFORE.search(lead) or _ONE_AFTER.match(after))
