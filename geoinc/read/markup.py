"""XML of strangers, parsed without entities, network or unbounded growth; and HTML fragments as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoinc.read.files import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"}
)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})


def parse_xml(path: Path, data: bytes, *, recover: bool = False) -> etree._Element:
    """Return the root of an XML file; ``recover`` takes what can be had of a broken one.

    Raises
    ------
    UnreadableFileError
        Where it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refuse(path, f"it is not XML ({error.msg})", "save it again") from None
    if root is None:
        raise refuse(path, "it is not XML", "save it again")
    return root


def texts(element: etree._Element, stand_ins: Mapping[str, str | None]) -> str:
    """Return the text of the descendants with one of the tags; a tag with a stand-in gives that instead."""
    found = ((e, stand_ins.get(str(e.tag))) for e in element.iter(*stand_ins))
    return "".join((e.text or "") if stand_in is None else stand_in for e, stand_in in found)


def plain(fragment: str) -> str:
    """Return an HTML fragment (a feed's description, a mail's body) as text, a line a block."""
    from lxml import etree, html

    if not fragment.strip():
        return ""
    try:
        root = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return fragment
    lines: list[str] = []
    _gather(root, lines)
    blocks = (" ".join(line.split()) for line in "".join(lines).split("\n"))
    return "\n\n".join(block for block in blocks if block)


def _gather(element: etree._Element, into: list[str]) -> None:
    """Walk without recursion: depth of strangers' markup has no bound."""
    stack: list[tuple[str, etree._Element | None, str]] = [("open", element, "")]
    while stack:
        step, item, words = stack.pop()
        if step == "text" or item is None:
            into.append(words)
            continue
        tag = str(item.tag).lower() if isinstance(item.tag, str) else ""
        if tag in _UNSEEN or not tag:
            continue
        block = "\n" if tag in _BLOCKS else ""
        stack.append(("text", None, block))
        for child in reversed(item):
            stack.append(("text", None, (child.tail or "").replace("\n", " ")))
            stack.append(("open", child, ""))
        stack.append(("text", None, block + (item.text or "").replace("\n", " ")))
