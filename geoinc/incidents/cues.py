"""Word lists of ``cues.toml`` and ``speech.toml``, by what they are asked for."""

from __future__ import annotations

from functools import cache

from geoinc.language.lexicon import load


@cache
def cue_words(table: str, name: str) -> frozenset[str]:
    """Return a word list of ``cues.toml``, or of ``speech.toml`` as the table "speech"."""
    return frozenset(load("speech")[name] if table == "speech" else load("cues")[table][name])
