"""Web crawls give their pages, cut off or not."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

from reading_inputs import REPORT, all_of, crawl, texts


def test_a_crawl_gives_its_pages(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(crawl(2)))
    found = [r.document for r in all_of(tmp_path) if r.document]
    assert [d.uri for d in found] == ["https://www.x.org/0", "https://www.x.org/1"]
    assert all(REPORT in d.text and d.published == date(2018, 2, 12) for d in found)


def test_a_crawl_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = gzip.compress(crawl(1)) + gzip.compress(crawl(1))
    (tmp_path / "a.warc.gz").write_bytes(data[:-40])
    found = all_of(tmp_path)
    assert len(texts(found)) >= 1
    assert REPORT in texts(found)[0]
