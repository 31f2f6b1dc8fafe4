"""RSS and Atom give a document an entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reading_inputs import all_of, texts, whys


def test_a_feed_gives_an_entry_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(
        "<rss><channel><title>x</title><item><title>Blast</title><description>&lt;p&gt;A bomb&lt;/p&gt;</description>"
        "<link>https://www.x.org/a</link><pubDate>Mon, 12 Feb 2018 09:00:00 GMT</pubDate></item><item/></channel></rss>"
    )
    (tmp_path / "b.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>Flood</title><updated>2021-05-06T08:00:00Z'
        '</updated><link href="https://y.org/b"/><content type="html">It &lt;b&gt;rained&lt;/b&gt;.</content></entry></feed>'
    )
    found = all_of(tmp_path)
    assert texts(found) == ["Blast\n\nA bomb", "Flood\n\nIt rained."]
    assert [(r.document.published, r.document.source) for r in found if r.document] == [
        (date(2018, 2, 12), "x.org"),
        (date(2021, 5, 6), "y.org"),
    ]
    assert whys(found) == {"a.rss, entry 2": "it has neither a title nor a text"}
