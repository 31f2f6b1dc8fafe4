"""``python -m geoinc`` is the command ``geoinc``."""

from geoinc.cli.main import main

main()
