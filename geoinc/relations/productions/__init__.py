"""Productions: the forms in which words relate a place to its anchors."""
