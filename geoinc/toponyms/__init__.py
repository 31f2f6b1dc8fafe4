"""Toponyms: which words name a place (recognize), and which place they name (resolve)."""
