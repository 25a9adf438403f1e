"""Packs: what is read from each source, which place wins, and a download that keeps within its bounds."""

from __future__ import annotations

import hashlib
import http.server
import ipaddress
import shutil
import ssl
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from dateline.errors import ReadError, ServiceError, UsageError
from dateline.resolve.gazetteer import Gazetteer, open_gazetteer
from dateline.resolve.gazetteer_tables import Row
from dateline.resolve.packs import add_geonames, add_own, add_ucdp, download_geonames, geonames, packs_in, remove
from dateline.resolve.packs.around import Around
from dateline.resolve.packs.fetch import Fetcher, Limits, is_public
from dateline.resolve.packs.ucdp_names import take_apart
from dateline.resolve.places import PlaceContext, PlaceResolver

GED_HEADER = "year,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude"
GED = f"""{GED_HEADER}
2016,1,Aleppo town,Aleppo Governorate,Jabal Saman district,36.202781,37.158611
2016,1,Ruwayhat al Jadid village,Aleppo Governorate,Jabal Saman district,36.1000,37.2000
2016,2,Ruwayhat al Jadid villge,Aleppo Governorate,Jabal Saman district,36.1005,37.2003
2016,1,Ruwayhat al Jadid village,Homs Governorate,Tadmur district,34.5500,38.2500
2016,1,Wadi Dawud/Tirqawza town,Aleppo Governorate,Mintaqat Azaz district,36.5800,37.0400
2016,1,Rahbat Dawud Military Air Base,Aleppo Governorate,Mintaqat Azaz district,36.5200,37.0400
2016,1,Research Centre (Aleppo),Aleppo Governorate,Jabal Saman district,36.2028,37.0727
2016,3,Mintaqat Azaz district,Aleppo Governorate,Mintaqat Azaz district,36.5500,37.0500
2016,4,Aleppo Governorate,Aleppo Governorate,,36.2,37.2
2016,6,Syria,,,35,38
2016,1,Broken village,Aleppo Governorate,,north,37.2
2017,1,Later village,Aleppo Governorate,Jabal Saman district,36.1500,37.2500
"""


def dump_line(
    number: int, name: str, code: str, at: tuple[float, float], *, others: str = "", units: str = "09\t\t\t", people: int = 0
) -> str:
    """A line of a GeoNames dump; the test data are made up but for Aleppo's number."""
    return f"{number}\t{name}\t{name}\t{others}\t{at[0]}\t{at[1]}\tX\t{code}\tSY\t\t{units}\t{people}\t\t300\tAsia/Damascus\t2020-01-01\n"


DUMP = (
    dump_line(170063, "Aleppo", "PPLA", (36.20124, 37.16117), others="ALP,Halab,حلب", people=2098210)
    + dump_line(90000001, "Ruwayhat", "PPL", (36.1002, 37.2001), units="09\t0901\t\t")
    + dump_line(90000002, "Jabal Saman", "ADM2", (36.2, 37.1), units="09\t0901\t\t")
    + dump_line(90000003, "Ruwayhat air base", "AIRB", (36.3, 37.3))
    + dump_line(90000004, "A well", "WLL", (36.3, 37.3))
    + "90000005\tbroken\n"
)
OWN = """name,lat,lon,aliases,kind,country,admin1,radius_km,precision,source
Bakery Square,36.2011,37.1605,Furn Square|the Bakery,square,SY,Aleppo,,,our own map
Nowhere,36.2,,,,,,,,
Handarat,36.2750,37.1620,,village,SY,,,,visited in 2016
Handarat,36.2750,37.1620,,village,SY,,,,twice
Far,-33.9,18.4,,town,SY,,,,
Odd,36.2,37.2,,castle,SY,,,,
"""


@pytest.fixture
def ged(tmp_path: Path) -> Path:
    path = tmp_path / "GEDEvent.csv"
    path.write_text(GED, encoding="utf-8")
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "packs"


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Gazetteer]]:
    """Opens the bundled gazetteer with what lies in the folder now."""
    gazetteers: list[Gazetteer] = []

    def _open() -> Gazetteer:
        gazetteers.append(open_gazetteer(folder))
        return gazetteers[-1]

    yield _open
    for gazetteer in gazetteers:
        gazetteer.close()


@pytest.mark.parametrize(
    ("whole", "stem", "kind", "other"),
    [
        ("Manbij town", "Manbij", "town", "Manbij town"),
        ("Tadmur/Palmyra town", "Tadmur", "town", "Palmyra"),
        ("Izz ad-Din (Ezzeddin) village", "Izz ad-Din", "village", "Ezzeddin"),
        ("Sharqiya villge", "Sharqiya", "village", "Sharqiya villge"),
        ("Tishrin Dam", "Tishrin Dam", "dam", "Tishrin"),
        ("Qwaris Military Air Base", "Qwaris Military Air Base", "base", "Qwaris airbase"),
        ("Jabal Abd al Aziz", "Jabal Abd al Aziz", "mountain", None),
        ("Road between Ariha and Jisr ash Shughur", "Road between Ariha and Jisr ash Shughur", "road", None),
        ("Eastern Ghouta", "Eastern Ghouta", None, None),
    ],
)
def test_names_of_ged_are_taken_apart(whole: str, stem: str, kind: str | None, other: str | None) -> None:
    named = take_apart(whole)
    assert (named.stem, named.kind) == (stem, kind)
    assert other in named.others if other is not None else named.others == ()


def test_events_become_places_with_their_units(ged: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    making = add_ucdp(folder, ged, years=frozenset({"2016"}))
    assert [str(problem) for problem in making.set_aside] == [
        "GEDEvent.csv, row 12: latitude 'north' is no number of degrees: write it like 36.2747"
    ]
    gazetteer = opened()
    one, other = sorted(gazetteer.candidates("Ruwayhat al Jadid"), key=lambda e: e.latitude)
    assert (one.admin1, one.admin2, one.country, one.kind) == ("Homs", "Tadmur district", "SY", "village")
    assert (other.admin1, other.precision, other.id) == ("Aleppo", 1, "ucdp:sy/aleppo-governorate/ruwayhat-al-jadid-village")
    assert gazetteer.entry(other.id) == other
    assert gazetteer.candidates("Later") == opened().candidates("Later village") == []
    assert {e.source for e in gazetteer.candidates("Tirqawza")} == {"ucdp"}
    assert {e.kind for e in gazetteer.candidates("Rahbat Dawud airbase")} == {"base"}


def test_units_and_countries_are_no_points(ged: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    add_ucdp(folder, ged)
    gazetteer = opened()
    assert {e.local for name in ("Syria", "Aleppo Governorate") for e in gazetteer.candidates(name)} == {False}
    (district,) = gazetteer.candidates("Mintaqat Azaz district")
    town, elsewhere = gazetteer.candidates("Tirqawza")[0], gazetteer.candidates("Later village")[0]
    assert (district.kind, district.precision) == ("district", 3)
    assert district.holds(town)
    assert not district.holds(elsewhere)


def test_a_place_that_lies_in_another_is_not_called_like_it(ged: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    add_ucdp(folder, ged)
    assert "site" not in {e.kind for e in opened().candidates("Aleppo")}


def test_what_a_pack_knows_wins_and_says_so(ged: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    add_ucdp(folder, ged)
    gazetteer = opened()
    (aleppo,) = [e for e in gazetteer.candidates("Aleppo") if e.kind == "city" and e.country == "SY"]
    assert aleppo.id == "ucdp:sy/aleppo-governorate/aleppo-town"
    assert aleppo.over == ("gn:170063",)
    assert aleppo.origin == "from the pack gedevent, over gn:170063"
    assert aleppo.population > 2_000_000, "people are taken over, GED has none"
    assert aleppo.names > 20
    assert gazetteer.entry("gn:170063") is not None


def test_one_s_own_table_wins_over_all(ged: Path, dump: Path, own: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    add_ucdp(folder, ged)
    add_geonames(folder, dump)
    add_own(folder, own)
    gazetteer = opened()
    assert [pack.pack for pack in gazetteer.packs] == ["desk", "gedevent", "geonames-sy"]
    handarat = [e for e in gazetteer.candidates("Handarat") if e.kind == "village"]
    assert [(e.source, e.over) for e in handarat] == [("own", ("dl:handarat",))]
    (aleppo,) = [e for e in gazetteer.candidates("Aleppo") if e.kind == "city" and e.country == "SY"]
    assert (aleppo.source, aleppo.over) == ("ucdp", ("gn:170063",))
    assert len(gazetteer.version.split()) == 4


def test_what_is_wrong_with_a_row_is_told_and_the_rest_goes_in(own: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    making = add_own(folder, own, name="My Desk", licence="CC0")
    told = [str(problem) for problem in making.set_aside]
    assert making.pack.name == "my-desk"
    assert making.pack.rows == 2
    assert [line.split(": ")[0] for line in told] == [f"desk.csv, row {n}" for n in (3, 5, 6, 7)]
    assert "lon '' is no number" in told[0]
    assert "is in the table already" in told[1]
    assert "km from SY: lat and lon may be swapped" in told[2]
    assert "kind 'castle' is none of airport, area" in told[3]
    gazetteer = opened()
    (square,) = [e for e in gazetteer.candidates("Furn Square") if e.local]
    assert (square.id, square.admin1, square.precision) == ("own:my-desk/bakery-square", "Aleppo", 1)
    assert gazetteer.note(square) == "our own map"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("place,lat,lon\nA,1,2\n", "the column 'name' is missing; its header has place, lat, lon"),
        ("", "the column 'name' is missing; its header has none"),
        ("name,lat,lon\nA,91,2\n", "no place of it can be used; the first reason: places.csv, row 2: lat 91 is not within"),
        ('name,lat,lon\n"A"x,1,2\n', "it is no table"),
    ],
)
def test_a_table_that_is_none_says_why(content: str, says: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises((UsageError, ReadError), match=says):
        add_own(folder, path)
    assert packs_in(folder) == []


def test_a_table_may_have_semicolons_and_a_mark_of_utf_8(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes("\ufeffName;Lat;Lon\nÀ;36.1;37.1\n".encode())
    assert add_own(folder, path).pack.rows == 1
    path.write_bytes("Name;Lat;Lon\nÀ;36.1;37.1\n".encode("cp1252"))
    with pytest.raises(ReadError, match="save it as CSV in UTF-8"):
        add_own(folder, path)


def test_a_dump_becomes_a_pack(dump: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    making = add_geonames(folder, dump)
    assert [str(problem) for problem in making.set_aside] == ["SY.txt, line 6: 2 columns, where a dump has 19"]
    (pack,) = packs_in(folder)
    assert pack == making.pack
    assert (pack.name, pack.rows, pack.source) == ("geonames-sy", 4, "SY.txt")
    assert pack.sha256 == hashlib.sha256(dump.read_bytes()).hexdigest()
    assert "CC BY 4.0" in pack.licence
    gazetteer = opened()
    aleppo, village = gazetteer.entry("gn:170063"), gazetteer.entry("gn:90000001")
    assert aleppo is not None
    assert village is not None
    assert (aleppo.pack, aleppo.kind, aleppo.names) == ("geonames-sy", "city", 4)
    assert (village.kind, village.admin2, village.unit) == ("village", "Jabal Saman", "09")
    assert {e.kind for e in gazetteer.candidates("Ruwayhat air base")} == {"base"}
    district = gazetteer.entry("gn:90000002")
    assert district is not None
    assert (district.kind, district.precision) == ("district", 3)
    assert district.holds(village)


def test_adding_again_replaces(dump: Path, folder: Path) -> None:
    assert not add_geonames(folder, dump).replaced
    assert add_geonames(folder, dump).replaced
    assert len(packs_in(folder)) == 1
    assert [path.name for path in folder.iterdir()] == ["geonames-sy.gazetteer"]


def test_the_same_source_gives_the_same_content(ged: Path, folder: Path) -> None:
    versions = {add_ucdp(folder, ged, name=name).pack.version for name in ("one", "two")}
    assert len(versions) == 1


def test_removing_deletes_and_names_what_there_is(dump: Path, folder: Path) -> None:
    add_geonames(folder, dump)
    with pytest.raises(UsageError, match="there is geonames-sy"):
        remove(folder, "../geonames-sy")
    remove(folder, "geonames-sy")
    with pytest.raises(UsageError, match="there are none"):
        remove(folder, "geonames-sy")
    assert packs_in(folder) == []


def test_a_broken_pack_says_how_to_go_on(folder: Path) -> None:
    folder.mkdir()
    (folder / "sy.gazetteer").write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(ServiceError, match="dateline gazetteer remove sy, then add it again"):
        open_gazetteer(folder)


def test_a_gazetteer_that_is_no_pack_is_refused(gazetteer: Gazetteer, folder: Path) -> None:
    folder.mkdir()
    shutil.copy(gazetteer.path, folder / "bundled.gazetteer")
    with pytest.raises(ServiceError, match="is no pack that was added"):
        packs_in(folder)
    remove(folder, "bundled")


def test_something_that_is_no_dump_is_told(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a dump\n" * 500, encoding="utf-8")
    with pytest.raises(ReadError, match="no line of it is one of a GeoNames dump"):
        add_geonames(folder, path)


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"readme.txt": "x"}, "0 dumps"),
        ({"SY.txt": "x", "IQ.txt": "x"}, "2 dumps"),
        ({"SY.txt": "not a dump"}, "no line of it is one"),
    ],
)
def test_a_zip_that_holds_no_dump_is_told(members: dict[str, str], says: str, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(ReadError, match=says):
        add_geonames(folder, path)


def test_a_zip_that_would_fill_the_memory_is_refused(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "\n" * 2_000_000)
    with pytest.raises(ReadError, match="unpacked it would have 2,000,000 bytes"):
        add_geonames(folder, path)
    plain = tmp_path / "SY.txt"
    plain.write_text("\n" * 2_000_000, encoding="utf-8")
    with pytest.raises(ReadError, match="more than 1,000,000 bytes unpacked"):
        add_geonames(folder, plain)


def test_a_cut_zip_is_told(tmp_path: Path, folder: Path) -> None:
    whole = zipped(DUMP * 50)
    path = tmp_path / "SY.zip"
    path.write_bytes(whole[:200] + bytes(50) + whole[250:])
    with pytest.raises(ReadError, match="cannot be unpacked"):
        add_geonames(folder, path)


def test_a_pack_is_used_by_the_resolver(own: Path, folder: Path, opened: Callable[[], Gazetteer]) -> None:
    add_own(folder, own)
    resolver = PlaceResolver(opened())
    (choice,) = resolver.resolve(["Bakery Square"], PlaceContext(names=("Aleppo", "Syria", "Bakery Square")))
    assert choice.chosen is not None
    assert choice.chosen.id == "own:desk/bakery-square"
    assert "desk@" in resolver.version


def test_units_and_countries_as_data_sets_write_them(gazetteer: Gazetteer) -> None:
    around = Around(gazetteer)
    assert around.country("Yemen (North Yemen)") == "YE"
    assert around.country("DR Congo (Zaire)") == "CD"
    assert around.country("Elbonia") is None
    unit = around.unit("Aleppo Governorate", None, (36.2, 37.2))
    assert unit is not None
    assert (unit.country, unit.kind) == ("SY", "unit")
    assert around.unit("Aleppo Governorate", None, (-36.2, 37.2)) is None
    assert around.nearest(36.2, 37.2) == ("SY", unit.unit)
    assert around.nearest(0.0, -30.0) is None
    assert around.nearest(-16.8, 179.99) == around.nearest(-16.8, -179.99) or around.nearest(-16.8, 179.99) is not None


def test_islands_far_from_their_country_are_of_it(gazetteer: Gazetteer) -> None:
    around = Around(gazetteer)
    assert around.km_outside("PT", (37.74, -25.67)) is None, "Ponta Delgada"
    assert around.km_outside("PT", (-37.74, -25.67)) is not None


def test_a_city_brings_its_people_to_a_table_without_them(gazetteer: Gazetteer) -> None:
    row = Row(
        number=-1,
        slug="aleppo",
        name="Halab",
        kind="town",
        country="SY",
        unit=None,
        latitude=36.2,
        longitude=37.15,
        radius_km=1,
        precision=1,
    )
    Around(gazetteer).take_over(row)
    assert (row.kind, row.population > 2_000_000) == ("city", True)


# The download, against a real server on this machine.


SLOW = "/slow"
"""Served piece by piece, with a wait before each."""
PIECE = 100


def zipped(content: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what the columns are")
        archive.writestr("SY.txt", content)
    return packed.getvalue()


class Server:
    """An HTTPS server on this machine with a certificate of its own; `files` is what it serves by path."""

    def __init__(self, certificate: Path, key: Path) -> None:
        files: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.files = files

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = files.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for at in range(0, len(body), PIECE):
                    if self.path == SLOW:
                        time.sleep(0.05)
                    self.wfile.write(body[at : at + PIECE])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_address[1]}"
        self.tls = ssl.create_default_context(cafile=str(certificate))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def fetcher(self, limits: Limits | None = None) -> Fetcher:
        """A fetcher that may reach this server alone."""
        return Fetcher(limits=limits or Limits(), may_reach=lambda address: address.is_loopback, tls=self.tls)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*made, *files], cwd=folder, check=True, capture_output=True)
    running = Server(folder / "certificate.pem", folder / "key.pem")
    yield running
    running.close()


def test_a_country_is_downloaded_and_recorded(server: Server, folder: Path) -> None:
    body = zipped(DUMP)
    server.files["/SY.zip"] = (200, {}, body)
    server.files["/moved/SY.zip"] = (302, {"Location": "/SY.zip"}, b"")
    making = download_geonames(folder, "SY", fetcher=server.fetcher(), url=f"{server.url}/moved/SY.zip")
    assert (making.pack.name, making.pack.source, making.pack.rows) == ("geonames-sy", f"{server.url}/SY.zip", 4)
    assert making.pack.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("/none", (404, {}, b""), "the server answers 404"),
        ("/large", (200, {}, b"x" * 2000), "more than 1,000 bytes"),
        ("/cut", (200, {"Content-Length": "900"}, b"x" * 500), "broke off 400 bytes before the end"),
        ("/plain", (302, {"Location": "http://localhost/SY.zip"}, b""), "only https"),
        ("/file", (302, {"Location": "file:///etc/hosts"}, b""), "only https"),
        ("/loop", (302, {"Location": "/loop"}, b""), "more than 5 redirects"),
        ("/inside", (302, {"Location": "https://10.0.0.1/SY.zip"}, b""), "not of the internet"),
    ],
)
def test_a_download_keeps_within_its_bounds(
    path: str, answer: tuple[int, dict[str, str], bytes], says: str, server: Server, tmp_path: Path
) -> None:
    server.files[path] = answer
    with pytest.raises(ServiceError, match=says):
        server.fetcher(Limits(size=1000, seconds=5, silence=2)).fetch(f"{server.url}{path}", tmp_path / "body")


def test_a_download_takes_no_longer_than_its_bound(server: Server, tmp_path: Path) -> None:
    server.files[SLOW] = (200, {}, b"x" * 10_000)
    with pytest.raises(ServiceError, match="it was not there after 0 seconds"):
        server.fetcher(Limits(seconds=0.3)).fetch(f"{server.url}{SLOW}", tmp_path / "body")


def test_a_silent_server_is_not_waited_for(server: Server, tmp_path: Path) -> None:
    server.files["/silent"] = (200, {"Content-Length": "1000"}, b"")
    with pytest.raises(ServiceError, match=r"cannot be reached|broke off"):
        server.fetcher(Limits(silence=0.2)).fetch(f"{server.url}/silent", tmp_path / "body")


def test_this_machine_and_its_network_are_never_asked(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="not of the internet"):
        Fetcher(tls=server.tls).fetch(f"{server.url}/SY.zip", tmp_path / "body")


def test_a_certificate_of_somebody_else_is_refused(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="CERTIFICATE_VERIFY_FAILED"):
        Fetcher(may_reach=lambda address: address.is_loopback).fetch(f"{server.url}/SY.zip", tmp_path / "body")


@pytest.mark.parametrize("url", ["http://example.org/", "file:///etc/hosts", "ftp://example.org/", "https://", "https://a:b@example.org/"])
def test_only_https_is_fetched(url: str, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="only https"):
        Fetcher().fetch(url, tmp_path / "body")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_addresses_of_the_internet(address: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_failed_download_names_the_way_by_hand(server: Server, folder: Path) -> None:
    with pytest.raises(ServiceError, match=r"by hand, unpack it, and run: dateline gazetteer add SY.txt"):
        download_geonames(folder, "SY", fetcher=server.fetcher(), url=f"{server.url}/nowhere.zip")
    assert packs_in(folder) == []
