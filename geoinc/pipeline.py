"""Composes the stages into a report; nothing else knows more than one stage."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from geoinc import coverage, garbage
from geoinc.corrections import Correction, to_incidents, to_resolutions
from geoinc.corrections import read as read_corrections
from geoinc.deferred import DeferredMapping, DeferredSequence
from geoinc.errors import GazetteerError, InputError, LexiconError, LimitError
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names import whereabouts
from geoinc.glossed import INCIDENTS, GlossedReader, Stretch, covers, joined, stretches, within
from geoinc.incidents.find import find_incidents
from geoinc.incidents.identity.keep import keep_ids
from geoinc.incidents.merge import merge
from geoinc.language import wordbook
from geoinc.limits import time_limit
from geoinc.locations.fuse import fuse
from geoinc.model import (
    Discarded,
    Document,
    Findings,
    Incident,
    Location,
    Mention,
    Relation,
    RelationKind,
    Resolution,
    Span,
)
from geoinc.model.document import areas_of
from geoinc.read.language import ENGLISH, language_of
from geoinc.relations.parse import find_relations
from geoinc.report import Report
from geoinc.settings import default as default_settings
from geoinc.surroundings import with_surroundings
from geoinc.text.boilerplate import furniture
from geoinc.text.publication import resolve_published
from geoinc.text.stretches import Stretches
from geoinc.toponyms.openers import with_openers
from geoinc.toponyms.recognize import default as default_recognizer
from geoinc.toponyms.resolve import resolve_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from geoinc.settings import Settings
    from geoinc.toponyms.recognize import Recognizer
    from geoinc.toponyms.resolve import Sources

log = logging.getLogger(__name__)

FURNITURE_WHY = "it is furniture of the page (share bar, byline, links to other stories), not part of the report"
NO_INCIDENT_NOTE = "no incident was found in the text"
NO_PLACE_NOTE = "no place was found in the text; only incidents without a location can be listed"
FOREIGN_NOTE = "it seems to be in {language}; places are found by their names, incidents are not read"
GLOSSED_NOTE = "it seems to be in {language}; {read} are read by its words, without a grammar: look at what is shown"
GLOSSED_ONLY_NOTE = "it seems to be in {language}; {read} are read by its words, {unread} are not read"
STOPPED_NOTE = "stopped after {done} of {all} documents; the others are not in the report"
_OTHERS = "; the others went through"
NAMED_IDS = 5
NUMBERED_NOTE = "several documents have one id; the later ones are numbered: {ids}"
NO_DATE_NOTE = "it has no publication date, so words such as 'on Wednesday' stay undated; add a line 'Published: DATE'"


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """What the stages found in one document; ``relations`` are read when somebody first asks for them."""

    document: Document
    resolutions: tuple[Resolution, ...]
    relations: Sequence[Relation]
    incidents: tuple[Incident, ...]
    discarded: tuple[Discarded, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages with their gazetteer and settings bound."""

    gazetteer: Gazetteer
    recognizer: Recognizer
    settings: Settings
    corrections: tuple[Correction, ...] = ()
    lexicons: tuple[Path, ...] = ()

    @classmethod
    def default(
        cls, *, gazetteer: Gazetteer | None = None, corrections: Path | None = None, lexicon: Path | None = None
    ) -> Pipeline:
        """Return the pipeline with the learned recogniser and the environment's settings.

        Parameters
        ----------
        gazetteer
            In place of the default one.
        corrections
            A person's corrections (CSV or TOML), which win.
        lexicon
            More event triggers (TOML).

        Raises
        ------
        InputError
            Where the corrections cannot be used; names the file and the line.
        """
        gazetteer = gazetteer or Gazetteer.default()
        return cls(
            gazetteer,
            default_recognizer(gazetteer),
            default_settings(),
            tuple(read_corrections(corrections)) if corrections else (),
            (lexicon,) if lexicon else (),
        )

    def run(  # noqa: PLR0913 - each is optional, and its own
        self,
        documents: Iterable[Document],
        *,
        sources: Sources | None = None,
        progress: Callable[..., Iterable[Document]] | None = None,
        former: Sequence[Incident] = (),
        notes: Sequence[str] = (),
        limit_s: float | None = None,
        keep: bool = False,
    ) -> Report:
        """Return the report on documents; their order does not matter to what is found.

        A document on which reading fails is told in a note, and the others go through.

        Parameters
        ----------
        documents
            What to read.
        sources
            Outlets' home regions.
        progress
            Wraps the documents on their way.
        former
            Incidents of an earlier report; those that are the same keep their ids.
        notes
            What is to be told first.
        limit_s
            Seconds that one document may take, 0 for no limit; what the settings say where left out.
        keep
            Whether an interrupt (Ctrl-C) ends the reading and gives the report on what is done.

        Raises
        ------
        InputError
            Before any work, where the ``near`` of a document names nothing that the gazetteer knows.
        """
        limit_s = self.settings.seconds_per_document if limit_s is None else limit_s
        dated, told = prepared(documents, self.gazetteer)
        items = dated if progress is None else progress(dated, total=len(dated), label="documents")
        readings: list[DocumentFindings] = []
        try:
            for document in items:
                try:
                    with time_limit(limit_s):
                        readings.append(self.read(document, sources=sources))
                except (LexiconError, GazetteerError):
                    raise  # of the run, not of the document
                except Exception as error:
                    log.debug("reading %s failed", document.id, exc_info=True)
                    told.append(failure_note(document.id, error))
        except KeyboardInterrupt:
            if not keep:
                raise
            told.append(STOPPED_NOTE.format(done=len(readings), all=len(dated)))
        return self.report(readings, [*notes, *told], former=former)

    def find_places(self, document: Document, *, sources: Sources | None = None) -> list[Resolution]:
        """Return every mention of a document with its place or the reason for none, in reading order."""
        document = with_openers(document, self.gazetteer)
        return self._named(document, stretches(document), sources, keep=lambda mentions: mentions)

    @garbage.kept()
    def read(self, document: Document, *, sources: Sources | None = None) -> DocumentFindings:
        """Return what the stages find in one document."""
        discarded: list[Discarded] = []

        def keep(mentions: list[Mention]) -> list[Mention]:
            kept, left_out = _without_furniture(document, mentions)
            discarded.extend(left_out)
            return kept

        foreign = stretches(document)
        found = self._named(with_openers(document, self.gazetteer), foreign, sources, keep=keep)
        resolutions, notes = to_resolutions(document, found, self.corrections, self.gazetteer.place)
        relations, incidents = self._told(document, foreign, resolutions)
        log.debug("%s: %d names, %d incidents", document.id, len(found), len(incidents))
        return DocumentFindings(
            document, tuple(resolutions), relations, tuple(incidents), tuple(discarded), tuple(notes)
        )

    def _named(
        self,
        document: Document,
        foreign: Sequence[Stretch],
        sources: Sources | None,
        *,
        keep: Callable[[list[Mention]], list[Mention]],
    ) -> list[Resolution]:
        """Return the resolutions of a document in reading order: of its stretches in other languages, and of the rest.

        ``keep`` says which mentions are looked at.
        """
        found: list[Resolution] = []
        if not covers(foreign, document):
            recognized = [m for m in self.recognizer.recognize(document) if not within(foreign, m.start)]
            found = self._resolve(document, keep(recognized), sources)
        reader = GlossedReader(self.gazetteer)
        for stretch in foreign:
            named = reader.find(document, stretch)
            kept = set(keep([name.mention for name in named]))
            named = [name for name in named if name.mention in kept]
            found += reader.resolve(document, stretch, named, partial(self._resolve, sources=sources))
        return sorted(found, key=lambda r: r.mention.start) if foreign else found

    def _told(
        self, document: Document, foreign: Sequence[Stretch], resolutions: Sequence[Resolution]
    ) -> tuple[Sequence[Relation], list[Incident]]:
        """Return the relations and incidents of a document, each stretch read in its own language.

        Two texts in three report nothing, and are read for relations only where they are shown.
        """
        own = [r for r in resolutions if not within(foreign, r.mention.start)]
        relations: Sequence[Relation] = ()
        incidents: list[Incident] = []
        if not covers(foreign, document):
            relations = DeferredSequence(lambda: find_relations(document, own, self.gazetteer))
            incidents = find_incidents(document, own, relations, self.locate, lexicons=self.lexicons)
        reader = GlossedReader(self.gazetteer)
        for stretch in foreign:
            inside = [r for r in resolutions if within([stretch], r.mention.start)]
            related = reader.relate(document, stretch, inside)
            relations = (*relations, *related.own)
            incidents = joined(incidents, reader.incidents(document, stretch, related, self.locate), self.locate)
        return relations, incidents

    def locate(self, relations: Sequence[Relation]) -> Location:
        """Return the one location that relations together give."""
        return fuse(relations, self.gazetteer)

    def _resolve(self, document: Document, mentions: Sequence[Mention], sources: Sources | None) -> list[Resolution]:
        return resolve_mentions(
            document, mentions, self.gazetteer, sources=sources, min_probability=self.settings.min_probability
        )

    def report(
        self, readings: Sequence[DocumentFindings], notes: Sequence[str], *, former: Sequence[Incident] = ()
    ) -> Report:
        """Return the report on what was found in single documents: incidents merged, corrections applied.

        ``former`` incidents give their ids to those that are the same.
        """
        documents = [reading.document for reading in readings]
        merged = merge([i for reading in readings for i in reading.incidents], documents, locate=self.locate)
        named = keep_ids(merged, former) if former else merged
        told_in_all = sum(len(reading.incidents) for reading in readings)
        log.info("%d incidents, told %d times in %d documents", len(named), told_in_all, len(documents))
        return self.composed(readings, named, notes)

    def composed(
        self,
        readings: Sequence[DocumentFindings],
        merged: Sequence[Incident],
        notes: Sequence[str],
        *,
        others: Sequence[Document] = (),
    ) -> Report:
        """Return the report of readings whose incidents are merged; ``others`` are further texts that tell of these."""
        documents = (*(reading.document for reading in readings), *others)
        corrected = to_incidents(merged, self.corrections, documents, locate=self.locate)
        incidents = corrected.incidents
        by_id, of_document = {reading.document.id: reading for reading in readings}, _by_document(incidents)
        findings = Findings(
            documents=documents,
            resolutions={r.document.id: r.resolutions for r in readings},
            locations=DeferredMapping(by_id, lambda key: tuple(self._locations(by_id[key], of_document.get(key, ())))),
            incidents=incidents,
            discarded=(*(d for r in readings for d in r.discarded), *corrected.discarded),
            notes=(*notes, *(note for r in readings for note in _notes(r)), *corrected.notes, *self._offers(readings)),
        )
        return Report(with_surroundings(findings, self.gazetteer))

    def _offers(self, readings: Sequence[DocumentFindings]) -> list[str]:
        """Return what could be installed for the names that the gazetteer lacks, a line a country."""
        return coverage.offers(coverage.lacks(((r.document, r.resolutions) for r in readings), self.gazetteer))

    def _locations(self, reading: DocumentFindings, incidents: Sequence[Incident]) -> Iterator[Location]:
        """Yield the locations that a document's words give: those of incidents, then of relations not used there."""
        used: set[Span] = set()
        for incident in incidents:
            own = [s for s in incident.location.spans if s.document_id == reading.document.id]
            used.update(own)
            if own:
                yield incident.location
        for relation in reading.relations:
            if relation.span not in used and relation.kind not in {RelationKind.AT, RelationKind.IN}:
                yield self.locate([relation])


def _by_document(incidents: Iterable[Incident]) -> dict[str, list[Incident]]:
    """Return the incidents located by words of each document, by its id."""
    found: dict[str, list[Incident]] = {}
    for incident in incidents:
        for document_id in dict.fromkeys(span.document_id for span in incident.location.spans):
            found.setdefault(document_id, []).append(incident)
    return found


def is_stopped(notes: Iterable[str]) -> bool:
    """Whether a run's notes say that it was stopped before the end."""
    start = STOPPED_NOTE.partition("{")[0]
    return any(note.startswith(start) for note in notes)


def failure_note(document_id: str, error: BaseException) -> str:
    """Return the line that says that a document could not be read, and why."""
    why = (str(error).splitlines() or [""])[0]
    told = why if isinstance(error, LimitError) else f"{type(error).__name__}: {why}" if why else type(error).__name__
    return failed_note(document_id, told)


def failed_note(document_id: str, why: str) -> str:
    """Return the line that says that a document could not be read."""
    return f"{document_id}: it could not be read ({why}){_OTHERS}"


def failed_in(notes: Iterable[str]) -> int:
    """Return how many documents could not be read, by a run's notes."""
    return sum(note.endswith(_OTHERS) for note in notes)


def findings_of_phrase(phrase: str, location: Location, gazetteer: Gazetteer) -> Findings:
    """Return a located phrase as findings, so that it can be shown on the map."""
    document = Document(phrase, id="phrase", title=phrase)
    span = Span(document.id, 0, len(phrase), phrase)
    incident = Incident("phrase", phrase, (), location, spans=(span,))
    findings = Findings(documents=(document,), incidents=(incident,), locations={document.id: (location,)})
    return with_surroundings(findings, gazetteer)


def prepared(documents: Iterable[Document], gazetteer: Gazetteer) -> tuple[list[Document], list[str]]:
    """Return documents with ids of their own and the dates that their texts or stories give, and notes on each.

    Raises
    ------
    InputError
        Where the ``near`` of a document names nothing that the gazetteer knows.
    """
    documents = list(documents)
    for near in dict.fromkeys(areas_of(document.near) for document in documents):
        whereabouts.read(gazetteer, near)
    log.info("reading %d documents", len(documents))
    unique, numbered = _with_unique_ids(documents)
    dated, notes = resolve_published(unique)
    return dated, [*notes, *numbered_notes(numbered)]


def numbered_notes(ids: Sequence[str]) -> list[str]:
    """Return the line that says which ids were given because others had them, where there are such."""
    more = f" and {len(ids) - NAMED_IDS} more" if len(ids) > NAMED_IDS else ""
    return [NUMBERED_NOTE.format(ids=", ".join(ids[:NAMED_IDS]) + more)] if ids else []


def _with_unique_ids(documents: Iterable[Document]) -> tuple[list[Document], list[str]]:
    """Return the documents, numbering ids that come more than once (files of one name in two folders), and those ids."""
    seen: Counter[str] = Counter()
    unique = [replace(document, id=unique_id(document.id, seen)) for document in documents]
    return unique, [own.id for own, given in zip(unique, documents, strict=True) if own.id != given.id]


def unique_id(identity: str, seen: Counter[str]) -> str:
    """Return an id that was not seen before, numbered where it was ("a.txt#2"), and count it."""
    own = identity
    while seen[own]:
        seen[identity] += 1
        own = f"{identity}#{seen[identity]}"
    seen[own] += 1
    return own


def with_known_near(document: Document, gazetteer: Gazetteer) -> tuple[Document, str]:
    """Return a document without areas that the gazetteer does not know, and a note on them, empty where all are known.

    For areas that come with the data: one bad cell of a table must not cost the report, nor the others.
    """
    try:
        whereabouts.read(gazetteer, areas_of(document.near))
    except InputError as error:
        return replace(document, near=()), f"{document.id}: {error}; the report was read without it"
    return document, ""


def _without_furniture(document: Document, mentions: Iterable[Mention]) -> tuple[list[Mention], list[Discarded]]:
    bars = Stretches((span.start, span.end) for span in furniture(document))
    kept, discarded = [], []
    for mention in mentions:
        if bars.cover(mention.start, mention.end):
            span = Span(document.id, mention.start, mention.end, mention.text)
            discarded.append(Discarded(span, FURNITURE_WHY))
        else:
            kept.append(mention)
    return kept, discarded


def foreign_note(document: Document) -> str | None:
    """Return a line that says which language a text seems to be in and what is read in it, where that is not English."""
    language = language_of(document.text)
    if language is None or language.code == ENGLISH:
        return None
    book = wordbook.load(language.code)
    if book is None:
        return f"{document.id}: {FOREIGN_NOTE.format(language=language.name)}"
    unread = [what for what in wordbook.READS if what not in book.reads]
    note = GLOSSED_ONLY_NOTE if unread else GLOSSED_NOTE
    return f"{document.id}: {note.format(language=language.name, read=_listed(book.reads), unread=_listed(unread))}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _notes(reading: DocumentFindings) -> Iterator[str]:
    yield from reading.notes
    name = reading.document.id
    foreign = foreign_note(reading.document)
    if foreign:
        yield foreign
    if not any(r.pinned for r in reading.resolutions):
        yield f"{name}: {NO_PLACE_NOTE}"
    read = not foreign or any(INCIDENTS in stretch.book.reads for stretch in stretches(reading.document))
    if not reading.incidents and read:
        yield f"{name}: {NO_INCIDENT_NOTE}"
    if reading.document.published is None and read:
        yield f"{name}: {NO_DATE_NOTE}"
