"""Hostile text in every field: in the browser nothing runs, nothing is requested, the text shows as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

from geoinc.model import Document, Findings, Mention, Place
from geoinc.render import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "-->]]>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    '"><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "<style>*{display:none}</style>",
    "</title></textarea></style></noscript><b>",
    "${window.pwned=1}`${alert(1)}`",
    "{{ 7*7 }}{% raw %}{{body}}{{data}}",
    "javascript:window.pwned=1",
    "https://evil.example/' onmouseover='window.pwned=1",
    "data:text/html,<script>1</script>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "url(https://evil.example/x.png)",
    "__proto__",
    "constructor",
    "&lt;b&gt;&amp;",
    "\u202e\u2066reversed\u2069 right to left\u202c",
    "long" * 700,
    "null \x00 byte",
    "\u2028\u2029 separators",
    "=cmd|' /C calc'!A0",
    "\\u003cscript\\u003e",
    "🙂\U0001f1f8\U0001f1fe",
]


def hostile(value: Any, payload: str) -> Any:  # noqa: PLR0911 - one for each kind of value
    """Return the value with the payload in each text that it holds, at unchanged offsets."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return f"{value} {payload}"
    if isinstance(value, Mapping):
        return {hostile(key, payload): hostile(item, payload) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(hostile(item, payload) for item in value)
    if not is_dataclass(value):
        return value
    if isinstance(value, Place):
        texts = {name: f"{getattr(value, name)} {payload}" for name in ("id", "name", "country", "admin1", "source")}
        return replace(value, **texts)
    parts = {f.name: hostile(getattr(value, f.name), payload) for f in fields(value) if f.init}
    if isinstance(value, Document):
        parts["text"] = f"{value.text}\n{payload}"
    if isinstance(value, Mention):
        parts["text"] = value.text
    return type(value)(**parts)


def use_everything(page: Any) -> None:
    for tab in ("text", "filters", "left", "about", "incidents"):
        page.locator(f"#tab-{tab}").click()
    page.locator("#tab-text").click()
    page.locator("article .mention.literal").first.click()
    page.locator("#tab-incidents").click()
    page.locator(".entry").first.click()
    page.wait_for_selector("#incident-title")
    page.locator("#working").check()
    page.locator(".pin").first.hover()
    page.locator("#tool-table").click()
    page.wait_for_selector("#drawer tbody tr")


def check(shown: Any) -> None:
    page = shown.page
    assert page.evaluate("() => window.pwned") is None
    assert shown.outside == []
    assert shown.complaints == []
    elements = (
        "img, iframe, object, embed, base, b, link[rel=stylesheet], meta[http-equiv=refresh], [onerror], [onload]"
    )
    assert page.locator(elements).count() == 0
    schemes = page.locator("a[href]").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert all(address.startswith(("https://", "http://", "#")) for address in schemes)


@pytest.mark.parametrize("payload", [" ".join(PAYLOADS), " ".join(reversed(PAYLOADS))], ids=["forth", "back"])
def test_hostile_text_is_inert_everywhere(article: Findings, open_page: Callable[..., Any], payload: str) -> None:
    shown = open_page(to_html(hostile(article, payload), title=f"Title {payload}"))
    use_everything(shown.page)
    check(shown)
    shows = "(node) => node.textContent"
    assert shown.page.locator("#title").evaluate(shows) == f"Title {payload}"
    assert payload in shown.page.locator("#incident-title").evaluate(shows)
    assert payload in shown.page.locator("#view-text").evaluate(shows).replace("\n", " ")
    assert payload in shown.page.locator("#view-left").evaluate(shows)
    assert payload in shown.page.locator("#view-about").evaluate(shows)
    assert payload in shown.page.locator("#drawer").evaluate(shows)


THREES = [PAYLOADS[k : k + 3] for k in range(0, len(PAYLOADS), 3)]


@pytest.mark.parametrize("payloads", THREES, ids=range(len(THREES)))
def test_each_payload_alone_leaves_a_whole_page(
    article: Findings, open_page: Callable[..., Any], payloads: list[str]
) -> None:
    pairs = zip(article.incidents, payloads, strict=False)
    incidents = tuple(replace(incident, id=payload, title=payload) for incident, payload in pairs)
    document = replace(article.documents[0], title=payloads[0], uri=payloads[-1], source=payloads[-1])
    findings = replace(article, documents=(document,), incidents=incidents)
    shown = open_page(to_html(findings, title=payloads[0]))
    for k, payload in enumerate(payloads):
        shown.page.locator(".entry").nth(k).click()
        shown.page.wait_for_selector("#incident-title")
        assert shown.page.locator("#incident-title").evaluate("(node) => node.textContent") == payload
        shown.page.get_by_role("button", name="All incidents").click()
    check(shown)


def test_a_hostile_permalink_is_inert(article: Findings, open_page: Callable[..., Any]) -> None:
    fragment = "#map=9/35/x&incident=%3Cimg%20src=x%3E&tab=%22%3E&type=__proto__&q=%3Cscript%3E&time=1-2-3"
    check(open_page(to_html(article), fragment=fragment))
