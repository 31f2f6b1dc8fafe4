"""GIS exports: findings to files, one module a format."""
