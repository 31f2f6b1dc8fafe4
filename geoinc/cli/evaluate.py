"""``geoinc evaluate``: scores on annotated files."""

from __future__ import annotations

import click

from geoinc.cli.main import LazyGroup


@click.group(
    cls=LazyGroup,
    homes={
        "toponyms": ("geoinc.cli.evaluate_toponyms:toponyms", "Recognition and resolution of place names."),
        "locations": ("geoinc.cli.evaluate_locations:locations", "Relative locations: errors, coverage, sizes."),
        "places": ("geoinc.cli.evaluate_places:places", "Places that reports of one incident name."),
        "reports": ("geoinc.cli.evaluate_reports:reports", "Reports that tell several events."),
        "languages": ("geoinc.cli.evaluate_languages:languages", "Events told in several languages."),
        "incidents": ("geoinc.cli.evaluate_incidents:incidents", "Rows of one incident; event types; templates."),
    },
)
def evaluate() -> None:
    """Score the stages on annotated files (their formats are in docs/evaluation.md)."""
