"""Base forms of words, by their Penn tag: a table of irregular forms, rules, and the known words to choose between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from geoinc.text.inflection import gerund, irregular_nouns, irregular_verbs, past

_VERB_ENDS = {"VBD": ("ed", "d"), "VBN": ("ed", "d"), "VBG": ("ing",), "VBZ": ("s",)}
_SIBILANT_ENDS = ("sses", "xes", "zzes", "ches", "shes", "oes")
_SILENT_E = ("v", "z", "c", "u", "s", "at", "rg")
"""Verbs of the pattern "-ved", "-ated" have a silent e where no known word says otherwise."""
_SHORTEST = 3
_KEEP_S = ("ss", "us", "is")
_MAN = "men"


def lemma(form: str, fine: str, known: Callable[[str], bool] = lambda _: False) -> str:
    """Return the base form of a word in lower case.

    Parameters
    ----------
    fine
        Its Penn tag.
    known
        Whether a word is one; decides where rules leave several ("seized": seize, not seiz).

    >>> lemma("struck", "VBN"), lemma("robbed", "VBD"), lemma("gunmen", "NNS"), lemma("abducting", "VBG")
    ('strike', 'rob', 'gunman', 'abduct')
    """
    lower = form.lower().replace("’", "'")
    if fine.startswith("V") or fine == "MD":
        return _irregular_verbs().get(lower) or _regular_verb(lower, fine, known)
    if fine in {"NNS", "NNPS"}:
        return _singular(lower)
    return lower


def _regular_verb(form: str, fine: str, known: Callable[[str], bool]) -> str:
    if fine == "VBZ":
        return _without_s(form)
    found = list(_bases(form, fine))
    likely = next((base for base in found if len(base) >= _SHORTEST and known(base)), None)
    return likely or (found[0] if found else form)


def _bases(form: str, fine: str) -> Iterator[str]:
    """Yield the verbs that may have a form, the likelier first."""
    end = next((e for e in _VERB_ENDS.get(fine, ()) if form.endswith(e) and len(form) > len(e) + 1), None)
    if end is None:
        return
    stem = form[: -len(end)]
    inflect = gerund if fine == "VBG" else past
    doubled = stem[-1] == stem[-2:-1] and stem[-1] not in "aeiousz"
    silent = stem.endswith(_SILENT_E) and not stem.endswith("ss")
    if doubled and stem[-1] == "l":  # "killed" is the rule, "patrolled" the exception
        candidates = [stem, stem[:-1]]
    else:
        candidates = [stem[:-1], stem] if doubled else [stem + "e", stem] if silent else [stem, stem + "e"]
    if end == "ed" and stem.endswith("i"):
        candidates.insert(0, stem[:-1] + "y")
    yield from (base for base in candidates if inflect(base) == form)
    yield from (base for base in candidates if inflect(base) != form)


def _without_s(form: str) -> str:
    if form.endswith("ies") and len(form) > len("dies"):
        return form[:-3] + "y"
    if form.endswith(_SIBILANT_ENDS):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith(_KEEP_S) else form


def _singular(form: str) -> str:
    if form in (table := _irregular_nouns()):
        return table[form]
    return form[:-2] + "an" if form.endswith(_MAN) and len(form) > len(_MAN) else _without_s(form)


@cache
def _irregular_verbs() -> dict[str, str]:
    return {form: base for base, forms in irregular_verbs().items() for form in forms}


@cache
def _irregular_nouns() -> dict[str, str]:
    return {plural: singular for singular, plural in irregular_nouns().items()}
