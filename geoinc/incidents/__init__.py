"""Incidents: what happened, when, to whom, and who says so."""
