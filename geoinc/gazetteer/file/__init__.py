"""The compiled gazetteer file: container, columns, names, spatial index."""
