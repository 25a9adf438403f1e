"""Settings: one table of names, defaults and explanations, read once at the door and passed on as a frozen record."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from dateline.errors import UsageError

FILE = "dateline.toml"
"""The settings file, looked for in the current folder."""

PREFIX = "DATELINE_"
"""What precedes a setting's name in the environment: `DATELINE_LEDGER` sets `ledger`."""


class LinkWeights(StrEnum):
    """Where the weights of links come from."""

    FIXED = "fixed"
    LEARNT = "learnt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings in force; SETTINGS explains each."""

    ledger: Path = Path("ledger.db")
    languages: tuple[str, ...] = ("en",)
    max_file_bytes: int = 500_000_000
    original_bytes: int = 64_000_000
    busy_seconds: float = 10.0
    gazetteers: Path | None = None
    link_weights: LinkWeights = LinkWeights.FIXED


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's name, how its text is read, what it is for, and `usual`, what is in force where the machine says what nobody gave."""

    name: str
    read: Callable[[str], Any]
    help: str
    usual: str | None = None

    @property
    def default(self) -> Any:
        """The value in force where nobody gives one."""
        return next(field.default for field in fields(Config) if field.name == self.name)


def _positive(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise ValueError("it must be above 0")
    return value


def _bytes(text: str) -> int:
    return int(_positive(text))


def _codes(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip().lower() for code in text.split(",") if code.strip())
    if not codes or not all(len(code) == 2 and code.isalpha() for code in codes):
        raise ValueError("it must be two-letter codes with commas between, like en,fr")
    return codes


def _weights(text: str) -> LinkWeights:
    if text not in list(LinkWeights):
        raise ValueError(f"it must be {' or '.join(LinkWeights)}")
    return LinkWeights(text)


def _folder(text: str) -> Path:
    return Path(text).expanduser()


SETTINGS = (
    Setting("ledger", Path, "The ledger's file, where a command is not told another one."),
    Setting("languages", _codes, "Two-letter codes of the languages that are read; reports in others are set aside."),
    Setting("max_file_bytes", _bytes, "A file above this many bytes is set aside unread."),
    Setting("original_bytes", _bytes, "An original above this many bytes is not kept in the ledger, only its digest and size."),
    Setting("busy_seconds", _positive, "Seconds to wait for another process that writes the same ledger."),
    Setting(
        "gazetteers",
        _folder,
        "The folder of the packs of places that were added to the bundled gazetteer.",
        usual="dateline/gazetteers in the user's data folder: $XDG_DATA_HOME, else ~/.local/share; %LOCALAPPDATA% on Windows",
    ),
    Setting(
        "link_weights",
        _weights,
        "Weights that link claims: `fixed`, or `learnt` from the ledger itself, which needs pip install 'dateline[link]'.",
    ),
)


def load(environment: Mapping[str, str], folder: Path) -> Config:
    """The settings of a folder's `dateline.toml`, overruled by the environment; UsageError names one that is unknown or cannot be read."""
    given: dict[str, tuple[str, str]] = {}
    file = folder / FILE
    if file.is_file():
        given = {name: (_worded(value), str(file)) for name, value in _table(file).items()}
    for setting in SETTINGS:
        name = PREFIX + setting.name.upper()
        if name in environment:
            given[setting.name] = (environment[name], f"environment variable {name}")
    known = {setting.name: setting for setting in SETTINGS}
    values = {name: _value(known.get(name), name, *found) for name, found in given.items()}
    return Config(**{"gazetteers": gazetteers_of(environment), **values})


def gazetteers_of(environment: Mapping[str, str]) -> Path | None:
    """Where packs lie on this machine, None where the environment names no place for a user's data.

    As the XDG Base Directory Specification has it, and a relative path in it is ignored; on Windows the folder that its programs use.
    """
    for variable, inside in (("XDG_DATA_HOME", ""), ("LOCALAPPDATA", ""), ("HOME", ".local/share")):
        folder = Path(environment.get(variable, ""))
        if folder.is_absolute():
            return folder / inside / "dateline" / "gazetteers"
    return None


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{file}: these settings cannot be read ({error})") from error


def _worded(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _value(setting: Setting | None, name: str, text: str, where: str) -> Any:
    if setting is None:
        raise UsageError(f"{where}: there is no setting {name!r}; there are {', '.join(s.name for s in SETTINGS)}")
    try:
        return setting.read(text)
    except ValueError as error:
        raise UsageError(f"{where}: {name} = {text!r} cannot be used: {error}") from error
