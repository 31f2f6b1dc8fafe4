"""Data blocks that cannot end early, and a policy that allows what is there."""

from __future__ import annotations

import base64
import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from geoinc.render import page

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@given(ANY_TEXT)
def test_json_comes_back_and_holds_nothing_that_html_knows(text: str) -> None:
    written = page.to_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    written.encode("utf-8")
    assert json.loads(written) == {"text": text}


def test_a_data_block_ends_once() -> None:
    block = page.data_block("x", ["</script><script>alert(1)</script>", "<!--"])
    assert block.count("</script>") == 1
    assert "<!--" not in block


def test_the_hash_is_that_of_the_standard() -> None:
    digest = base64.b64encode(hashlib.sha256(b"alert(1)").digest()).decode()
    assert page.source_hash("alert(1)") == f"'sha256-{digest}'"


def test_the_policy_allows_nothing_unnamed() -> None:
    assert page.policy(scripts=["'sha256-x'"], styles=["'sha256-y'"], images=[]).startswith("default-src 'none'; ")


def test_leaflet_asks_for_nothing() -> None:
    assert "sourceMappingURL" not in page.leaflet_js()
    assert "url(images" not in page.leaflet_css()


def test_scripts_hold_no_end_tag_and_no_eval() -> None:
    script = page.app_js()
    assert "</script" not in script
    assert "innerHTML" not in script
    assert "eval(" not in script


def test_scripts_and_styles_are_ascii_so_that_a_change_of_charset_leaves_their_hashes() -> None:
    assert page.app_js().isascii()
    assert page.app_css().isascii()
