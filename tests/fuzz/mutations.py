"""Mutations of bytes: flipped bits, cut and doubled stretches, tokens that parsers trip over."""

from __future__ import annotations

import random
from typing import Final

TOKENS: Final = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\\ud800", b"\r", b"\n", b"\t", b'"', b"'", b"<", b"&", b"]]>", b"{", b"}",
    b"[", b"]", b",", b";", b":", b"null", b"true", b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1", b"0", b"9" * 400, b"9" * 5_000,
    b"1e-400", b"../../x", b"~nosuchuser", b"http://[::1", b"{}", b"[]", b"[" * 1_100, b'{"a":' * 300, b"a" * 140_000, b"2018-02-30", b"0000-00-00",
    b"\xd9\xa3", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"%", b"%zz", b"=", b"$", b"\x1b[2J",
)  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Return a seed with one to four changes."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 64))
        match chance.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at:at] = chance.choice(TOKENS)
            case 2:
                data[at : at + length] = chance.choice(TOKENS)
            case 3:
                del data[at : at + length]
            case 4:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))
            case 5:
                del data[at:]
            case _:
                data[at : at + length] = chance.randbytes(length)
    return bytes(data)
