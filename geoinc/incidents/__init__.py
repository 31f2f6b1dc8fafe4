"""Incidents: what happened, when, to whom, and who says so."""

from geoinc.incidents.find import find_incidents
from geoinc.incidents.merge import merge
from geoinc.text.boilerplate import furniture
from geoinc.text.publication import resolve_published

__all__ = ["find_incidents", "furniture", "merge", "resolve_published"]
