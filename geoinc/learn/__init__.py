"""Everything that makes what geoinc knows: development commands; nothing of the package imports it."""
