"""The English of relations: the words and patterns of ``language/en/relations/patterns.toml``."""

from __future__ import annotations

from geoinc.language.patterns import PatternFile, bounded

__all__ = ["bounded", "compiled", "mapping", "source", "words"]

_FILE = PatternFile("relations/patterns.toml")
words = _FILE.words
mapping = _FILE.mapping
source = _FILE.source
compiled = _FILE.compiled
