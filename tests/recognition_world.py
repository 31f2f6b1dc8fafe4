"""A small real gazetteer for recognition: towns, countries with their demonyms, a state."""

from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import PlaceKind
from geoinc.toponyms.recognize import Recognizer, default

TOWNS = {
    "Beirut": (35.5, 33.9, "LB", 361_000), "Mosul": (43.1, 36.3, "IQ", 1_700_000), "Gao": (0.0, 16.3, "ML", 86_000),
    "Paris": (2.35, 48.85, "FR", 2_100_000), "Moscow": (37.6, 55.75, "RU", 10_400_000), "Damascus": (36.3, 33.5, "SY", 1_500_000),
    "Louisville": (-85.8, 38.3, "US", 600_000), "Washington": (-77.0, 38.9, "US", 600_000), "Nice": (7.3, 43.7, "FR", 338_000),
    "Mogadishu": (45.3, 2.0, "SO", 2_500_000), "Dar es Salaam": (39.3, -6.8, "TZ", 5_400_000), "Deir al-Zor": (40.1, 35.3, "SY", 211_000), "London": (-0.1, 51.5, "GB", 8_900_000),
}  # fmt: skip
COUNTRIES = {
    "Syria": (38.5, 35.0, "SY", ["Syrian", "Syrians"], []), "Russia": (96.7, 61.9, "RU", ["Russian", "Russians"], []),
    "Somalia": (46.0, 6.0, "SO", ["Somali"], []), "Iraq": (44.0, 33.0, "IQ", ["Iraqi"], []),
    "United States": (-98.5, 39.8, "US", ["American"], ["US", "U.S."]),
}  # fmt: skip


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    towns = [testing.place(n, x, y, country=c, population=p) for n, (x, y, c, p) in TOWNS.items()]
    countries = [
        testing.place(n, x, y, kind=PlaceKind.COUNTRY, country=c, code=c, demonyms=d, abbreviations=a)
        for n, (x, y, c, d, a) in COUNTRIES.items()
    ]
    kentucky = testing.place("Kentucky", -85.3, 37.8, kind=PlaceKind.ADMIN1, country="US", abbreviations=["Ky."])
    return testing.gazetteer(towns, countries, kentucky)


@pytest.fixture(scope="session")
def recognizer(gazetteer: Gazetteer) -> Recognizer:
    return default(gazetteer)
