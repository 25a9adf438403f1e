from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.config import SETTINGS, Config, load
from dateline.errors import UsageError


def test_every_setting_is_in_the_table_and_explained() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Config)]
    assert all(setting.help.endswith(".") for setting in SETTINGS)
    assert all(setting.default == getattr(Config(), setting.name) for setting in SETTINGS)


def test_the_environment_outranks_the_file_and_the_file_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('ledger = "desk.db"\nlanguages = ["en", "fr"]\n')
    found = load({"DATELINE_LEDGER": "mine.db", "HOME": "/"}, tmp_path)
    assert found == Config(ledger=Path("mine.db"), languages=("en", "fr"), gazetteers=Path("/.local/share/dateline/gazetteers"))
    assert load({}, tmp_path / "nowhere") == Config()


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HOME": "/home/a"}, "/home/a/.local/share/dateline/gazetteers"),
        ({"HOME": "/home/a", "XDG_DATA_HOME": "/data"}, "/data/dateline/gazetteers"),
        ({"HOME": "/home/a", "XDG_DATA_HOME": "relative"}, "/home/a/.local/share/dateline/gazetteers"),
        ({"HOME": "/home/a", "DATELINE_GAZETTEERS": "/packs"}, "/packs"),
    ],
)
def test_packs_lie_where_the_users_data_does(environment: dict[str, str], folder: str, tmp_path: Path) -> None:
    assert load(environment, tmp_path).gazetteers == Path(folder)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("busy_seconds = 0", "above 0"),
        ('original_bytes = "many"', "'many' cannot be used"),
        ('languages = "english"', "two-letter codes"),
        ("colour = 1", "no setting 'colour'"),
        ('link_weights = "free"', "fixed or learnt"),
        ("ledger =", "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "dateline.toml").write_text(text)
    with pytest.raises(UsageError, match=rf"dateline.toml.*{says}"):
        load({}, tmp_path)
