"""Incidents from the pieces of a text in another language: its wordbook's words for harm, people, events and speech."""

from geoinc.incidents.glossed.counts import Ways
from geoinc.incidents.glossed.find import GlossedText, find_incidents
from geoinc.incidents.glossed.roles import Order

__all__ = ["GlossedText", "Order", "Ways", "find_incidents"]
