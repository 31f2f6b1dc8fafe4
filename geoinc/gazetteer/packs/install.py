"""Adding sources to the gazetteer: files that are here, and downloads by name ("geonames:SY", "naturalearth:rivers")."""

from __future__ import annotations

import hashlib
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geoinc import settings
from geoinc.errors import PackNotFoundError
from geoinc.gazetteer.packs import curated, store
from geoinc.gazetteer.sources import download, importers
from geoinc.gazetteer.sources.mapping import RowReader
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from geoinc.gazetteer.packs.store import Added
    from geoinc.gazetteer.records import Item, PlaceRecord
    from geoinc.gazetteer.sources.mapping import ColumnMapping

GEONAMES_PREFIX: Final = "geonames:"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to get a source: its address, that of a checksum if one is published, and the kind of all its places."""

    name: str
    url: str
    checksum_url: str | None = None
    kind: PlaceKind | None = None
    credit: str = ""


def add_file(  # noqa: PLR0913 - each option says something else about the file
    path: Path,
    *,
    name: str | None = None,
    kind: PlaceKind | None = None,
    rank: int = store.DEFAULT_RANK,
    layer: str | None = None,
    columns: ColumnMapping | None = None,
    origin: str = "",
    replace: bool = False,
    watch: Callable[[Iterable[Item]], Iterable[Item]] = iter,
) -> Added:
    """Import a file as a pack; the default gazetteer includes it from its next build on.

    Parameters
    ----------
    path
        The file: any of the formats of docs/adding-places.md.
    name
        The pack's name; that of the file where left out.
    kind
        The kind of all its places, where the file does not say.
    rank
        Its place among the packs: below 0 before the curated pack, the lower the earlier.
    layer
        The only layer to read of a file with several.
    columns
        Which columns hold what, where they are named unusually.
    origin
        Where the file is from, to be kept with the pack; its name where left out.
    replace
        Replace a pack of that name that is from another file.
    watch
        Wraps the rows on their way, to show progress.

    Raises
    ------
    PackError
        For a file that cannot be imported, or where there is another pack of that name; the gazetteer stays as it was.
    """
    pack = store.normalised(name or path.name.split(".")[0])
    reader = RowReader(pack=pack, kind=kind) if columns is None else RowReader(pack=pack, kind=kind, columns=columns)
    items = importers.read(path, reader, layer=layer, known=known_places)
    return store.add(watch(items), name=pack, origin=origin or path.name, rank=rank, replace=replace)


def install(
    source: str,
    *,
    sha256: str | None = None,
    on_bytes: Callable[[int, int | None], None] | None = None,
    watch: Callable[[Iterable[Item]], Iterable[Item]] = iter,
) -> Added:
    """Download a source by name and import it; the download goes on where an earlier one stopped.

    ``sha256`` is the digest that it must have, where the caller knows one. The pack keeps that of what was imported.

    Raises
    ------
    PackNotFoundError
        If there is no recipe of that name.
    DownloadError
        If it cannot be downloaded.
    PackError
        If what was downloaded cannot be imported.
    """
    recipe = find(source)
    chosen = settings.default()
    target = chosen.data_dir / "downloads" / recipe.url.rsplit("/", maxsplit=1)[-1]
    with suppress(OSError):  # what cannot be written is told by the download
        chosen.own_folder()
    download.fetch(
        recipe.url, target, mirror=chosen.mirror, checksum_url=recipe.checksum_url, sha256=sha256, on_bytes=on_bytes
    )
    with target.open("rb") as file:
        origin = f"{recipe.url} (SHA-256 {hashlib.file_digest(file, 'sha256').hexdigest()})"
    added = add_file(target, name=recipe.name, kind=recipe.kind, replace=True, watch=watch, origin=origin)
    target.unlink(missing_ok=True)
    return added


THEATRES: Final = "theatres"


def expanded(sources: Iterable[str]) -> tuple[str, ...]:
    """Return sources with "theatres" as the villages of every theatre of conflict, each once."""
    every = [f"{GEONAMES_PREFIX}{code}" for code in curated.theatres()]
    return tuple(dict.fromkeys(one for source in sources for one in (every if source == THEATRES else (source,))))


def find(source: str) -> Recipe:
    """Return the recipe of a source such as "geonames:SY".

    Raises
    ------
    PackNotFoundError
        If there is none; the message lists what there is.
    """
    family, _, name = source.partition(":")
    recipes = _recipes()
    if family not in recipes:
        message = f"there is no source {family!r}; there are {', '.join(sorted(recipes))}"
        raise PackNotFoundError(message, source=source)
    entry = _entry(recipes[family], name)
    if entry is None:
        names = ", ".join(sorted(recipes[family].get("names", {}))) or "country codes such as sy"
        message = f"{family} has no {name!r}; it has {names}"
        raise PackNotFoundError(message, source=source)
    kind = entry.get("kind")
    return Recipe(
        name=store.normalised(f"{family}-{name}"),
        url=entry["url"],
        checksum_url=entry.get("checksum"),
        kind=PlaceKind(kind) if kind else None,
        credit=recipes[family].get("credit", ""),
    )


def _entry(family: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    named: Mapping[str, Any] | None = family.get("names", {}).get(name.lower())
    if named is not None:
        return named
    if "any" in family and re.fullmatch(family["any_pattern"], name):
        return {"url": family["any"].replace("{name}", name.lower()).replace("{NAME}", name.upper())}
    return None


def _recipes() -> dict[str, Any]:
    return tomllib.loads((curated.folder() / "recipes.toml").read_text("utf-8"))


def known_places() -> dict[int, PlaceRecord]:
    """Return the places by GeoNames id to which names and codes may be added: curated, embedded and installed ones."""
    from geoinc.gazetteer.sources import embedded

    found: dict[int, PlaceRecord] = {}
    for record in (*curated.countries(), *curated.first_level_units(), *curated.places()):
        _note(found, record)
    for pack in store.packs():
        for record in store.records(pack):
            _note(found, record)
    for record in embedded.records():
        _note(found, record)
    return found


def _note(found: dict[int, PlaceRecord], record: PlaceRecord) -> None:
    for identity in (record.id, *record.same_as):
        number = identity.removeprefix(GEONAMES_PREFIX)
        if number != identity and number.isdecimal():
            found.setdefault(int(number), record)
