"""`dateline gazetteer add`, `list`, `remove` and `show`: places beside those that come with Dateline, and what a name may stand for."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import new_app
from dateline.cli.options import settings
from dateline.cli.output import Column, Format, print_note, print_records, print_table
from dateline.cli.progress import counting
from dateline.cli.remarks import SHOWN
from dateline.errors import RecordError, UsageError
from dateline.resolve.gazetteer import Entry, open_gazetteer
from dateline.resolve.packs import Making, Pack, add_geonames, add_own, add_ucdp, download_geonames, geonames, packs_in, remove
from dateline.resolve.packs.fetch import Limits

app = new_app()
commands = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
app.add_typer(commands, name="gazetteer")

PACK_COLUMNS = (
    Column("pack", whole=True),
    Column("places", right=True),
    Column("made from"),
    Column("added", whole=True),
    Column("licence", shown_from=100),
    Column("to be named", shown_from=140),
    Column("sha256", whole=True, shown_from=120),
)
GRADES = ("its name", "another name", "its name without article", "a like spelling")
"""How a name stands to a place, by grade."""
SOURCES = {"checked": "bundled, checked", "geonames": "GeoNames", "ucdp": "UCDP", "own": "a table of your own"}
"""Where a place comes from, in words."""

PackName = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help="What the pack is called; without it the file gives the name.")
]
ListFormat = Annotated[Format, typer.Option("--format", help="A table for people; json or csv hold every column.")]


@commands.callback()
def gazetteer_group() -> None:
    """Every command works without packs: what comes with Dateline has towns, first-order units, countries and places that wars are
    reported from. A pack brings a country's villages, camps, bases and quarters. Places of packs win over bundled ones: one's own table
    over UCDP's, UCDP's over GeoNames. Packs lie in the folder of the setting `gazetteers`.

    \b
    Examples:
      dateline gazetteer add SY
      dateline gazetteer show "Khan Sheikhoun"
    """


@commands.command("add", short_help="Add a pack: a country of GeoNames, UCDP's events, or a table of your own.")
def add_command(
    *,
    what: Annotated[
        str | None, typer.Argument(metavar="SY|FILE.txt", help="A country's two-letter code, or a GeoNames dump that was downloaded.")
    ] = None,
    ucdp: Annotated[Path | None, typer.Option("--ucdp", metavar="FILE.csv", help="UCDP's georeferenced events (GED) as CSV.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE.csv", help="A table of your own.")] = None,
    name: PackName = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="The licence of a table of your own, kept with the pack.")] = None,
) -> int:
    """Add a pack: a country of GeoNames, UCDP's events, or a table of your own.

    A code downloads the country's dump from GeoNames, and only then does Dateline use the network. Added again, a pack is replaced.

    A table of your own has a header with name, lat and lon (degrees), and if you like aliases (with | between), kind, country, admin1,
    admin2, radius_km, precision (UCDP's 1 to 7) and source. A row that cannot be used is told with its number, the rest goes in, and the
    exit code is 3.

    \b
    Examples:
      dateline gazetteer add SY
      dateline gazetteer add SY.txt
      dateline gazetteer add --ucdp GEDEvent_v25_1.csv
      dateline gazetteer add --csv our-places.csv --name desk
    """
    if sum(given is not None for given in (what, ucdp, csv)) != 1:
        raise UsageError("give one thing to add: a country's code, a GeoNames dump, --ucdp FILE or --csv FILE")
    if licence is not None and csv is None:
        raise UsageError("--licence goes with --csv: the licences of GeoNames and UCDP are known")
    folder = _folder()
    if ucdp is not None:
        with counting("Reading events"):
            return _told(add_ucdp(folder, _file(ucdp), name=name))
    if csv is not None:
        return _told(add_own(folder, _file(csv), name=name, licence=licence))
    return _told(_from_geonames(folder, what or "", name))


def _from_geonames(folder: Path, what: str, name: str | None) -> Making:
    """The pack of a country code, or of a dump that lies here."""
    path = Path(what)
    code = geonames.code_of(what)
    if code is None or path.exists():
        if path.suffix.lower() == ".csv":
            raise UsageError(f"{what}: a table of your own is added with --csv, UCDP's events with --ucdp")
        with counting("Reading places"):
            return add_geonames(folder, _file(path), name=name)
    if open_gazetteer().country(code) is None:
        raise UsageError(f"{what}: there is no country of this code; it must be one of ISO 3166, like SY")
    limits = Limits()
    print_note(f"Downloading {geonames.URL.format(code=code)} (at most {limits.size / 1e6:.0f} MB and {limits.seconds / 60:.0f} minutes)")
    with counting("Downloading"):
        return download_geonames(folder, code, name=name)


@commands.command("list", short_help="List the packs, and what each was made from.")
def list_command(*, form: ListFormat = Format.TABLE) -> None:
    """List the packs: what each was made from, when, how many places it has, its licence, whom to name, and the hash of its source.

    \b
    Examples:
      dateline gazetteer list
      dateline gazetteer list --format json
    """
    packs = packs_in(_folder())
    if form is not Format.TABLE:
        print_records([asdict(pack) for pack in packs], [column.name for column in fields(Pack)], form)
        return
    cells = [(p.name, f"{p.rows:,}", p.source, p.added[:10], p.licence, p.attribution, p.sha256[:12]) for p in packs]
    print_table(PACK_COLUMNS, cells, title="Packs")


@commands.command("remove", short_help="Delete a pack.")
def remove_command(*, name: Annotated[str, typer.Argument(metavar="NAME", help="The pack, as `list` names it.")]) -> None:
    """Delete a pack.

    Claims that were resolved with a pack keep their places; what is read from now on does not know it.

    \b
    Examples:
      dateline gazetteer remove geonames-sy
    """
    remove(_folder(), name)
    print_note(f"{name} is removed.")


@commands.command("show", short_help="Show every place that a name may stand for.")
def show_command(
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name as a report spells it.")],
    form: ListFormat = Format.TABLE,
) -> None:
    """Show every place that a name may stand for, from the bundled gazetteer and all packs, those of like spelling too; which of them a
    report means is decided with the rest of the report.

    \b
    Examples:
      dateline gazetteer show Handarat
      dateline gazetteer show "Khan Sheikhoun" --format json
    """
    gazetteer = open_gazetteer(settings().gazetteers)
    found = gazetteer.candidates(name, loosely=True)
    if form is not Format.TABLE:
        records = [{**asdict(entry), "note": gazetteer.note(entry)} for entry in found]
        print_records(records, [*(column.name for column in fields(Entry)), "note"], form)
        return
    if not found:
        print_note(f"No place is called {name!r}. Add a pack of its country (dateline gazetteer add SY), or a table of your own (--csv).")
        return
    for entry in found:
        typer.echo(_described(entry, gazetteer.note(entry)))


def _described(entry: Entry, note: str | None) -> str:
    """A place in four lines: what and where, its point and reach, how it was found and where it comes from, its id."""
    what = ", ".join(filter(None, (entry.name, entry.kind, entry.admin2, entry.admin1, entry.country)))
    people = f", {entry.population:,} people" if entry.population else ""
    source = SOURCES.get(entry.source, entry.source)
    told = source if entry.origin is None else f"{source}, {entry.origin}"
    return "\n  ".join(
        (
            what,
            f"{entry.latitude:.4f}, {entry.longitude:.4f}, reach {entry.radius_km:g} km, precision {entry.precision}{people}",
            f"found as {GRADES[entry.grade]}; {told}" + (f" ({note})" if note is not None else ""),
            entry.id,
        )
    )


def _folder() -> Path:
    """The folder of packs; UsageError where none is set and the machine names none."""
    folder = settings().gazetteers
    if folder is None:
        raise UsageError("there is no folder for packs: set `gazetteers` in dateline.toml or DATELINE_GAZETTEERS")
    return folder


def _file(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file")
    return path


def _told(making: Making) -> int:
    """Say what was made and what was set aside, of one's own table every row; the exit code."""
    pack = making.pack
    print_note(f"{pack.name}: {pack.rows:,} places from {pack.source}{' (it replaces the pack of that name)' if making.replaced else ''}")
    shown = len(making.set_aside) if pack.kind == "own" else SHOWN
    for problem in making.set_aside[:shown]:
        print_note(f"set aside: {problem}")
    if len(making.set_aside) > shown:
        print_note(f"set aside: {len(making.set_aside) - shown} more")
    return RecordError.exit_code if making.set_aside else 0
