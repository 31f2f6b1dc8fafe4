"""Names of places found in texts of other languages: ``python bench/foreign_names.py FILE… [--every 2]``.

Takes JSON lines with ``text`` and ``toponyms`` (``start``, ``end`` in code points); prints the share of annotated places of which a mention shares a character,
and the share of mentions that share one with an annotated place. ``--every 2`` takes the first, third … text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects


def main() -> None:
    """Print a line a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    pipeline = Pipeline.default()
    for path in options.files:
        texts = [row for _, row in objects(path)][:: options.every]
        found = annotated = right = mentions = 0
        for text in texts:
            gold = [(toponym["start"], toponym["end"]) for toponym in text["toponyms"]]
            own = [(r.mention.start, r.mention.end) for r in pipeline.find_places(Document(text["text"]))]
            annotated, mentions = annotated + len(gold), mentions + len(own)
            found += sum(_touches(span, own) for span in gold)
            right += sum(_touches(span, gold) for span in own)
        shares = f"{found / annotated:.3f} of {annotated:,} places are found, {right / mentions:.3f} of {mentions:,} mentions are one"
        print(f"{path.stem}, {len(texts)} texts: {shares}")


def _touches(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


if __name__ == "__main__":
    main()
