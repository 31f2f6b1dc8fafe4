"""Sources of places: packages that pip brings, the curated tables, and files of users, each a stream of records."""
