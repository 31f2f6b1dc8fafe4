"""Where an outlet is at home: learned from its own confident places, from its domain, never from gold.

A :class:`Cloud` is a handful of weighted places. What it says about a candidate is the share of the cloud in the
candidate's country, in its first-level unit, and close by; an unknown outlet says nothing (all zero).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np

from geoinc.geo.geodesy import EARTH_RADIUS_M
from geoinc.model import Document
from geoinc.toponyms.resolve.candidates import COUNTRY_KEYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer

    Floats = NDArray[np.float32]

HOME_FEATURES: Final = (
    "home_country", "home_admin1", "home_near", "home_town", "home_evidence",
    "named_country", "named_admin1", "named_near", "named_town", "domain_country",
)  # fmt: skip
HOME_SCALES_M: Final = (150_000.0, 30_000.0)
SMOOTHING: Final = 2.0
"""Pseudo-count that a home's shares are damped with: one article is no home."""

HOME_PLACES: Final = 60
"""Places that make up a home: its most frequent ones."""

CACHED_ADDRESSES: Final = 10_000
NO_SMOOTHING: Final = 1e-6
"""Keeps a cloud without weight from dividing by zero."""

EVIDENCE_SCALE: Final = 4.0
NOT_COUNTRIES: Final = frozenset({"co", "tv", "me", "io", "ai", "fm", "am", "eu", "cc", "ws", "ly", "to", "gl", "la"})
"""Top-level domains of countries that outlets elsewhere use for their sound (eu is a country of none)."""

TOP_LEVEL: Final = {"uk": "GB"}
"""Country domains that are not the ISO 3166-1 code."""

_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z]{2,}")
_PUBLIC_SECOND = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go"})


@dataclass(frozen=True, slots=True)
class Cloud:
    """P weighted places: their ``country`` and ``admin1`` keys, unit vectors and weights."""

    country: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    admin1: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    unit: Floats = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    weight: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    def shares(self, keys: NDArray[np.int32], unit: Floats, *, smoothing: float) -> Floats:
        """Return each candidate's share of the cloud: in its country, its first-level unit, and near by two scales."""
        share = self.weight / (self.weight.sum() + np.float32(smoothing))
        square_m = np.maximum(0, 2 - 2 * (unit @ self.unit.T)) * np.float32(EARTH_RADIUS_M**2)
        table = np.empty((len(keys), 2 + len(HOME_SCALES_M)), dtype=np.float32)
        table[:, 0] = (keys[:, 1, None] == self.country) @ share
        table[:, 1] = (keys[:, 2, None] == self.admin1) @ share
        for column, scale in enumerate(HOME_SCALES_M, start=2):
            table[:, column] = (1 / (1 + square_m / np.float32(scale**2))) @ share
        return table


NOTHING: Final = Cloud()


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of an outlet: places ``learned`` from its articles, those its domain may name, its TLD's country."""

    learned: Cloud = NOTHING
    named: Cloud = NOTHING
    domain_country: int = 0

    @property
    def countries(self) -> frozenset[int]:
        """The numbers of the countries that it lies in."""
        keys = {*self.learned.country.tolist(), *self.named.country.tolist(), self.domain_country}
        return frozenset(key - COUNTRY_KEYS for key in keys if key > COUNTRY_KEYS)

    def features(self, keys: NDArray[np.int32], unit: Floats) -> Floats:
        """Return what this home says about candidates, C × HOME_FEATURES."""
        table = np.zeros((len(keys), len(HOME_FEATURES)), dtype=np.float32)
        if len(self.learned.weight):
            table[:, :4] = self.learned.shares(keys, unit, smoothing=SMOOTHING)
            table[:, 4] = np.log1p(self.learned.weight.sum()) / EVIDENCE_SCALE
        if len(self.named.weight):
            table[:, 5:9] = self.named.shares(keys, unit, smoothing=NO_SMOOTHING)
        if self.domain_country:
            table[:, 9] = keys[:, 1] == self.domain_country
        return table


@dataclass(frozen=True, slots=True)
class Sources:
    """The home places of a batch's outlets, by domain. Picklable; made by :func:`geoinc.toponyms.resolve.learn_sources`."""

    homes: Mapping[str, Cloud] = field(default_factory=dict)

    def learned(self, domain: str | None) -> Cloud:
        """Return what was learned about an outlet: :data:`NOTHING` about one that was not in the batch."""
        return self.homes.get(domain, NOTHING) if domain else NOTHING


def domain_of(document: Document) -> str | None:
    """Return the registered domain of a document's outlet ("dallasnews.com"), or None.

    ``source`` may be a domain or a URL; ``uri`` is looked at after it.
    """
    for text in (document.source, document.uri):
        host = _host(text) if text else None
        if host:
            return registered(host)
    return None


@lru_cache(maxsize=CACHED_ADDRESSES)
def _host(text: str) -> str | None:
    try:
        host = (urlsplit(text if "//" in text else f"//{text}").hostname or "").casefold()
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None


def registered(host: str) -> str:
    """Return the part of a host name that an owner registers: "news.bbc.co.uk" → "bbc.co.uk"."""
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _PUBLIC_SECOND else 2
    return ".".join(labels[-keep:])


def domain_country(domain: str | None, gazetteer: Gazetteer) -> int:
    """Return the country key that a domain's ending names, 0 for none."""
    ending = domain.rpartition(".")[2] if domain else ""
    if len(ending) != 2 or ending in NOT_COUNTRIES:
        return 0
    number = gazetteer.columns.country_number(TOP_LEVEL.get(ending, ending))
    return number + COUNTRY_KEYS if number else 0


class Gathering:
    """Collects an outlet's confident places, document by document, into its home."""

    def __init__(self) -> None:
        self._weight: dict[str, dict[int, float]] = {}
        self._facts: dict[int, tuple[int, int, Floats]] = {}

    def add(self, domain: str, keys: NDArray[np.int32], unit: Floats, weight: Floats) -> None:
        """Add one document's resolved places: keys (N × 5), unit vectors (N × 3), probabilities (N)."""
        own = self._weight.setdefault(domain, {})
        for row, vector, amount in zip(keys.tolist(), unit, weight.tolist(), strict=True):
            own[row[0]] = own.get(row[0], 0.0) + amount
            self._facts[row[0]] = (row[1], row[2], vector)

    def sources(self) -> Sources:
        """Return the home places of all outlets seen."""
        return Sources({domain: self._cloud(domain) for domain in sorted(self._weight)})

    def _cloud(self, domain: str) -> Cloud:
        ranked = sorted(self._weight[domain].items(), key=lambda item: (-item[1], item[0]))[:HOME_PLACES]
        facts = [self._facts[index] for index, _ in ranked]
        return Cloud(
            country=np.array([fact[0] for fact in facts], dtype=np.int32),
            admin1=np.array([fact[1] for fact in facts], dtype=np.int32),
            unit=np.array([fact[2] for fact in facts], dtype=np.float32).reshape(-1, 3),
            weight=np.array([amount for _, amount in ranked], dtype=np.float32),
        )
