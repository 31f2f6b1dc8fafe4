"""Folding: the one way in which names and texts are made comparable.

:func:`fold` works code point by code point (then collapses blanks), so that a running text can be folded with its
offsets kept: :mod:`geoinc.gazetteer.names.scan` uses the same table.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MAX_NAME_LENGTH: Final = 200
"""Names longer than this (code points) are no names; sources that hold them are rejected row by row."""

_DROPPED: Final = frozenset("'`´‘’‛′ʹʺʻʼʽˈʾʿˊˋ.·\u0640\u00ad")
"""Apostrophes, ayn, hamza, primes, full stops, tatweel and the soft hyphen: spelled or left out at will."""

_LETTERS: Final = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
    "ə": "a", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ɛ": "e", "ɔ": "o", "ĸ": "k", "ƙ": "k", "ɨ": "i",
    # Arabic script: alef and hamza forms, teh marbuta, final yeh, and the Persian, Urdu and Kurdish letter forms.
    "ٱ": "ا", "ء": "", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه",
    "ە": "ه", "ۀ": "ه",
    # Cyrillic and Hebrew forms that writers exchange.
    "ё": "е", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip

_KEPT_SYMBOLS: Final = frozenset("&+#№")
_OVERLAY: Final = 1
_POINTS: Final = range(10, 37)
_ATTACHED_AND_AROUND: Final = range(200, 241)


class _Folding(dict[int, str]):
    """Folds of single code points, computed on first sight (usable with :meth:`str.translate`)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    spread = unicodedata.normalize("NFKD", character.casefold()).casefold()
    joined = unicodedata.normalize("NFC", "".join(c for c in spread if not _is_dropped(c)))
    return "".join(_fold_base(c) for c in joined)


def _is_dropped(character: str) -> bool:
    """Tell accents and vowel points (by combining class) from the vowel signs that some scripts spell with."""
    if character in _DROPPED or unicodedata.category(character) == "Cf":
        return True
    combining = unicodedata.combining(character)
    return combining == _OVERLAY or combining in _POINTS or combining in _ATTACHED_AND_AROUND


def _fold_base(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if character in _KEPT_SYMBOLS or category[0] in "LMN":
        return character
    return " "


FOLDING: Final = _Folding({code: _fold_character(chr(code)) for code in range(128)})


def fold(text: str) -> str:
    """Return the key of a name: no case, accents, vowel points or apostrophes; hyphens and punctuation as blanks.

    Idempotent, in any script. Arabic-script letters are brought to one form (alef, teh marbuta, yeh, kaf).

    >>> fold("Deir ez-Zor"), fold("Khushām"), fold("U.S."), fold("دَيْر اَلزَّوْر")
    ('deir ez zor', 'khusham', 'us', 'دير الزور')
    """
    return " ".join(text.translate(FOLDING).split())
