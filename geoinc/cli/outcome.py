"""How a command ends: 0 all done, 1 nothing done, 2 wrongly called, 3 done in part."""

from __future__ import annotations

from typing import NoReturn

import click

PARTIAL = 3
"""The exit status of a command that did some of what was asked; what it could not do is told on stderr."""


def done_in_part(text: str) -> NoReturn:
    """Say what was left undone, and end with :data:`PARTIAL`."""
    click.echo(f"geoinc: {text}", err=True)
    click.get_current_context().exit(PARTIAL)


def fail(text: str) -> NoReturn:
    """Say that nothing was done, and end with 1."""
    click.echo(f"geoinc: {text}", err=True)
    click.get_current_context().exit(1)
