"""From records to the compiled file, and areas derived where no polygons are known."""
