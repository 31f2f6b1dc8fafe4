"""Scores of toponym recognition and resolution on annotated documents.

Strict: a predicted span counts only where its start and end are those of a gold span. Overlap: it counts where it
shares a code point with one (as Gritta et al. 2020 and Mordecai 3 report both).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from geoinc.evaluate import resolution
from geoinc.model import MentionKind
from geoinc.settings import MIN_PROBABILITY
from geoinc.toponyms.resolve import mentions_from_spans
from geoinc.toponyms.resolve.resolver import ResolveOptions, resolver_of

if TYPE_CHECKING:
    from geoinc.evaluate.corpora import AnnotatedDocument, GoldToponym
    from geoinc.evaluate.resolution import GoldPlace, ResolutionScores
    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document, Mention, Resolution
    from geoinc.toponyms.recognize import Recognizer
    from geoinc.toponyms.resolve.resolver import Resolver

BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class SpanScores:
    """How predicted spans meet gold spans; shares are 0…1, and None where there is nothing to count."""

    gold: int
    predicted: int
    found: int
    """Gold spans that were predicted."""
    right: int
    """Predicted spans that are gold."""

    @property
    def precision(self) -> float | None:
        """The share of predicted spans that are gold."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of gold spans that were predicted."""
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __add__(self, other: SpanScores) -> SpanScores:
        """Return the scores over both sets of spans."""
        return SpanScores(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def as_dict(self) -> dict[str, float | int | None]:
        """Return counts and shares as plain values for JSON."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {"gold": self.gold, "predicted": self.predicted, **shares}


NOTHING = SpanScores(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class KindScores:
    """How well the senses of exactly found toponyms were told, where the gold says them.

    ``by_kind`` scores each kind strictly: span and kind must be right.
    """

    by_kind: dict[MentionKind, SpanScores]
    compared: int
    same_kind: int
    same_literal: int

    def __add__(self, other: KindScores) -> KindScores:
        """Return the scores over both sets of toponyms."""
        return KindScores(
            {kind: scores + other.by_kind[kind] for kind, scores in self.by_kind.items()},
            self.compared + other.compared,
            self.same_kind + other.same_kind,
            self.same_literal + other.same_literal,
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the scores as plain values for JSON."""
        return {
            "compared": self.compared,
            "kind_accuracy": _share(self.same_kind, self.compared),
            "literal_accuracy": _share(self.same_literal, self.compared),
            "by_kind": {str(kind): scores.as_dict() for kind, scores in self.by_kind.items()},
        }


@dataclass(frozen=True, slots=True)
class ToponymReport:
    """All figures of one annotated file; ``megabytes`` are 10⁶ bytes of UTF-8 text."""

    name: str
    documents: int
    megabytes: float
    strict: SpanScores
    overlap: SpanScores
    kinds: KindScores
    from_gold: ResolutionScores
    end_to_end: ResolutionScores
    seconds: float

    @property
    def documents_per_s(self) -> float:
        """Recognition and resolution together, on this machine's one core."""
        return self.documents / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain values for JSON."""
        return {
            "name": self.name,
            "documents": self.documents,
            "strict": self.strict.as_dict(),
            "overlap": self.overlap.as_dict(),
            "kinds": self.kinds.as_dict(),
            "resolution_from_gold_spans": self.from_gold.as_dict(),
            "resolution_end_to_end": self.end_to_end.as_dict(),
            "documents_per_s": self.documents_per_s,
            "mb_per_s": self.megabytes / self.seconds if self.seconds else 0.0,
        }


@dataclass(frozen=True, slots=True)
class LinkedToponym:
    """A linked gold toponym of a document, and what became of it from its own span, and end to end."""

    document: Document
    gold: GoldPlace
    from_gold: Resolution | None
    end_to_end: Resolution | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What recognition and resolution made of annotated documents; parts of a corpus add up."""

    documents: int
    megabytes: float
    strict: SpanScores
    overlap: SpanScores
    kinds: KindScores
    cases: tuple[LinkedToponym, ...]
    seconds: float

    def __add__(self, other: Judged) -> Judged:
        """Return what was made of both."""
        return Judged(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def report(self, name: str) -> ToponymReport:
        """Return the figures."""
        return ToponymReport(
            name=name,
            documents=self.documents,
            megabytes=self.megabytes,
            strict=self.strict,
            overlap=self.overlap,
            kinds=self.kinds,
            from_gold=resolution.score([resolution.outcome(case.gold, case.from_gold) for case in self.cases]),
            end_to_end=resolution.score([resolution.outcome(case.gold, case.end_to_end) for case in self.cases]),
            seconds=self.seconds,
        )


def evaluate(
    name: str,
    corpus: Sequence[AnnotatedDocument],
    recognizer: Recognizer,
    gazetteer: Gazetteer,
    *,
    without: frozenset[MentionKind] = frozenset(),
) -> ToponymReport:
    """Score recognition, resolution from gold spans, and both end to end.

    Parameters
    ----------
    name
        What to call the corpus.
    corpus
        Annotated documents; their gold is used for scoring only, outlets' homes are learned without it.
    recognizer, gazetteer
        What to score.
    without
        Kinds to leave out, of the predicted and of the annotated mentions.
    """
    return judge(corpus, recognizer, resolver_of(gazetteer), without=without).report(name)


def judge(
    corpus: Sequence[AnnotatedDocument],
    recognizer: Recognizer,
    resolver: Resolver,
    *,
    without: frozenset[MentionKind] = frozenset(),
    min_probability: float = MIN_PROBABILITY,
) -> Judged:
    """Run a recogniser and a resolver over annotated documents; the parameters are those of :func:`evaluate`."""
    documents, gazetteer = [one.document for one in corpus], resolver.gazetteer
    sources = resolver.learn((document, recognizer.recognize(document)) for document in documents)
    options = ResolveOptions(sources, min_probability)
    began = perf_counter()
    found = [resolver.resolve(document, recognizer.recognize(document), options) for document in documents]
    seconds = perf_counter() - began
    kept = [[r for r in resolutions if r.mention.kind not in without] for resolutions in found]
    senses = [[_sense(g, one.document, gazetteer) for g in one.toponyms] for one in corpus]
    gold = [[g for g in toponyms if g.kind not in without] for toponyms in senses]
    mentions = [[r.mention for r in resolutions] for resolutions in kept]
    return Judged(
        documents=len(documents),
        megabytes=sum(len(d.text.encode("utf-8", "surrogatepass")) for d in documents) / BYTES_PER_MB,
        strict=strict_scores(gold, mentions),
        overlap=overlap_scores(gold, mentions),
        kinds=kind_scores(gold, mentions),
        cases=tuple(
            case
            for document, known, told in zip(documents, gold, kept, strict=True)
            for case in _cases(document, known, told, resolver, options)
        ),
        seconds=seconds,
    )


def _sense(gold: GoldToponym, document: Document, gazetteer: Gazetteer) -> GoldToponym:
    """Call an associative demonym ("Russian officials") a demonym, as the recogniser does."""
    if gold.kind is MentionKind.ASSOCIATIVE and gazetteer.demonym(document.text[gold.start : gold.end]) is not None:
        return replace(gold, kind=MentionKind.DEMONYM)
    return gold


def _cases(
    document: Document,
    gold: Sequence[GoldToponym],
    told: Sequence[Resolution],
    resolver: Resolver,
    options: ResolveOptions,
) -> list[LinkedToponym]:
    places = [_gold_place(g, resolver.gazetteer) for g in gold if g.linked]
    mentions = mentions_from_spans(document, [(place.start, place.end) for place in places], resolver.gazetteer)
    from_gold = resolver.resolve(document, mentions, options)
    end_to_end = [resolution.match(place, told) for place in places]
    return [LinkedToponym(document, *row) for row in zip(places, from_gold, end_to_end, strict=True)]


def _gold_place(gold: GoldToponym, gazetteer: Gazetteer) -> GoldPlace:
    assert gold.lon is not None
    assert gold.lat is not None
    country = gazetteer.containing(gold.lon, gold.lat)[0]
    columns = gazetteer.columns
    code = None if country is None else columns.countries[columns.country[country]] or None
    return resolution.GoldPlace(gold.start, gold.end, gold.lon, gold.lat, gold.id, code)


Gold = Sequence[Sequence["GoldToponym"]]
Predicted = Sequence[Sequence["Mention"]]


def strict_scores(gold: Gold, predicted: Predicted) -> SpanScores:
    """Score spans that must agree exactly; both arguments have one list a document."""
    total = NOTHING
    for known, told in zip(gold, predicted, strict=True):
        both = len(_spans(known) & _spans(told))
        total += SpanScores(len(known), len(told), both, both)
    return total


def overlap_scores(gold: Gold, predicted: Predicted) -> SpanScores:
    """Score spans that must share a code point; both arguments have one list a document."""
    total = NOTHING
    for known, told in zip(gold, predicted, strict=True):
        found = sum(any(_overlap(g, m) for m in told) for g in known)
        right = sum(any(_overlap(g, m) for g in known) for m in told)
        total += SpanScores(len(known), len(told), found, right)
    return total


def kind_scores(gold: Gold, predicted: Predicted) -> KindScores:
    """Score the kinds of toponyms whose gold says one, and whose span was found exactly."""
    pairs, missed, told_kinds = _pair_kinds(gold, predicted)
    by_kind = {}
    for kind in MentionKind:
        right = sum(g is kind and m is kind for g, m in pairs)
        known = sum(g is kind for g, _ in pairs) + missed.count(kind)
        by_kind[kind] = SpanScores(known, told_kinds.count(kind), right, right)
    return KindScores(
        by_kind,
        len(pairs),
        sum(g is m for g, m in pairs),
        sum(g.pinnable == m.pinnable for g, m in pairs),
    )


def _pair_kinds(
    gold: Gold, predicted: Predicted
) -> tuple[list[tuple[MentionKind, MentionKind]], list[MentionKind], list[MentionKind]]:
    """Return gold and predicted kinds of found spans, gold kinds of missed ones, and predicted kinds of typed texts."""
    pairs, missed, told_kinds = [], [], []
    for known, told in zip(gold, predicted, strict=True):
        typed = [g for g in known if g.kind is not None]
        kinds = {(m.start, m.end): m.kind for m in told}
        for g in typed:
            assert g.kind is not None
            kind = kinds.get((g.start, g.end))
            if kind is None:
                missed.append(g.kind)
            else:
                pairs.append((g.kind, kind))
        told_kinds += [m.kind for m in told] if typed else []
    return pairs, missed, told_kinds


def _spans(items: Sequence[GoldToponym] | Sequence[Mention]) -> set[tuple[int, int]]:
    return {(item.start, item.end) for item in items}


def _overlap(one: GoldToponym, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
