"""The command ``geoinc``: commands load on use, so that ``--help`` stays fast."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from geoinc.cli.terminal import printable
from geoinc.cli.verbosity import with_verbosity
from geoinc.errors import GeoincError

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group whose commands are ``name → (module:attribute, one line of help)``."""

    def __init__(self, *args: Any, homes: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        """Store where the commands are."""
        super().__init__(*args, **kwargs)
        self.homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the names in the order written."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command."""
        if cmd_name not in self.homes:
            return None
        module, attribute = self.homes[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return with_verbosity(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the commands' lines of help without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.homes.items()])


@click.group(
    cls=LazyGroup,
    homes={
        "map": ("geoinc.cli.map:map_command", "Map the incidents of articles: the main job."),
        "places": ("geoinc.cli.places:places", "Show what was recognised in a file, and as what."),
        "locate": ("geoinc.cli.locate:locate", "Locate one phrase: coordinates, area, why."),
        "batch": ("geoinc.cli.batch:batch", "Map many documents, on every core or a cluster; resumable."),
        "gazetteer": ("geoinc.cli.gazetteer:gazetteer", "Look into the gazetteer and add to it."),
        "evaluate": ("geoinc.cli.evaluate:evaluate", "Score the stages on annotated files."),
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="geoinc")
def cli() -> None:
    """Put incidents on a map, on this machine, with no network.

    Ends with 0 when all is done, 1 on an error, 2 when called wrongly, 3 when some of what was asked could not be done.
    """


with_verbosity(cli)


def main() -> None:
    """Run the command line: exit 0 on success, 1 on an expected error with one line, 2 on wrong usage, 3 when done in part."""
    try:
        cli(prog_name="geoinc")
    except GeoincError as error:
        click.echo(printable(f"geoinc: {' '.join(str(error).split())}"), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
