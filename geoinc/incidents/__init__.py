"""Incidents: what happened, when, to whom, and who says so."""

from geoinc.incidents.dates import resolve_published
from geoinc.incidents.find import find_incidents
from geoinc.incidents.furniture import furniture
from geoinc.incidents.merge import merge

__all__ = ["find_incidents", "furniture", "merge", "resolve_published"]
