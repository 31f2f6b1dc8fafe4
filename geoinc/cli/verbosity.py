"""``-v`` and ``-q`` of every command: how much is said on stderr while it works.

``-v`` shows what the package logs as it goes (``logging.getLogger("geoinc")``, level INFO), ``-vv`` each document
(DEBUG). ``-q`` leaves notes, summaries and bars out; errors and results stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geoinc.cli.terminal import printable

if TYPE_CHECKING:
    import logging

T = TypeVar("T")
_QUIET = "geoinc.quiet"
_HELP = {
    "verbose": "Say what is done; twice: of each document.",
    "quiet": "Say nothing but errors and results.",
}


def with_verbosity(command: click.Command) -> click.Command:
    """Return a command, and the commands under it, with ``-v`` and ``-q``, where it has no options of these names."""
    if isinstance(command, click.Group):
        for under in command.commands.values():
            with_verbosity(under)
    taken = {name for parameter in command.params for name in parameter.opts}
    for option in (_verbose(), _quiet()):
        if taken.isdisjoint(option.opts):
            command.params.append(option)
    return command


def tell(text: str) -> None:
    """Say on stderr what is neither result nor error; nothing under ``-q``."""
    if not _is_quiet():
        click.echo(printable(text), err=True)


def bar(items: Iterable[T], **options: Any) -> Iterable[T]:  # noqa: ANN401 - of the bar
    """Show how far a long run got (:func:`geoinc.progress.progress`); nothing under ``-q``."""
    if _is_quiet():
        return items
    from geoinc.progress import progress

    return progress(items, **options)


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().meta.get(_QUIET))


def _verbose() -> click.Option:
    return click.Option(
        ["-v", "--verbose"], count=True, expose_value=False, callback=_log_from, help=_HELP["verbose"], is_eager=True
    )


def _quiet() -> click.Option:
    return click.Option(
        ["-q", "--quiet"], is_flag=True, expose_value=False, callback=_keep_quiet, help=_HELP["quiet"], is_eager=True
    )


def _keep_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        context.find_root().meta[_QUIET] = True


def _log_from(_: click.Context, __: click.Parameter, count: int) -> None:
    if not count:
        return
    import logging

    logger = logging.getLogger("geoinc")
    logger.setLevel(logging.DEBUG if count > 1 else logging.INFO)
    if not logger.handlers:
        logger.addHandler(_handler())


def _handler() -> logging.Handler:
    import logging

    class Lines(logging.Formatter):
        """A line a record, without what could drive a terminal."""

        def format(self, record: logging.LogRecord) -> str:
            return printable(super().format(record))

    handler = logging.StreamHandler()
    handler.setFormatter(Lines("%(levelname)s %(name)s: %(message)s"))
    return handler
