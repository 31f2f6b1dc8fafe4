"""A treebank in CoNLL-U, read with the tokens that the parser will meet."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geoinc.errors import InputError
from geoinc.text.syntax.tokens import masked

_KEPT = {
    "nsubj:pass", "aux:pass", "obl:agent", "acl:relcl", "nmod:poss", "obl:unmarked", "nmod:unmarked", "compound:prt",
}  # fmt: skip
"""Relations whose subtype says something that roles need."""
_RARE = {"goeswith", "dislocated", "orphan", "vocative", "reparandum", "list", "csubj", "clf"}
_FIELDS = 10
_GENRE = re.compile(r"[A-Z]+_([a-z]+)_")


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence: forms, universal and Penn tags, heads (0 the root, else a position from 1) and relations."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]
    fine: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    document: str = ""

    @property
    def genre(self) -> str:
        """The kind of writing, from the document's name (``GUM_news_afghan``)."""
        found = _GENRE.match(self.document)
        return found[1] if found else self.document


@dataclass(slots=True)
class _Word:
    form: str
    tag: str
    fine: str
    head: int
    label: str
    start: int
    end: int


def read_trees(path: Path) -> list[Tree]:
    """Return the sentences of a CoNLL-U file (gzip or plain); dates, times and addresses are one token, as when parsing.

    Raises
    ------
    InputError
        The file cannot be read, or a line has not ten fields; names the file and the line.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as CoNLL-U ({error})"
        raise InputError(message, path=str(path)) from error
    return [tree for document, words in _sentences(text, path) if (tree := _tree(words, document)).forms]


def _sentences(text: str, path: Path) -> Iterator[tuple[str, list[_Word]]]:
    words: list[_Word] = []
    document, offset, joined_until = "", 0, 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.startswith("# newdoc id = "):
            document = line.removeprefix("# newdoc id = ").strip()
        if line.startswith("#"):
            continue
        if not line:
            if words:
                yield document, words
            words, offset, joined_until = [], 0, 0
            continue
        fields = line.split("\t")
        if len(fields) != _FIELDS:
            message = f"{path}, line {number}: {len(fields)} fields, where CoNLL-U has {_FIELDS}"
            raise InputError(message, path=str(path), line=number)
        position, form, _, tag, fine, _, head, label, _, misc = fields
        if "-" in position:
            joined_until = int(position.split("-", 1)[1])
        if not position.isdigit():
            continue
        words.append(_Word(form, tag, fine, int(head), _relation(label), offset, offset + len(form)))
        apart = "SpaceAfter=No" not in misc and int(position) >= joined_until
        offset += len(form) + apart


def _relation(label: str) -> str:
    base = label.split(":", 1)[0]
    return label if label in _KEPT else "dep" if base in _RARE else base


def _tree(words: Sequence[_Word], document: str) -> Tree:
    """Return a sentence, each masked expression as one token where it hangs together."""
    size = words[-1].end
    text = [" "] * size
    for word in words:
        text[word.start : word.end] = word.form
    groups: list[tuple[list[int], str]] = []
    spans = list(masked("".join(text), 0, size))
    for i, word in enumerate(words):
        mask = next((m for m in spans if m[0] <= word.start and word.end <= m[1]), None)
        if mask and groups and groups[-1][1] == mask[2].value and words[i - 1].start >= mask[0]:
            groups[-1][0].append(i)
        else:
            groups.append(([i], mask[2].value if mask else ""))
    return _built(words, [split for group in groups for split in _whole(words, group)], document)


def _whole(words: Sequence[_Word], group: tuple[list[int], str]) -> list[tuple[list[int], str]]:
    """Return a masked group as it is where it hangs on one word outside, else its words alone."""
    members = {i + 1 for i in group[0]}
    outward = [i for i in group[0] if words[i].head not in members]
    return [group] if len(outward) == 1 else [([i], "") for i in group[0]]


def _built(words: Sequence[_Word], groups: Sequence[tuple[list[int], str]], document: str) -> Tree:
    place = {i + 1: n for n, (members, _) in enumerate(groups, 1) for i in members} | {0: 0}
    tops = []
    for members, _ in groups:
        inside = {i + 1 for i in members}
        tops.append(next(words[i] for i in members if words[i].head not in inside))
    return Tree(
        tuple(mask or words[members[0]].form for members, mask in groups),
        tuple("PROPN" if mask else top.tag for top, (_, mask) in zip(tops, groups, strict=True)),
        tuple("NNP" if mask else top.fine for top, (_, mask) in zip(tops, groups, strict=True)),
        tuple(place[top.head] for top in tops),
        tuple(top.label for top in tops),
        document,
    )
