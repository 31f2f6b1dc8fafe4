"""What stands before a sentence and is no part of it: "NIGERIA:", "28 Nov 2012, 0930 UTC:", "KABUL (Agency) —"."""

from __future__ import annotations

from collections.abc import Sequence

from geoinc.text.syntax.tokens import SyntaxToken

_LONGEST = 16
"""An opener has at most so many tokens."""
_COLON = ":"
_DASHES = frozenset({"-", "--", "–", "—"})
_BRACKETS = frozenset("()[]")
_MOST = 4
"""A line may begin with several: a date, a time, a place."""


def opener(text: str, tokens: Sequence[SyntaxToken]) -> int:
    """Return how many tokens open a sentence without belonging to it.

    >>> from geoinc.text.syntax.tokens import tokenize
    >>> opener(line, tokenize(line := "28 Nov 2012: NIGERIA: Robbers boarded a tug.")) # doctest: +SKIP
    4
    """
    end = 0
    for _ in range(_MOST):
        more = _one(text, tokens, end)
        if more == end:
            break
        end = more
    return _after_brackets(tokens, end) if end else end


def _after_brackets(tokens: Sequence[SyntaxToken], start: int) -> int:
    """Return where the sentence goes on after brackets that stand behind an opener: "BRAZIL: (Santos) Robbers boarded"."""
    if start < len(tokens) and tokens[start].form == "(":
        for i in range(start, min(start + _LONGEST, len(tokens) - 1)):
            if tokens[i].form == ")":
                return i + 1
    return start


def _one(text: str, tokens: Sequence[SyntaxToken], start: int) -> int:
    """Return where the sentence goes on after one opener, ``start`` where none stands."""
    for i in range(start, min(start + _LONGEST, len(tokens) - 1)):
        token = tokens[i]
        if token.form == _COLON:
            return i + 1 if i > start else start
        if token.form in _DASHES and i > start and _is_apart(text, token):
            return i + 1 if _is_dateline(tokens, start, i) else start
        if not _may_open(token):
            return start
    return start


def _is_apart(text: str, token: SyntaxToken) -> bool:
    """Whether a dash stands between blanks, and so joins no word."""
    return text[token.start - 1 : token.start].isspace() and text[token.end : token.end + 1].isspace()


def _may_open(token: SyntaxToken) -> bool:
    form = token.form
    return token.is_masked or form[0].isupper() or form[0].isdigit() or not form[0].isalnum()


def _is_dateline(tokens: Sequence[SyntaxToken], start: int, end: int) -> bool:
    """Whether what stands before a dash is a place, date or agency: brackets, a date, or capitals before a sentence in small letters."""
    words = [t.form for t in tokens[start:end]]
    if any(w in _BRACKETS for w in words) or any(t.is_masked for t in tokens[start:end]):
        return True
    rest = "".join(t.form for t in tokens[end + 1 : end + 1 + _LONGEST])
    return words[0].isupper() and not rest.isupper()
