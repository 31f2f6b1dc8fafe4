"""What a run is to do: its inputs cut into partitions, and everything that its outcome depends on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geoinc.batch.folder import PLAN, Folder, as_json, written
from geoinc.errors import BatchError
from geoinc.read.inputs import sources
from geoinc.read.records import Range, ReadOptions, Record, Source
from geoinc.read.registry import ranges

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer

RECORDS = 500
"""Records a partition: ten to twenty seconds of work, so that a death costs little and a receipt is small beside it."""
_ENDS = 65_536
"""Bytes of the beginning and of the end of a file that its identity is taken from, with its size."""
STDIN = "inputs"


class SourceRange(NamedTuple):
    """A range of a source."""

    uri: str
    start: int = 0
    end: int | None = None
    records: int = 1
    first: int = 1
    identity: str = ""

    @property
    def span(self) -> Range:
        """The range."""
        return Range(self.start, self.end, self.records, self.first)


@dataclass(frozen=True, slots=True)
class Partition:
    """Pieces that are read by one worker at a time; the id follows from what they are."""

    pieces: tuple[SourceRange, ...]

    @property
    def id(self) -> str:
        """The first 24 digits of the SHA-256 of the pieces."""
        return hashlib.sha256(json.dumps(self.pieces).encode()).hexdigest()[:24]

    @property
    def records(self) -> int:
        """About how many records it holds."""
        return sum(piece.records for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Work:
    """What a run's outcome depends on, but for its inputs."""

    _: KW_ONLY
    options: ReadOptions = field(default_factory=ReadOptions)
    corrections: str | None = None
    lexicon: str | None = None
    min_probability: float = 0.0
    outlets: bool = True
    """Whether the homes of outlets are learned over the run."""
    tables: bool = True
    """Whether each partition's incidents, mentions and claims are written as GeoParquet."""
    repeats: bool = True
    """Whether documents that are the same in every field are read once."""
    records: int = RECORDS
    code: str = ""
    gazetteer: str = ""
    """Content hash of the gazetteer."""
    gazetteer_path: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The partitions of a run, in order of its inputs, what could not be used of them, and the work."""

    work: Work
    partitions: tuple[Partition, ...]
    refused: tuple[tuple[str, str], ...] = ()
    former: str = ""
    """The id of the run that this one grew from: its incidents' ids are kept."""
    notes: tuple[str, ...] = ()
    """What is told of the inputs."""

    @property
    def run_id(self) -> str:
        """The first 24 digits of the SHA-256 of everything that the outcome depends on."""
        told = asdict(self.work)
        told.pop("gazetteer_path")
        told["options"] = asdict(self.work.options)
        told |= {name: _identity_of(told[name]) for name in ("corrections", "lexicon") if told[name]}
        parts = [told, [p.id for p in self.partitions], self.refused, self.former]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]

    @property
    def records(self) -> int:
        """About how many records there are."""
        return sum(partition.records for partition in self.partitions)

    def save(self, folder: Folder) -> None:
        """Write the plan into a run's folder, in place of one that is there."""
        folder.write(PLAN, self.dumps())

    def dumps(self) -> bytes:
        """Return the plan as JSON."""
        return as_json(
            {
                "run_id": self.run_id,
                "work": asdict(self.work) | {"options": asdict(self.work.options)},
                "partitions": [p.pieces for p in self.partitions],
                "refused": self.refused,
                "former": self.former,
                "notes": self.notes,
            }
        )

    @classmethod
    def load(cls, folder: Folder) -> Plan:
        """Return the plan of a run's folder.

        Raises
        ------
        BatchError
            Where there is none, or it is damaged.
        """
        path, data = f"{folder.name}/{PLAN}", folder.read(PLAN)
        if data is None:
            message = f"{folder.name} holds no run; start one with geoinc batch run INPUT… --out {folder.name}"
            raise BatchError(message, file=path)
        try:
            found = json.loads(data)
            work = dict(found["work"])
            options = ReadOptions(**(work.pop("options") | {"near": tuple(found["work"]["options"]["near"])}))
            partitions = tuple(
                Partition(tuple(SourceRange(*piece) for piece in pieces)) for pieces in found["partitions"]
            )
            refused = tuple((where, why) for where, why in found["refused"])
            plan = cls(Work(options=options, **work), partitions, refused, found["former"], tuple(found["notes"]))
            plan.records + sum(len(p.id) for p in partitions)  # raises where a number is none
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            message = f"{path}: it is damaged ({error}); start the run in another folder"
            raise BatchError(message, file=path) from None
        return plan


def make(inputs: Sequence[str | os.PathLike[str]], work: Work, folder: Folder) -> Plan:
    """Return the plan for inputs: small files together, large ones cut.

    What comes from a pipe is kept in the run's folder, so that the run can be resumed.
    """
    pieces: list[SourceRange] = []
    refused: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    for source in sources(inputs):
        if isinstance(source, Record):
            (refused if source.why else notes).append((source.where, source.why or source.note))
        else:
            pieces.extend(_pieces(_kept(source, folder), work))
    told = tuple(f"{where}: {note}" for where, note in notes)
    return Plan(work, tuple(_partitions(pieces, work.records)), tuple(refused), notes=told)


def extended(plan: Plan, inputs: Sequence[str | os.PathLike[str]], folder: Folder) -> Plan:
    """Return a plan with more inputs after what it has; pieces that it has already are passed over."""
    known = {piece for partition in plan.partitions for piece in partition.pieces}
    more = make(inputs, plan.work, folder)
    pieces = [piece for partition in more.partitions for piece in partition.pieces if piece not in known]
    refused = (*plan.refused, *(item for item in more.refused if item not in plan.refused))
    return replace(plan, partitions=(*plan.partitions, *_partitions(pieces, plan.work.records)), refused=refused)


def code_version() -> str:
    """Return the version of geoinc and a hash of its own code and weights: with other code the outcome is another."""
    home = Path(__file__).parents[1]
    found = hashlib.sha256()
    for path in sorted(p for p in home.rglob("*") if p.suffix in {".py", ".toml", ".npz", ".csv"}):
        found.update(path.relative_to(home).as_posix().encode())
        found.update(path.read_bytes())
    return f"{version('geoinc')}+{found.hexdigest()[:12]}"


def bound(work: Work, gazetteer: Gazetteer) -> Work:
    """Return the work with the code and the gazetteer that do it."""
    from geoinc.settings import default

    return replace(
        work,
        code=code_version(),
        gazetteer=gazetteer.container.content_hash,
        gazetteer_path=str(Path(gazetteer.container.path).resolve()),
        min_probability=default().min_probability,
    )


def _kept(source: Source, folder: Folder) -> Source:
    """Return a piped source as a file of the run."""
    if source.data is None:
        return source
    path = folder.path / STDIN / source.name
    with written(path) as temporary:
        temporary.write_bytes(source.data)
    folder.publish(path)
    return Source(folder.where(path))


def _pieces(source: Source, work: Work) -> Iterator[SourceRange]:
    identity = _identity(source)
    for span in ranges(source, work.options, work.records):
        yield SourceRange(source.uri, span.start, span.end, span.records, span.first, identity)


def _partitions(pieces: Iterable[SourceRange], records: int) -> Iterator[Partition]:
    """Yield partitions of about so many records, neighbours together."""
    held: list[SourceRange] = []
    count = 0
    for piece in pieces:
        if held and count + piece.records > records:
            yield Partition(tuple(held))
            held, count = [], 0
        held.append(piece)
        count += piece.records
    if held:
        yield Partition(tuple(held))


def _identity(source: Source) -> str:
    """Return what tells a source's content from another's: its size, and a hash of its ends."""
    size = source.size()
    with source.open() as file:
        head = file.read(_ENDS)
        file.seek(max(0, size - _ENDS))
        tail = file.read(_ENDS)
    return f"{size}-{hashlib.sha256(head + tail).hexdigest()[:16]}"


def _identity_of(path: Any) -> str:  # noqa: ANN401 - a path from JSON
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return str(path)
