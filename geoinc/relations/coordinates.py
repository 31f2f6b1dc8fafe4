"""Coordinates written out: decimal degrees, degrees and minutes, DMS, MGRS, UTM, WKT, ISO 6709, Plus Codes, geohash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geoinc.model import Distance
from geoinc.relations import patterns
from geoinc.text.years import MONTH

METRES_PER_DEGREE = 111_320.0
"""One degree of a great circle on the equator, for the size of a last digit."""

MINUTES = 60.0
SECONDS = 3600.0
MAX_LAT = 90.0
MAX_LON = 180.0
MAX_UTM_ZONE = 60
BARE_DECIMALS = 3
"""In running text two plain numbers are coordinates only with at least so many decimals each."""

LATITUDE, LONGITUDE, DEGREES, MINUTES_WORD, ZONE = map(
    patterns.source, ("latitude", "longitude", "degrees", "minutes", "utm_zone")
)
DEG = r"[°º˚d]"
MIN = r"['′’‘´m]"
SEC = r"(?:[\"″”“s]|''|′′)"


@dataclass(frozen=True, slots=True)
class Written:
    """Coordinates in a text; ``lonlat`` is None where the numbers cannot be on Earth."""

    start: int
    end: int
    lonlat: tuple[float, float] | None
    precision_m: float

    @property
    def distance(self) -> Distance:
        """The half-size of the last digit, as a distance."""
        return Distance(0.0, self.precision_m, self.precision_m, self.precision_m, unit="m")


def _angle(name: str, letters: str) -> str:
    """Return the pattern of degrees, minutes and seconds; blanks are never given back, or runs of them would cost for ever."""
    number = rf"(?P<{name}deg>\d{{1,3}}(?:[.,]\d+)?)"
    minute = rf"(?:(?:\s*+(?:{DEG}|:|-(?=\d))\s*+|\s++)(?P<{name}min>\d{{1,2}}(?:[.,]\d+)?)"
    second = rf"(?:(?:\s*+(?:{MIN}|:)\s*+|\s++)(?P<{name}sec>\d{{1,2}}(?:[.,]\d+)?)(?:\s*+{SEC})?)?(?:\s*+{MIN})?)?"
    return (
        rf"(?P<{name}sign>[-−]?)(?:(?P<{name}pre>[{letters}])\s*+)?{number}{minute}{second}(?:\s*+{DEG})?"
        rf"(?:\s*+(?P<{name}post>[{letters}](?![^\W_])))?"
    )


_PAIR = re.compile(
    rf"(?<![\w.,$€£])(?P<said>{LATITUDE}\.?(?:\s*+[:=])?\s*+)?{_angle('a', 'NS')}"
    r"(?:\s*+[,;/–—]\s*+|\s++-\s++|(?<=[NSns])\s*+-\s*+|\s++)"
    rf"(?:{LONGITUDE}\.?(?:\s*+[:=])?\s*+)?{_angle('o', 'EW')}(?![\w.]\d)",
    re.IGNORECASE,
)


_STOP = rf"(?:[-:;°º˚'’ ]|\.(?=\d{{1,2}}\.\d)|(?i:{DEGREES}\.?))"
"""What sailors and their typewriters put between degrees, minutes and seconds."""


def _nautical(name: str, letters: str, width: int) -> str:
    """Return the pattern of degrees and minutes before a letter: "04-12.5N", "0412N", "5 37-30N", "24 deg. 03.5 min S"."""
    degrees = rf"(?P<{name}deg>\d{{1,3}}(?=\s?{_STOP})|\d{{{width}}}(?=[0-5]\d))(?:\s?{_STOP}\s?)?"
    minutes = rf"(?P<{name}min>0?[0-5]?\d(?:[.,]\d*)?)"
    seconds = rf"(?:\s?{_STOP}\s?(?P<{name}sec>[0-5]?\d(?:\.\d+)?))?"
    closed = rf"\s?(?:[\"”'’]|(?i:{MINUTES_WORD}\.?))?\s?"
    return rf"(?P<{name}sign>)(?P<{name}pre>){degrees}{minutes}{seconds}{closed}(?P<{name}post>[{letters}])"


_NAVIGATION = re.compile(
    rf"(?<![\d.-]){_nautical('a', 'NSns', 2)}(?:[\s,;:/?–—-]|(?i:{LATITUDE}|{LONGITUDE})\b\.?){{0,8}}{_nautical('o', 'EWew', 3)}(?!\w)"
)
"""As warnings to ships and airmen write them; a question mark is what is left of a dash."""

_MGRS = re.compile(
    rf"(?<!\w)(?!\d+\s?(?i:{MONTH})\s?\d)"
    r"(\d{1,2}[C-HJ-NP-X])\s?([A-HJ-NP-Z][A-HJ-NP-V])\s?(\d{1,5})\s?(\d{1,5})(?!\w)"
)
"""Square letters as in "27MAR91" are a month's."""
_UTM = re.compile(
    rf"(?<!\w)(?:UTM\s*)?(?:{ZONE}\s*)?"
    r"(\d{1,2})\s?([C-HJ-NP-X])[\s,;]+(\d{6}(?:\.\d+)?)\s?(?:m?\s?E)?[\s,;]+(\d{6,8}(?:\.\d+)?)\s?(?:m?\s?N)?(?![\w.])",
)


_COMMA_DECIMALS = re.compile(
    r"(?<![\w.,])(?P<asign>[-−]?)(?P<apre>)(?P<adeg>\d{1,2},(?:\d{2}(?!\d)|\d{4,}))(?P<amin>)(?P<asec>)(?P<apost>)\s*[;/|]\s*"
    r"(?P<osign>[-−]?)(?P<opre>)(?P<odeg>\d{1,3},(?:\d{2}(?!\d)|\d{4,}))(?P<omin>)(?P<osec>)(?P<opost>)(?![\w,]\d)"
)
"""Decimal commas, the pair set apart by something else: "48,2082; 16,3738"."""

_NUMBER = r"[-−+]?\d{1,3}(?:\.\d+)?"
_WKT = re.compile(rf"\bPOINT\s*(?:Z\s*)?\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*\)", re.IGNORECASE)
_ISO_6709 = re.compile(
    r"(?<![\w.+-])([+-])(\d{2,6}(?:\.\d+)?)([+-])(\d{3,7}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?(?![\w.])"
)
_PLUS_CODE = re.compile(r"(?<![\w+])[2-9CFGHJMPQRVWX]{8}\+(?:[2-9CFGHJMPQRVWX]{2,7})?(?![\w+])", re.IGNORECASE)
_GEOHASH = re.compile(r"(?:geohash\s*[:=]?\s*)?(?P<code>(?=\w*\d)(?=\w*[a-z])[0-9b-hjkmnp-z]{6,12})", re.IGNORECASE)
_GEOHASH_NAMED = re.compile(r"\bgeohash\s*[:=]?\s*(?P<code>[0-9b-hjkmnp-z]{4,12})(?!\w)", re.IGNORECASE)
"""Geohashes look like words: in running text one is called so; a bare phrase may be one with digits and letters."""

LOOSE = 1
"""In a bare phrase two numbers are coordinates with so many decimals."""

_SIGNED = re.compile(r"[+-]\d{2,6}(?:\.\d+)?[+-]\d{3}")
_CUES = (
    re.compile(
        r"\d(?:\d{5}|[°º˚]|\.\d|['′]|\s?[NSns]\b|[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d|\s?['’]\s?\d|,\d{2,}\s*[;/|]"
        r"|(?<=\b[NSns]\d)|(?<=\b[NSns]\s\d))"
    ),
    re.compile(r"\+(?<=[2-9CFGHJMPQRVWX]{8}\+)"),
    _SIGNED,
    re.compile(r"Geohash|geohash|POINT|Point\s*\(|point\s*\("),
)
"""One of them stands in every text with coordinates; each begins with characters that are soon found."""
_SIX_DIGITS, _ZONE = re.compile(r"\d{6}"), re.compile(r"\d[C-HJ-NP-X]\s?[A-HJ-NP-Z]")
_DECIMALS_APART = re.compile(r"\d,\d{2,}\s*[;/|]")
_POINT, _PLUS, _HASH = re.compile("POINT|Point|point"), re.compile(r"\+"), re.compile("GEOHASH|Geohash|geohash")


def _sought(pattern: re.Pattern[str], text: str, cue: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a text that has what stands in each of them, which is cheap to look for."""
    if cue.search(text):
        yield from pattern.finditer(text)


def find(text: str, *, decimals: int = BARE_DECIMALS) -> Iterator[Written]:
    """Yield the coordinates written in ``text``, in order; two bare numbers need so many ``decimals`` each."""
    if decimals <= LOOSE and (match := _GEOHASH.fullmatch(text.strip())):
        yield from _from_geohash(match, text.find(match.group()))
    if not any(cue.search(text) for cue in _CUES):
        return
    found = [*_grid(text), *_codes(text), *_degrees(text, decimals)]
    reached = -1
    for written in sorted(found, key=lambda w: (w.start, -w.end)):
        if written.start >= reached:
            reached = written.end
            yield written


def _degrees(text: str, decimals: int) -> Iterator[Written]:
    for match in (*_NAVIGATION.finditer(text), *_sought(_COMMA_DECIMALS, text, _DECIMALS_APART)):
        yield Written(match.start(), match.end(), _lonlat(match), _precision_m(match))
    for match in _PAIR.finditer(text):
        if _convincing(match, decimals):
            yield Written(match.start(), match.end(), _lonlat(match), _precision_m(match))


def _codes(text: str) -> Iterator[Written]:
    """Yield what is written for machines: WKT, ISO 6709, Plus Codes, geohashes that are called so."""
    for match in _sought(_WKT, text, _POINT):
        lon, lat = (float(match[group].replace("−", "-")) for group in (1, 2))
        decimals = min(len(match[group].partition(".")[2]) for group in (1, 2))
        on_earth = abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON
        yield Written(*match.span(), (lon, lat) if on_earth else None, METRES_PER_DEGREE / 10.0**decimals / 2)
    for match in _sought(_ISO_6709, text, _SIGNED):
        (lat, size), (lon, _) = _iso_angle(match[1], match[2], 2), _iso_angle(match[3], match[4], 3)
        on_earth = abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON
        if match.group().endswith("/") or ("." in match[2] and "." in match[4]):
            yield Written(*match.span(), (lon, lat) if on_earth else None, size)
    for match in _sought(_PLUS_CODE, text, _PLUS):
        yield from _from_plus_code(match)
    for match in _sought(_GEOHASH_NAMED, text, _HASH):
        yield from _from_geohash(match, match.start())


def _iso_angle(sign: str, digits: str, width: int) -> tuple[float, float]:
    """Return the degrees of an ISO 6709 number (±DD.D, ±DDMM.M, ±DDMMSS.S), and half of its last digit in metres."""
    whole, _, decimals = digits.partition(".")
    parts = [whole[:width], whole[width : width + 2], whole[width + 2 : width + 4]]
    numbers = [part for part in parts if part]
    numbers[-1] += f".{decimals}" if decimals else ""
    value = sum(float(number) / scale for number, scale in zip(numbers, (1.0, MINUTES, SECONDS), strict=False))
    scale = (1.0, MINUTES, SECONDS)[len(numbers) - 1]
    return (-value if sign == "-" else value), METRES_PER_DEGREE / scale / 10.0 ** len(decimals) / 2


def _from_plus_code(match: re.Match[str]) -> Iterator[Written]:
    from openlocationcode import openlocationcode

    if openlocationcode.isFull(match.group()):
        area = openlocationcode.decode(match.group())
        size = METRES_PER_DEGREE * (area.latitudeHi - area.latitudeLo) / 2
        yield Written(*match.span(), (area.longitudeCenter, area.latitudeCenter), size)


def _from_geohash(match: re.Match[str], start: int) -> Iterator[Written]:
    import pygeohash

    found = pygeohash.decode_exactly(match["code"].lower())
    size = METRES_PER_DEGREE * max(found.latitude_error, found.longitude_error)
    yield Written(start, start + len(match.group()), (found.longitude, found.latitude), size)


def _convincing(match: re.Match[str], least: int) -> bool:
    """Hemisphere letters or a degree sign on both, or two numbers with decimals and a comma."""
    if all(match[f"{n}pre"] or match[f"{n}post"] for n in "ao"):
        return bool(re.search(rf"{DEG}|[.,:]|\d\s\d", match.group()))
    if match["said"]:
        return True
    if any(match[f"{n}min"] for n in "ao"):
        return "°" in match.group()
    decimals = [len(re.split("[.]", match[f"{n}deg"])[-1]) for n in "ao" if "." in match[f"{n}deg"]]
    plain = len(decimals) == len("ao") and min(decimals) >= least
    return plain and ("," in match.group() or "°" in match.group())


def _value(match: re.Match[str], name: str) -> float | None:
    degrees, minutes, seconds = (
        float((match[f"{name}{part}"] or "0").replace(",", ".")) for part in ("deg", "min", "sec")
    )
    if minutes >= MINUTES or seconds >= MINUTES:
        return None
    letter = (match[f"{name}pre"] or match[f"{name}post"] or "").upper()
    negative = bool(match[f"{name}sign"]) != (letter in {"S", "W"})
    value = degrees + minutes / MINUTES + seconds / SECONDS
    return -value if negative else value


def _lonlat(match: re.Match[str]) -> tuple[float, float] | None:
    lat, lon = _value(match, "a"), _value(match, "o")
    if lat is None or lon is None or abs(lat) > MAX_LAT or abs(lon) > MAX_LON:
        return None
    return lon, lat


def _precision_m(match: re.Match[str]) -> float:
    sizes = []
    for name in "ao":
        part, scale = next((p, s) for p, s in (("sec", SECONDS), ("min", MINUTES), ("deg", 1.0)) if match[f"{name}{p}"])
        decimals = len(re.split("[.,]", match[f"{name}{part}"])[1]) if re.search("[.,]", match[f"{name}{part}"]) else 0
        sizes.append(float(METRES_PER_DEGREE / scale / 10.0**decimals))
    return max(sizes) / 2


def _grid(text: str) -> Iterator[Written]:
    for match in _sought(_UTM, text, _SIX_DIGITS):
        yield Written(match.start(), match.end(), _from_utm(match), 0.5)
    for match in _sought(_MGRS, text, _ZONE):
        digits = match[3] + match[4]
        if len(digits) % 2 == 0:
            size = 10.0 ** (5 - len(digits) // 2)
            yield Written(match.start(), match.end(), _from_mgrs(match[1] + match[2] + digits), size / 2)


def _from_mgrs(code: str) -> tuple[float, float] | None:
    import mgrs

    try:
        lat, lon = mgrs.MGRS().toLatLon(code)
    except mgrs.core.MGRSError:
        return None
    return float(lon), float(lat)


@lru_cache(maxsize=8)
def _utm_projection(zone: int, *, south: bool) -> object:
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, south=south, ellps="WGS84")


def _from_utm(match: re.Match[str]) -> tuple[float, float] | None:
    from pyproj import Proj

    zone = int(match[1])
    if not 1 <= zone <= MAX_UTM_ZONE:
        return None
    # Band letters run from C in the south; N is the first north of the equator.
    projection = _utm_projection(zone, south=match[2] < "N")
    assert isinstance(projection, Proj)
    lon, lat = projection(float(match[3]), float(match[4]), inverse=True)
    return (float(lon), float(lat)) if abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON else None
