"""Findings made by hand, and a browser that opens the pages offline."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import shapely
import shapely.affinity

from geoinc.model import (
    Actor,
    Alternative,
    Anchor,
    Bearing,
    Claim,
    Discarded,
    Distance,
    Document,
    EventType,
    Findings,
    Harm,
    Incident,
    Location,
    Mention,
    MentionKind,
    Operator,
    Place,
    PlaceKind,
    PlaceLabel,
    Reason,
    Region,
    Relation,
    RelationKind,
    Resolution,
    Role,
    SetAside,
    Span,
    Stance,
    Status,
    Tally,
    TimePrecision,
    Working,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TEXT = (
    "Warplanes hit a column near Khusham\n\n"
    "Aircraft and guns of the coalition struck a column on Wednesday night some 8 km east of the "
    "deconfliction line on the Euphrates, near Khusham in Deir al-Zor province.\n"
    "A US officer said about 100 fighters died. The Russian ministry spoke of 25 wounded and no dead. "
    "One defender was hurt, a spokesman for the Syrian army's rivals added.\n"
    "In Hasakah, far to the north-east, a roadside bomb wounded three people on Friday.\n"
    "Last year's missile strikes were another matter.\n"
    "كتب مراسلنا من دير الزور أن الهدوء عاد 🙂 إلى البلدة."
)

STRIKE = EventType(
    "air strike", acled_event="Explosions/Remote violence", acled_sub_event="Air/drone strike", ucdp=1, plover="ASSAULT"
)
BOMB = EventType(
    "roadside bomb", acled_event="Explosions/Remote violence", acled_sub_event="Remote explosive/landmine/IED"
)
CLASH = EventType("armed clash", acled_event="Battles", acled_sub_event="Armed clash", ucdp=1)


class Extents:
    """Lines and areas of the places below."""

    def __init__(self, shapes: dict[str, shapely.Geometry]) -> None:
        self.shapes = shapes

    def extent(self, place_id: str) -> shapely.Geometry | None:
        return self.shapes.get(place_id)


LINE = shapely.LineString([(39.95, 35.55), (40.08, 35.42), (40.15, 35.33), (40.24, 35.22), (40.38, 35.1)])
PROVINCE = shapely.Polygon(
    [(38.9, 35.6), (39.7, 36.0), (40.6, 35.7), (41.35, 34.4), (40.9, 34.3), (39.6, 34.4), (38.8, 35.1)]
)
EXTENTS = Extents({"t:euphrates": LINE, "t:line": LINE, "t:province": PROVINCE})


def place(key: str, name: str, kind: PlaceKind, lon: float, lat: float, **more: object) -> Place:
    return Place(f"t:{key}", name, kind, shapely.Point(lon, lat), country="SY", _extents=EXTENTS, source="test", **more)


KHUSHAM = place("khusham", "Khusham", PlaceKind.SETTLEMENT, 40.29, 35.31, admin1="Deir ez-Zor", population=12_000)
KHUSHAM_WEST = place("khusham2", "Khusham", PlaceKind.SPOT, 38.4, 36.6)
HASAKAH = place("hasakah", "Al-Hasakah", PlaceKind.SETTLEMENT, 40.75, 36.5, population=188_000)
PROVINCE_PLACE = place("province", "Deir ez-Zor", PlaceKind.ADMIN1, 40.0, 35.0)
EUPHRATES = place("euphrates", "Euphrates", PlaceKind.RIVER, 40.15, 35.33)
DECONFLICTION = place("line", "Deconfliction line", PlaceKind.LINE, 40.15, 35.33, uncertainty_m=1000.0)
SYRIA = place("syria", "Syria", PlaceKind.COUNTRY, 38.5, 35.0)


def span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(document.id, start, start + len(words), words)


def mention(document: Document, words: str, kind: MentionKind = MentionKind.LITERAL) -> Mention:
    found = span(document, words)
    return Mention(found.start, found.end, words, kind)


def blob(lon: float, lat: float, radius_deg: float) -> shapely.Geometry:
    return shapely.affinity.scale(shapely.Point(lon, lat).buffer(radius_deg), 1.2, 0.9)


def region(lon: float, lat: float, radius_deg: float) -> Region:
    return Region(
        shapely.Point(lon, lat),
        blob(lon, lat, radius_deg * 0.55),
        blob(lon, lat, radius_deg),
        radius_m=radius_deg * 105_000,
        area90_m2=radius_deg**2 * 3.4e10,
    )


def main_location(document: Document) -> Location:
    words = span(document, "8 km east of the deconfliction line on the Euphrates")
    anchor = Anchor("deconfliction line", span(document, "deconfliction line"), (Alternative(DECONFLICTION, 0.9),))
    east = Relation(
        RelationKind.OFFSET,
        (anchor,),
        words,
        distance=Distance(7_500, 8_500, 8_000, 1_000),
        bearing=Bearing(90, 30, "east"),
    )
    far = Relation(RelationKind.NEAR, (anchor,), span(document, "Hasakah"))
    band = shapely.affinity.translate(LINE, 0.088).buffer(0.02)
    return Location(
        region(40.309, 35.336, 0.06),
        text="8 km east of the deconfliction line on the Euphrates",
        relations=(east,),
        spans=(words, span(document, "near Khusham")),
        explanation="8 km east of the deconfliction line, near Khusham, in Deir ez-Zor: the product of three densities.",
        working=(
            Working("anchor", "the deconfliction line", LINE),
            Working("band", "7.5 to 8.5 km from it, on its eastern side", band),
            Working("cone", "near Khusham", blob(40.29, 35.31, 0.09)),
            Working("area", "Deir ez-Zor province", PROVINCE),
            Working("product", "where all of them hold", blob(40.309, 35.336, 0.06)),
        ),
        set_aside=(SetAside(far, "it lies 130 km off the other phrases"),),
    )


def strike(document: Document, location: Location) -> Incident:
    night = datetime(2018, 2, 7, 19, tzinfo=UTC)
    return Incident(
        "inc-strike",
        "Air strike near Khusham",
        (STRIKE, CLASH),
        location,
        start=night,
        end=datetime(2018, 2, 8, 3, tzinfo=UTC),
        time_precision=TimePrecision.DAY,
        time_text="Wednesday night",
        actors=(
            Actor("coalition", Role.ATTACKER, span(document, "coalition"), side="coalition", kind="state"),
            Actor("column", Role.TARGET, span(document, "column"), stance=Stance.SUSPECTED, speaker="a US officer"),
        ),
        claims=strike_claims(document),
        casualties={Harm.KILLED: Tally(0, 100, 100, disputed=True), Harm.WOUNDED: Tally(1, 25, 26)},
        spans=(
            span(
                document,
                TEXT.split("\n")[2],
            ),
            span(document, TEXT.split("\n")[3]),
        ),
        fields={"time": (span(document, "Wednesday night"),)},
    )


def strike_claims(document: Document) -> tuple[Claim, ...]:
    return (
        Claim(
            Harm.KILLED,
            span(document, "about 100 fighters died"),
            min=100,
            max=100,
            operator=Operator.ABOUT,
            victims="fighters",
            speaker="a US officer",
            speaker_span=span(document, "A US officer"),
            stance=Stance.CLAIMED,
        ),
        Claim(Harm.WOUNDED, span(document, "25 wounded"), min=25, max=25, speaker="the Russian ministry"),
        Claim(
            Harm.KILLED,
            span(document, "no dead"),
            min=0,
            max=0,
            operator=Operator.NONE,
            negated=True,
            speaker="the Russian ministry",
        ),
        Claim(Harm.WOUNDED, span(document, "One defender was hurt"), min=1, max=1, victims="defender", subset=True),
    )


def other_incidents(document: Document) -> tuple[Incident, ...]:
    friday = datetime(2018, 2, 9, tzinfo=UTC)
    bomb = Incident(
        "inc-bomb",
        "Roadside bomb in Hasakah",
        (BOMB,),
        Location(region(40.75, 36.5, 0.05), text="In Hasakah", explanation="in the town of Al-Hasakah"),
        start=friday,
        end=friday,
        time_precision=TimePrecision.DAY,
        claims=(Claim(Harm.WOUNDED, span(document, "wounded three people"), min=3, max=3),),
        casualties={Harm.WOUNDED: Tally(3, 3, 3)},
        spans=(span(document, TEXT.split("\n")[4]),),
    )
    lost = Incident(
        "inc-lost",
        "Missile strikes",
        (STRIKE,),
        Location(None, reason=Reason.NO_LOCATION),
        status=Status.BACKGROUND,
        spans=(span(document, TEXT.split("\n")[5]),),
    )
    return bomb, lost


def resolutions(document: Document) -> list[Resolution]:
    return [
        Resolution(
            mention(document, "Khusham"),
            KHUSHAM,
            probability=0.93,
            alternatives=(Alternative(KHUSHAM, 0.93), Alternative(KHUSHAM_WEST, 0.07)),
        ),
        Resolution(mention(document, "deconfliction line"), DECONFLICTION, probability=0.9),
        Resolution(mention(document, "Euphrates"), EUPHRATES, probability=0.99),
        Resolution(mention(document, "Deir al-Zor province"), PROVINCE_PLACE, probability=0.97),
        Resolution(mention(document, "Russian", MentionKind.DEMONYM), None, reason=Reason.NOT_A_PLACE),
        Resolution(mention(document, "Syrian", MentionKind.DEMONYM), SYRIA, probability=0.99),
        Resolution(mention(document, "Hasakah"), HASAKAH, probability=0.98),
        Resolution(mention(document, "دير الزور"), PROVINCE_PLACE, probability=0.9),
    ]


LABELS = tuple(
    PlaceLabel(name, lon, lat, rank, kind)
    for rank, (name, lon, lat, kind) in enumerate(
        [
            ("Syria", 38.5, 35.0, PlaceKind.COUNTRY),
            ("Iraq", 42.5, 34.0, PlaceKind.COUNTRY),
            ("Aleppo", 37.16, 36.2, PlaceKind.SETTLEMENT),
            ("Mosul", 43.13, 36.34, PlaceKind.SETTLEMENT),
            ("Raqqa", 39.01, 35.95, PlaceKind.SETTLEMENT),
            ("Deir ez-Zor", 40.14, 35.34, PlaceKind.SETTLEMENT),
            ("Al-Mayadin", 40.45, 35.02, PlaceKind.SETTLEMENT),
            ("Abu Kamal", 40.92, 34.45, PlaceKind.SETTLEMENT),
            ("Palmyra", 38.28, 34.56, PlaceKind.SETTLEMENT),
            ("Sinjar", 41.87, 36.32, PlaceKind.SETTLEMENT),
            ("القامشلي", 41.23, 37.05, PlaceKind.SETTLEMENT),
            ("Lake Assad", 38.2, 36.0, PlaceKind.LAKE),
        ]
    )
)


def one_article() -> Findings:
    """Findings of one report: three incidents, one of them unlocated."""
    document = Document(
        TEXT,
        title="Warplanes hit a column near Khusham",
        published=date(2018, 2, 12),
        source="example.org",
        uri="https://example.org/a",
    )
    location = main_location(document)
    return Findings(
        documents=(document,),
        resolutions={document.id: resolutions(document)},
        locations={document.id: [location]},
        incidents=(strike(document, location), *other_incidents(document)),
        discarded=(Discarded(span(document, "Aircraft"), "an ordinary word that is also a hamlet"),),
        labels=LABELS,
        notes=("The date of the report was read from its text.",),
    )


@pytest.fixture(scope="session")
def article() -> Findings:
    return one_article()


CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        message = "chromium is not installed: tests/clients.sh installs it on Debian"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


class Watched:
    """A page with all that it asked for or complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda entry: self.complaints.append(entry.text) if entry.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(error.stack or str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    @property
    def outside(self) -> list[str]:
        """Requests to anything but the file itself and data inside it."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def show(html: str, *, width: int = 1440, height: int = 900, fragment: str = "", **more: object) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, accept_downloads=True, **more
        )
        contexts.append(context)
        file = tmp_path / f"map{len(contexts)}.html"
        file.write_text(html, "utf-8")
        context.set_default_timeout(8_000)
        watched = Watched(context.new_page())
        watched.page.goto(file.as_uri() + fragment)
        watched.page.wait_for_selector("html[data-ready]", state="attached")
        return watched

    yield show
    for context in contexts:
        context.close()
