"""The local gazetteer: packs compiled into one file, opened by memory map."""
