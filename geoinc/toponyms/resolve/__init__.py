"""Toponym resolution: which place a mention is, or why none; jointly over a document, with honest probabilities."""

from geoinc.toponyms.resolve.resolver import learn_sources, resolve_mentions
from geoinc.toponyms.resolve.sources import Sources
from geoinc.toponyms.resolve.spans import mentions_from_spans

__all__ = ["Sources", "learn_sources", "mentions_from_spans", "resolve_mentions"]
