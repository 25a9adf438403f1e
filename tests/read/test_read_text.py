from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReadError
from dateline.read.charset import decode
from dateline.read.clean import clean, clean_line
from dateline.read.language import language_of
from dateline.read.reflow import paragraphs, without_running_lines
from dateline.read.text import title_line

SENTENCE = "The rebels’ camp – north of Aleppo – “has fallen”, an official said; 450.000 have fled."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_one_text_in_every_encoding(encoding: str) -> None:
    assert clean(decode((SENTENCE + "\n" + "The army denied it. " * 20).encode(encoding), where="x").text).startswith(SENTENCE)


def test_a_guessed_encoding_is_noted() -> None:
    assert decode(SENTENCE.encode("cp1252"), where="x").notes == ("the bytes are no UTF-8; read as cp1252",)
    assert decode(SENTENCE.encode(), where="x").notes == ()


def test_a_declared_encoding_is_taken_before_a_guess() -> None:
    assert decode("Żołnierze weszli do miasta".encode("iso8859-2"), where="x", declared="iso8859-2").text == "Żołnierze weszli do miasta"
    assert decode(SENTENCE.encode("cp1252"), where="x", declared="no-such-encoding").text == SENTENCE


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00", b"%PDF-1.7 ", bytes(range(256)) * 4, b"\xff\xd8\xff\xe0 JFIF"]
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^x: binary data, not text"):
        decode(data, where="x")


def test_broken_utf16_says_where() -> None:
    with pytest.raises(ReadError, match="broken utf-16 text at byte"):
        decode(b"\xff\xfea\x00\x00\xd8", where="x")


@pytest.mark.parametrize("original", [SENTENCE, "Raqqa’s “caliphate”", "Şırnak – Łódź – São Tomé", "€5 million", "Qur’ān"])
def test_mojibake_is_undone(original: str) -> None:
    # Latin-1 stands in for the five bytes that Windows-1252 leaves open, as browsers do.
    broken = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in original.encode())
    assert clean(broken) == original


@pytest.mark.parametrize(
    "text",
    [SENTENCE, "Rue Saint-Émilion, Âge, Ãngela", "5 °C – 10 °C", "“Quoted” ‘words’", "ﬁghters", "ＡＢＣ", "&amp; entity", 'it\'s "so"'],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_only_the_unseen_goes() -> None:
    assert (
        clean("\ufeffOne\r\ntwo\rthree\u2028four\x0cfive\u200b\u202esix\x00\u00ad seven\t8 \n\n")
        == "One\ntwo\nthree\nfour\nfivesix seven\t8"
    )


@given(st.text(alphabet=st.characters(exclude_categories=(), exclude_characters=[chr(code) for code in range(0x80, 0x100)])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_ascii_only_loses_its_edges(text: str) -> None:
    assert clean(text) == text.strip()


def test_a_line_of_nothing_is_none() -> None:
    assert clean_line(" \u200b\n ") is None
    assert clean_line(None) is None
    assert clean_line(" Two\n words ") == "Two words"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Army takes camp\n\nThe army took the camp.", "Army takes camp"),
        ("Who holds Handarat?\n\nThe army took the camp.", "Who holds Handarat?"),
        ("The army took the camp.\n\nRebels denied it.", None),
        ("The army took the camp of\nHandarat.", None),
        ("Army takes camp", None),
        ("Army takes camp\n\n", None),
        ("***\n\nThe army took the camp.", None),
        ("x" * 201 + "\n\nThe army took the camp.", None),
    ],
)
def test_title_line(text: str, title: str | None) -> None:
    assert title_line(text) == title


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "en"),
        ("Handarat has fallen", "en"),
        ("Syrian army takes Handarat", None),
        (
            "Les forces du régime ont repris le camp de Handarat samedi, a annoncé l'armée dans un communiqué de l'agence officielle.",
            "fr",
        ),
        ("قال المرصد السوري لحقوق الإنسان إن خمسة وأربعين شخصا قتلوا في أحياء حلب الشرقية", "ar"),
        ("הצבא הסורי כבש את מחנה הפליטים מצפון לחלב ביום שבת", "he"),
        ("Сирийская армия заняла лагерь к северу от Алеппо в субботу", "ru"),
        ("Bandar Kafr Hamra, Anadan, Hraytan, Bayanoun, Tel Rifaat, Mayer, Nubl, Zahraa", None),
        ("12 345 – 67", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_printed_lines_become_paragraphs() -> None:
    lines = [
        "Rebels said on Saturday that they had retaken the refugee camp north of the city, while the bombard-",
        "ment of its rebel-",
        "held east went on through the night and into the morning, with no word from the army about the camp",
        "or the road.",
        "The army denied it.",
    ]
    joined = list(paragraphs(lines))
    assert joined[0].startswith("Rebels said on Saturday")
    assert "bombardment of its rebel-held east went on" in joined[0]
    assert joined[-1] == "The army denied it."


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        ["Orontes Wire", f"Here 45 and {n} words stand", "and go on", "to their end", f"Last of {n} words", f"Page {n} of 3"]
        for n in (1, 2, 3)
    ]
    kept = without_running_lines(pages)
    assert not any(line.startswith(("Orontes", "Page")) for line in kept)
    assert [line for line in kept if line == "to their end"] == ["to their end"] * 3
    assert [line for line in kept if line.startswith("Here")] == [f"Here 45 and {n} words stand" for n in (1, 2, 3)]


def test_gold_texts_are_read_as_they_are(root: Path) -> None:
    texts = sorted((root / "tests" / "golden" / "texts").glob("*.txt"))
    assert texts
    for path in texts:
        raw = path.read_text(encoding="utf-8")
        assert clean(decode(path.read_bytes(), where="x").text) == raw.strip()
