"""Finding files and taking their bytes; nothing is passed over without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import ReadError
from dateline.read.draft import Original


def files_under(folder: Path, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path | ReadError]:
    """The files of a folder and of those in it, sorted by name; hidden ones are left out, as every shell does.

    Links to folders are followed; `above` holds device and inode of the folders on the way down, so that a link back to one of them ends.
    """
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield ReadError(f"the folder cannot be opened: {error.strerror}", where=str(folder), way_out="check its permissions")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield ReadError("a link leads back to a folder above it; its files are read there", where=str(folder))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if is_folder(entry):
            yield from files_under(entry, above | {here})
        else:
            yield entry


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`; what the system refuses to tell of counts as a file, whose loading then says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def load(path: Path, *, max_bytes: int) -> Original:
    """The bytes of a regular file of at most `max_bytes`; ReadError says why there are none."""
    where = str(path)
    try:
        if not path.exists():
            raise ReadError(
                "a link that leads nowhere" if path.is_symlink() else "there is no such file", where=where, way_out="check the path"
            )
        if not path.is_file():
            raise ReadError("not a regular file", where=where, way_out="save its content to a file, or pipe it in with -")
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(f"the file cannot be read: {error.strerror}", where=where, way_out="check its permissions and the disk") from error
    return Original(data=checked(data, where=where, max_bytes=max_bytes), where=where, name=path.stem)


def checked(data: bytes, *, where: str, max_bytes: int) -> bytes:
    """The bytes themselves, if there are any and not too many."""
    if len(data) > max_bytes:
        raise ReadError(f"larger than {max_bytes:,} bytes", where=where, way_out="split it into smaller files")
    if not data.strip():
        raise ReadError("the file is empty", where=where)
    return data
