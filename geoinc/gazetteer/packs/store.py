"""Packs that the user added: normalised, hashed, ranked, one folder in the data folder.

A pack is two files: ``NAME.json``, its manifest, and ``NAME@HASH.jsonl.gz``, one record a line. The manifest names the
hash and comes last, by a rename, so that a pack is there whole or not at all, and the older one of its name until then.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from geoinc import settings
from geoinc.errors import GazetteerError, GeoincError, PackError, PackNotFoundError
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord, Reject
from geoinc.model import PlaceKind
from geoinc.whole_files import folder_beside, locked, put

if TYPE_CHECKING:
    from geoinc.gazetteer.records import Item

FORMAT = 1
NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
DEFAULT_RANK = 50
"""Packs with a rank below 0 come before the curated one; the lower, the earlier."""

MAX_EXAMPLES = 5
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack's manifest: how many places it has, how many rows were rejected, what it was made of."""

    name: str
    places: int
    rejected: int
    sha256: str
    rank: int = DEFAULT_RANK
    source: str = ""
    licence: str = ""
    origin: str = ""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did: the pack, the file of rejects (None: there were none), and the first few of them.

    ``replaced`` is the pack of that name that was there before, where it held other places.
    """

    pack: Pack
    rejects: Path | None
    examples: tuple[Reject, ...]
    replaced: Pack | None = None


def folder() -> Path:
    """Return the folder of the user's packs."""
    return settings.default().data_dir / "packs"


def normalised(name: str) -> str:
    """Return a text as the name of a pack: lower case, letters, digits, ".", "_" and "-".

    Raises
    ------
    PackError
        Where nothing of it is left.
    """
    text = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:64]
    if not NAME_PATTERN.fullmatch(text):
        message = f"{name!r} cannot be the name of a pack: choose letters and digits with --name"
        raise PackError(message, name=name)
    return text


def add(
    items: Iterable[Item], *, name: str, origin: str = "", rank: int = DEFAULT_RANK, replace: bool = False
) -> Added:
    """Write the records as a pack and the rejects beside it.

    A pack of that name stays, unless it is from a file of the same name, or ``replace`` says otherwise.

    Raises
    ------
    PackError
        If not one row can be used, or there is another pack of that name; the older one stays.
    GazetteerError
        If the folder cannot be written.
    """
    name = normalised(name)
    there = next((pack for pack in packs() if pack.name == name), None)
    if there is not None and not replace and there.origin != origin:
        message = (
            f"there is a pack {name!r} already ({there.places:,} places of {there.origin or 'unknown origin'}): choose another"
            " name with --name, or replace it with --replace"
        )
        raise PackError(message, name=name)
    home, counts = folder(), _Counts()
    rejects = home / f"{name}.rejects.tsv"
    with _told(home), folder_beside(home) as scratch:
        data, bad, manifest = scratch / "data", scratch / "rejects", scratch / "manifest"
        with (
            bad.open("wb") as told,
            data.open("wb") as file,
            gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=5, mtime=0) as packed,
        ):
            for item in items:
                counts.write(item, packed, told)
        _check_any(counts, origin or name)
        pack = Pack(
            name=name, places=counts.places, rejected=counts.rejected, sha256=_digest(data),
            rank=rank, source=counts.source, licence=counts.licence, origin=origin,
        )  # fmt: skip
        manifest.write_bytes(json.dumps(asdict(pack), indent=1).encode())
        with locked(home):
            try:
                put(data, _data(pack))
                put(manifest, home / f"{name}.json")
                put(bad, rejects)
            finally:
                _clear(home)
    replaced = there if there is not None and there.sha256 != pack.sha256 else None
    return Added(pack, _kept(rejects, counts.rejected), tuple(counts.examples), replaced)


def _check_any(counts: _Counts, origin: str) -> None:
    if counts.places:
        return
    why = f": line {counts.examples[0].line}: {counts.examples[0].why}" if counts.examples else ""
    message = f"{origin} has no row that can be used{why}"
    raise PackError(message, origin=origin, rejected=counts.rejected)


def _data(pack: Pack) -> Path:
    return folder() / f"{pack.name}@{pack.sha256[:16]}.jsonl.gz"


def _clear(home: Path) -> None:
    """Delete the data and the compiled files of packs that no manifest names."""
    try:
        named = {_data(pack).name.partition(".jsonl")[0] for pack in packs()}
    except PackError:  # a damaged manifest: whose data it names is not known
        return
    for path in home.glob("*@*"):
        if not path.name.startswith(tuple(named)):
            path.unlink(missing_ok=True)


def remove(name: str) -> Pack:
    """Delete a pack.

    Raises
    ------
    PackNotFoundError
        If there is none of that name.
    GazetteerError
        If the folder cannot be written.
    """
    pack = get(name)
    home = folder()
    with _told(home), locked(home):
        for suffix in (".json", ".rejects.tsv"):
            (home / f"{pack.name}{suffix}").unlink(missing_ok=True)
        _clear(home)
    return pack


def get(name: str) -> Pack:
    """Return a pack's manifest.

    Raises
    ------
    PackNotFoundError
        If there is none of that name.
    """
    found = {pack.name: pack for pack in packs()}
    if name not in found:
        there = ", ".join(sorted(found)) or "none"
        message = f"there is no pack {name!r}; installed: {there}"
        raise PackNotFoundError(message, name=name)
    return found[name]


def packs() -> list[Pack]:
    """Return the manifests of all packs, best rank first."""
    home = folder()
    found = [_manifest(path) for path in sorted(home.glob("*.json"))] if home.is_dir() else []
    return sorted(found, key=lambda pack: (pack.rank, pack.name))


def records(pack: Pack) -> Iterator[PlaceRecord]:
    """Yield the records of a pack.

    Raises
    ------
    PackError
        If its file is missing, or not the one that the manifest describes.
    """
    path = _data(pack)
    if not path.is_file() or _digest(path) != pack.sha256:
        message = f"pack {pack.name!r} is damaged: add it again, or geoinc gazetteer remove {pack.name}"
        raise PackError(message, name=pack.name)
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield _record(json.loads(line))


def segment(pack: Pack) -> Path:
    """Return where a pack is compiled on its own; the name says what of."""
    return folder() / f"{pack.name}@{pack.sha256[:16]}.geoinc"


class _Counts:
    """Counts and writes the rows of a pack while they stream by."""

    def __init__(self) -> None:
        self.places = 0
        self.rejected = 0
        self.source = ""
        self.licence = ""
        self.examples: list[Reject] = []

    def write(self, item: Item, packed: gzip.GzipFile, bad: IO[bytes]) -> None:
        if isinstance(item, Reject):
            self.rejected += 1
            if len(self.examples) < MAX_EXAMPLES:
                self.examples.append(item)
            bad.write(f"{item.file}\t{item.line}\t{' '.join(item.why.split())}\n".encode("utf-8", "replace"))
            return
        if not self.places:
            self.source, self.licence = item.source, item.licence
        self.places += 1
        packed.write(_line(item))


def _line(record: PlaceRecord) -> bytes:
    facts = {
        field.name: getattr(record, field.name)
        for field in fields(PlaceRecord)
        if getattr(record, field.name) != field.default and field.name not in {"names", "geometry"}
    }
    if record.names:
        facts["names"] = [[name.text, str(name.kind), name.lang] for name in record.names]
    if record.geometry is not None:
        import shapely

        facts["geometry"] = base64.b64encode(shapely.to_wkb(record.geometry)).decode()
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _record(facts: dict[str, Any]) -> PlaceRecord:
    names = tuple(Name(text, NameKind(kind), lang) for text, kind, lang in facts.pop("names", ()))
    wkb = facts.pop("geometry", None)
    same_as = tuple(facts.pop("same_as", ()))
    kind = PlaceKind(facts.pop("kind"))
    if wkb is None:
        return PlaceRecord(kind=kind, names=names, same_as=same_as, **facts)
    import shapely

    return PlaceRecord(
        kind=kind, names=names, same_as=same_as, geometry=shapely.from_wkb(base64.b64decode(wkb)), **facts
    )


def _manifest(path: Path) -> Pack:
    try:
        facts = json.loads(path.read_text("utf-8"))
        if facts.get("format") != FORMAT:
            message = f"pack {path.stem!r} is of another version: add it again"
            raise PackError(message, name=path.stem)
        return Pack(**facts)
    except (ValueError, TypeError, AttributeError, OSError) as error:
        if isinstance(error, PackError):
            raise
        message = f"pack {path.stem!r} is damaged ({error}): delete {path}"
        raise PackError(message, name=path.stem) from error


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _kept(rejects: Path, count: int) -> Path | None:
    if count:
        return rejects
    rejects.unlink(missing_ok=True)
    return None


@contextmanager
def _told(home: Path) -> Iterator[None]:
    """Turn what the system says of a folder that cannot be written into one line with the remedy."""
    try:
        settings.default().own_folder()
        yield
    except OSError as error:
        if isinstance(error, GeoincError):
            raise
        message = f"{home} cannot be written ({error.strerror}): free space or set GEOINC_DATA to another folder"
        raise GazetteerError(message, path=str(home)) from error
