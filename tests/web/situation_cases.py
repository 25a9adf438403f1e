"""A small ledger whose counts can be worked out by hand: two places, three Saturdays, told, denied, counted and told of no place."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date
from pathlib import Path

from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger

FIRST, SECOND, THIRD = date(2016, 9, 10), date(2016, 9, 17), date(2016, 9, 24)

TEXTS: tuple[tuple[str, date, str], ...] = (
    ("Halab Courier", FIRST, "The Observatory said 45 people were killed in Handarat on Saturday."),
    ("Gulf Mirror", FIRST, "Activists said 50 people were killed in Handarat on Saturday."),
    ("State Herald", SECOND, "The Army said 7 soldiers were killed in Homs on Saturday. Its troops took Homs."),
    ("Halab Courier", THIRD, "The Observatory said 3 people were killed in Homs on Saturday. Shells fell on a market."),
)
"""Outlet, day and text of each report; a text becomes a claim a sentence."""


def small_ledger(folder: Path) -> Ledger:
    """The ledger of these reports."""
    book = Ledger.create(folder / "small.dateline", pipeline=PlainWalker())
    for n, (outlet, day, text) in enumerate(TEXTS):
        path = folder / f"{n}.txt"
        path.write_text(text, encoding="utf-8")
        book.add(path, outlet=outlet, published=day, name=f"report {n}")
    return book


def picture(colour: tuple[int, int, int], side: int = 256) -> bytes:
    """A PNG of one colour."""
    rows = (b"\0" + bytes(colour) * side) * side

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tile_file(path: Path, tile: bytes) -> Path:
    """A PMTiles file (version 3) of one picture for the whole world, nothing in it packed."""
    told = json.dumps({"name": "one picture"}).encode()
    directory = bytes([1, 0, 1]) + _varint(len(tile)) + bytes([1])
    begins = [127, 127 + len(directory)]
    begins += [begins[1] + len(told)] * 2
    lengths = [len(directory), len(told), 0, len(tile)]
    offsets = struct.pack("<8Q", *(number for pair in zip(begins, lengths, strict=True) for number in pair))
    world = struct.pack("<4i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    head = (
        b"PMTiles\x03" + offsets + struct.pack("<3Q", 1, 1, 1) + bytes([1, 1, 1, 2, 0, 0]) + world + bytes([0]) + struct.pack("<2i", 0, 0)
    )
    path.write_bytes(head + directory + told + tile)
    return path


def _varint(number: int) -> bytes:
    found = []
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])
