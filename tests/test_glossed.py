"""Reports in the languages that are read through their gloss, end to end, with the gazetteer that geoinc brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from geoinc.glossed import phrase_gloss, stretches
from geoinc.language import wordbook
from geoinc.model import Document, Findings, Harm, Incident, RelationKind, Role, Status
from geoinc.phrase import locate
from geoinc.pipeline import Pipeline

PUBLISHED = date(2024, 5, 10)


@cache
def pipeline() -> Pipeline:
    return Pipeline.default()


def run(*texts: str) -> Findings:
    documents = [Document(text, id=f"{i}.txt", published=PUBLISHED) for i, text in enumerate(texts)]
    return pipeline().run(documents).findings


def only(text: str) -> Incident:
    (incident,) = run(text).incidents
    return incident


STRIKE = {
    "ar": "قتل ثلاثة مدنيين وأصيب سبعة آخرون في غارة جوية على بلدة خشام شرقي سوريا يوم الأربعاء.",
    "ru": "При авиаударе по селу Хашам на востоке Сирии в среду погибли трое мирных жителей, ещё семеро ранены.",
    "uk": "Унаслідок авіаудару по Куп'янську в середу загинули троє людей, ще семеро дістали поранення.",
    "fr": "Une frappe aérienne sur Alep, dans le nord de la Syrie, a fait trois morts et sept blessés mercredi.",
    "es": "Un bombardeo aéreo mató el miércoles a tres personas en Alepo, en el norte de Siria, e hirió a otras siete.",
}
PLACES = {"ar": "Khusham", "ru": "Khusham", "uk": "Kupyansk", "fr": "Aleppo", "es": "Aleppo"}


@pytest.mark.parametrize("code", STRIKE)
def test_a_strike_is_told_in_each_language(code: str) -> None:
    incident = only(STRIKE[code])
    assert incident.title.endswith(PLACES[code])
    assert incident.types[0].name == "air strike"
    assert {harm: tally.best for harm, tally in incident.casualties.items()} == {Harm.KILLED: 3, Harm.WOUNDED: 7}
    assert incident.start is not None
    assert incident.start.date() == date(2024, 5, 8)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Взрыв прогремел в 8 км к востоку от Хашама, есть погибшие: двое военных убиты.", "8 км к востоку от Хашама"),
        ("انفجرت عبوة ناسفة على بعد 8 كم شرق مدينة خشام، ما أدى إلى مقتل جنديين.", "8 كم شرق مدينة خشام"),
        ("Вибух стався за 8 км на схід від Куп'янська, загинули двоє військових.", "8 км на схід від Куп'янська"),
        ("Une mine a explosé à 8 km à l'est de Djibo et deux soldats ont été tués.", "à 8 km à l'est de Djibo"),
        ("Una mina explotó a 8 km al este de Cúcuta y dos soldados murieron.", "a 8 km al este de Cúcuta"),
    ],
)
def test_a_relative_location_is_measured(text: str, words: str) -> None:
    incident = only(text)
    (relation,) = (r for r in incident.location.relations if r.distance)
    assert (relation.kind, relation.span.text) == (RelationKind.OFFSET, words)
    assert relation.bearing is not None
    assert (relation.distance.stated_m if relation.distance else 0, relation.bearing.degrees) == (8_000, 90)
    assert incident.casualties[Harm.KILLED].best == 2
    assert "8 km east of" in incident.title


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Patlama, Suriye'nin kuzeyinde, El Bab'ın 5 km güneyinde ve bir köy yakınında oldu.", "El Bab'ın 5 km güneyinde", "Al Bāb"),
        ("این انفجار در ۸ کیلومتری شرق لشکرگاه در جنوب افغانستان روی داد.", "۸ کیلومتری شرق لشکرگاه", "Lashkar Gāh"),
        ('שני אנשים נהרגו בתקיפה 8 ק"מ צפונית לביירות שבלבנון אתמול בערב.', '8 ק"מ צפונית לביירות', "Beirut"),
        ("Die Explosion ereignete sich am Mittwoch 8 Kilometer östlich von Aleppo im Norden Syriens.", "8 Kilometer östlich von Aleppo", "Aleppo"),
        ("O ataque foi na quarta-feira, a 8 km ao norte de Macomia, segundo os moradores da aldeia.", "a 8 km ao norte de Macomia", "Macomia"),
        ("Tre civili sono stati uccisi a 12 chilometri a sud di Tiro, nel sud del Libano, secondo fonti locali.", "a 12 chilometri a sud di Tiro", "Tyre"),
    ],
)  # fmt: skip
def test_further_languages_are_read_as_far_as_their_wordbook_says(text: str, words: str, place: str) -> None:
    document = Document(text, id="0.txt", published=PUBLISHED)
    reading = pipeline().read(document)
    (relation,) = (r for r in reading.relations if r.distance and r.bearing)
    assert relation.span.text == words
    assert relation.anchors[0].text == place


def test_what_a_wordbook_does_not_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    swahili = wordbook.load("sw")
    assert swahili is not None
    monkeypatch.setattr(wordbook, "load", lambda _code: replace(swahili, reads=("places", "relative locations")))
    text = (
        "Watu ishirini wameuawa katika kijiji kilometa ishirini kaskazini mwa mji wa Butembo, mkoa wa Kivu Kaskazini."
    )
    findings = run(text)
    assert not findings.incidents
    assert [r.mention.text for r in findings.resolutions["0.txt"]] == ["Butembo", "Kivu Kaskazini"]
    assert any("Swahili; places and relative locations are read" in note for note in findings.notes)
    assert any("times and incidents are not read" in note for note in findings.notes)


@pytest.mark.parametrize(
    ("text", "place", "killed", "wounded"),
    [
        ("Bei einem Anschlag in Kabul sind am Mittwoch drei Menschen getötet und acht weitere verletzt worden.", "Kabul", 3, 8),
        ("Suriye'nin Halep kentinde çarşamba günü düzenlenen saldırıda 3 sivil yaşamını yitirdi, 8 kişi yaralandı.", "Aleppo", 3, 8),
        ("روز چهارشنبه در پی انفجار در شهر هرات در غرب افغانستان سه نفر کشته و هشت نفر زخمی شدند.", "Herāt", 3, 8),
        ("Watu watatu waliuawa na wengine wanane kujeruhiwa Jumatano katika shambulio mjini Butembo, mkoa wa Kivu Kaskazini.", "Butembo", 3, 8),
        ("Saddex qof ayaa ku dhintay, siddeed kalena waa ay ku dhaawacmeen qarax ka dhacay magaalada Baydhabo ee gobolka Bay Arbacadii.", "Baidoa", 3, 8),
        ("An kashe mutane uku, mutane takwas kuma sun jikkata a harin da aka kai a garin Gwoza na jihar Borno a ranar Laraba.", "Gwoza", 3, 8),
        ("שלושה בני אדם נהרגו ושמונה נפצעו ביום רביעי בפיצוץ בנבטיה שבדרום לבנון, כך מסר משרד הבריאות.", "Nabatieh", 3, 8),
    ],
)  # fmt: skip
def test_incidents_are_read_in_further_languages(text: str, place: str, killed: int, wounded: int) -> None:
    incident = only(text)
    assert place in incident.title
    assert {harm: tally.best for harm, tally in incident.casualties.items()} == {
        Harm.KILLED: killed,
        Harm.WOUNDED: wounded,
    }


def test_every_span_is_the_original_s_own_words() -> None:
    findings = run(*STRIKE.values())
    texts = {d.id: d.text for d in findings.documents}
    spans = [s for i in findings.incidents for s in (*i.spans, *(s for own in i.fields.values() for s in own))]
    assert spans
    assert all(texts[s.document_id][s.start : s.end] == s.text for s in spans)
    for name, found in findings.resolutions.items():
        assert all(texts[name][r.mention.start : r.mention.end] == r.mention.text for r in found)


def test_one_event_in_three_languages_is_one_incident_with_claims_of_each() -> None:
    english = "An air strike on the town of Khusham in eastern Syria on Wednesday killed four people, medics said."
    incidents = run(english, STRIKE["ar"], STRIKE["ru"]).incidents
    assert len(incidents) == 1
    claims = [c for c in incidents[0].claims if c.harm is Harm.KILLED]
    assert {c.span.document_id for c in claims} == {"0.txt", "1.txt", "2.txt"}
    assert {c.min for c in claims} == {3, 4}
    assert "قتل ثلاثة مدنيين" in {c.span.text for c in claims}


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_quotation_in_another_language_is_read_within_an_english_text(between: str) -> None:
    text = (
        f"Residents of Aleppo shared a statement of the civil defence on Wednesday, which reads:{between}"
        "«قتل ثلاثة مدنيين وأصيب سبعة آخرون في غارة جوية على بلدة خشام شرقي دير الزور يوم الأربعاء»"
    )
    document = Document(text, published=PUBLISHED)
    assert [text[s.start : s.end].strip("«»\n ") for s in stretches(document)] == [text[text.index("«") + 1 : -1]]
    (incident,) = (i for i in run(text).incidents if Harm.KILLED in i.casualties)
    assert (incident.title, incident.casualties[Harm.KILLED].best) == ("Air strike at Khusham", 3)


def test_a_village_is_no_city_of_its_name() -> None:
    text = "В селе Саратов под Идлибом в Сирии при обстреле погибла женщина, сообщили спасатели."
    found = {r.mention.text: r.place for r in run(text).resolutions["0.txt"]}
    assert found["Саратов"] is None


def test_what_may_happen_and_where_people_are_brought_is_no_incident_there() -> None:
    text = "При взрыве в Мосуле в Ираке погибли двое рабочих. Раненых доставили в больницу Багдада."
    assert only(text).title == "Bombing in Mosul"
    assert not run("Минобороны предупредило, что боевики могут атаковать Алеппо и обстрелять город.").incidents


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STRIKE["ru"], "Russian; places, relative locations, times and incidents are read"),
        ("V sele Khasham na vostoke Sirii pogibli troe mirnykh zhitelei pri aviaudare v sredu vecherom.", ""),
    ],
)
def test_the_note_says_what_is_read(text: str, said: str) -> None:
    notes = " ".join(run(text).notes)
    assert said in notes


HOSTILE = [
    STRIKE["ru"].replace("Хашам", "Xaшaм"),
    STRIKE["ru"].replace("Хашам", "\u202eХа\u200bшам\u202c"),
    STRIKE["ar"].replace(" ", ""),
    STRIKE["ar"].replace("خشام", "خـشـام\u200f"),
    "при при при при при при при " * 60,
    "،" * 500 + STRIKE["ar"],
    "’".join("l" * 300) + " " + STRIKE["fr"],
    "\ue000\ue001 " + STRIKE["es"],
    STRIKE["uk"].replace("'", "\u02bc"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_or_left_alone(text: str) -> None:
    findings = run(text)
    assert all(text[s.start : s.end] == s.text for i in findings.incidents for s in i.spans)
    assert all(i.casualties[Harm.KILLED].best == 3 for i in findings.incidents if Harm.KILLED in i.casualties)


def test_latin_letters_among_cyrillic_ones_are_looked_through() -> None:
    assert only(HOSTILE[0]).title.endswith("Khusham")
    assert only(HOSTILE[1]).title.endswith("Khusham")


@pytest.mark.parametrize(
    "phrase",
    ["в 8 км к востоку от Хашама", "على بعد 8 كم شرق خشام", "à 8 km à l'est de Khusham", "a 8 km al este de Khusham"],
)
def test_a_bare_phrase_is_located_as_in_english(phrase: str) -> None:
    english, other = locate("8 km east of Khusham", pipeline().gazetteer), locate(phrase, pipeline().gazetteer)
    assert english.region is not None
    assert other.region is not None
    assert other.region.best.distance(english.region.best) < 0.001
    assert other.text == phrase
    assert all(span.text in phrase for span in other.spans)
    assert "8 km east of Khusham" in other.explanation


@pytest.mark.parametrize(
    "phrase", ["somewhere behind the old mill", "12 km N of Zubolo", "in Nowhereville an der Oder"]
)
def test_what_is_english_is_not_read_as_something_else(phrase: str) -> None:
    assert phrase_gloss(phrase, pipeline().gazetteer) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل ثلاثة أشخاص في هجوم على قافلة قرب أنسونغو في مالي يوم الأربعاء.", "Ansongo"),
        ("В среду автобус подорвался на мине близ Ансонго на севере Мали, погибли трое.", "Ansongo"),
        ("В среду боевики напали на рыбаков на озере Чад, пятеро убиты.", "Lake Chad"),
    ],
)
def test_a_name_is_heard_in_the_country_that_the_text_names(text: str, place: str) -> None:
    incident = only(text)
    assert incident.title.endswith(place)


def test_what_sounds_like_no_place_of_the_country_is_no_name() -> None:
    text = "قتل ثلاثة أشخاص في هجوم قرب منزلهم في مالي يوم الأربعاء."
    assert [r.mention.text for r in run(text).resolutions["0.txt"]] == ["مالي"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Donetsk, 9 мая. В Краматорске погибли трое, раненых доставили в больницу Днепра, сообщили в Киеве.", "Kramatorsk"),
        ("Bogotá, 9 may – Tres personas murieron el miércoles en un atentado en Jamundí; los heridos fueron llevados a un hospital de Cali.", "Jamundí"),
        ("Dakar – Trois soldats ont été tués mercredi dans une embuscade près de Djibo, au Burkina Faso. À Paris, un ministre a condamné l'attaque.", "Djibo"),
        ("El presidente viajó el jueves a Popayán tras el atentado que el miércoles dejó cuatro muertos en Piendamó, Cauca.", "Piendamo"),
        ("Quatre personnes ont été blessées mercredi à Agadez dans une explosion, a raconté un habitant joint par téléphone depuis Niamey, au Niger.", "Agadez"),
        ("بيروت – قتل ثلاثة أشخاص يوم الأربعاء في غارة على صور، ونقل الجرحى إلى مستشفى في صيدا.", "Sour"),
    ],
)  # fmt: skip
def test_datelines_hospitals_and_speakers_are_no_scenes(text: str, place: str) -> None:
    (incident,) = [i for i in run(text).incidents if i.status is Status.EVENT]
    assert place in incident.title


def test_what_a_report_remembers_of_months_before_is_background() -> None:
    text = "Cinco policías murieron el miércoles en un ataque en Jamundí. En febrero, tres soldados murieron en una emboscada en Tibú."
    statuses = {i.title.split()[-1]: i.status for i in run(text).incidents}
    assert statuses == {"Jamundí": Status.EVENT, "Tibú": Status.BACKGROUND}


def test_who_said_so_speaks_of_all_before() -> None:
    incident = only(
        "У Херсоні в середу загинула жінка, двоє людей поранені. Про це повідомив начальник ОВА Іван Коваль."
    )
    assert {claim.speaker for claim in incident.claims} == {"начальник ОВА Іван Коваль"}


@pytest.mark.parametrize(
    "text",
    [
        "У середу росіяни вбили трьох людей: двох у Краматорську та одного в Костянтинівці.",
        "В среду два человека погибли в Краматорске и один в Константиновке.",
        "Miércoles: dos personas murieron en Kramatorsk y una en Kostiantynivka, informó la policía de Ucrania el jueves.",
    ],
)
def test_numbers_shared_out_among_places_are_incidents_of_their_own(text: str) -> None:
    killed = [i.casualties[Harm.KILLED].best for i in run(text).incidents]
    assert killed == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "La cifra de muertos por el bombardeo del miércoles contra el puerto de Odesa se elevó a 80. El balance anterior era de 38 muertos.",
        "В среду при ударе по Одессе погибли 80 человек. Ранее власти сообщали о 38 погибших.",
        "ارتفعت حصيلة الغارة على حلب يوم الأربعاء إلى 80 قتيلا، وكانت حصيلة سابقة تحدثت عن 38 قتيلا.",
    ],
)
def test_an_earlier_toll_is_no_event_and_not_the_toll(text: str) -> None:
    assert only(text).casualties[Harm.KILLED].best == 80


def test_the_day_on_which_somebody_said_so_is_not_the_events() -> None:
    incident = only(
        "Le bilan de l'attaque d'Alep est passé à huit morts, ont annoncé vendredi les secours. Elle s'est produite mercredi, cette attaque."
    )
    assert incident.start is not None
    assert incident.start.date() == date(2024, 5, 8)


def test_a_nationality_is_no_place_but_who_did_it() -> None:
    incident = only(
        "Ізраїльський безпілотник у середу вдарив по автомобілю в Тірі на півдні Лівану, загинули троє людей."
    )
    assert incident.title == "Air strike in Tyre"
    assert [(a.role, a.name) for a in incident.actors if a.role is Role.ATTACKER] == [(Role.ATTACKER, "Israeli forces")]


def test_a_place_in_a_groups_name_is_no_scene() -> None:
    incident = only(
        "Seis personas murieron el miércoles en un ataque en Salamanca, Guanajuato. "
        "El ataque se debe a la pugna entre el Cártel de Santa Rosa de Lima y otros."
    )
    assert "Salamanca" in incident.title


def test_a_bare_name_in_a_script_without_capitals_is_one_in_a_text_of_its_country() -> None:
    told = "قتل شخصان في انفجار خزان {} شمالي {} يوم الأربعاء."
    found = {
        name: [r.mention.text for r in run(told.format("زحلة", name)).resolutions["0.txt"]]
        for name in ("لبنان", "اليمن")
    }
    assert found == {"لبنان": ["زحلة", "لبنان"], "اليمن": ["اليمن"]}


def test_a_group_s_initials_are_no_city() -> None:
    told = "Dos agentes murieron el miércoles en un ataque contra el CAI de Cúcuta, en Colombia."
    assert [r.mention.text for r in run(told).resolutions["0.txt"]] == ["Cúcuta", "Colombia"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # Where and when it happened stands in a sentence of its own.
        ("Трое шахтёров погибли при взрыве. Это случилось в среду в городе Воркута.", "Vorkuta"),
        (
            "Une mine a sauté au passage d'un car, tuant cinq voyageurs. Les faits se sont produits mercredi à Djibo.",
            "Djibo",
        ),
        # Governments sit elsewhere, and a country that acts is no ground.
        ("Удар прийшовся по місту Баальбек у Лівані в середу. Уряд у Києві нарахував 19 загиблих.", "Baalbek"),
        ("Un dron mató el miércoles a dos vecinos en Kupiansk. Ucrania denuncia que Rusia ataca civiles.", "Kupyansk"),
        # What a local service tells of is where the service is.
        ("أعلنت غرفة طوارئ مليط في السودان مقتل 14 مدنيا في غارة على السوق يوم الأربعاء.", "Mellit"),
    ],
)
def test_a_scene_is_where_it_happened_and_not_who_says_so(text: str, place: str) -> None:
    assert only(text).title.endswith(place)


def test_a_distance_is_measured_from_a_district_s_seat() -> None:
    [location] = (
        run("قتل شرطيان في هجوم على بعد 30 كم شرق قضاء الرطبة في العراق يوم الأربعاء.").incidents[0].location.relations
    )
    assert location.anchors[0].candidates[0].place.name == "Al-Rutba"


def test_of_provinces_of_one_name_that_of_the_country_told_is_meant() -> None:
    told = "Un hombre murió el miércoles en un tiroteo en el departamento de Colón, en el norte de Honduras."
    places = {r.mention.text: r.place for r in run(told).resolutions["0.txt"]}
    assert places["Colón"] is not None
    assert places["Colón"].country == "HN"


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        (
            "Murieron dos soldados y nueve personas más, cuatro de ellas civiles, resultaron heridas en Cúcuta.",
            {"killed": 2, "wounded": 9},
        ),
        (
            "В Дербенте при обстреле убиты пять человек, двое из них дети, трое получили осколочные ранения.",
            {"killed": 5, "wounded": 3},
        ),
        (
            "Четыре жителя села Ворух Исфаринского района Таджикистана погибли, 11 ранены при обстреле.",
            {"killed": 4, "wounded": 11},
        ),
    ],
)
def test_a_part_of_a_number_is_no_toll_and_names_part_no_number_from_its_harm(text: str, toll: dict[str, int]) -> None:
    assert {harm.value: tally.best for harm, tally in only(text).casualties.items()} == toll


def test_the_day_on_which_bodies_were_found_is_not_the_events() -> None:
    incident = only("В понедельник в Воркуте произошёл взрыв метана. Тела двоих горняков нашли в среду.")
    assert incident.start is not None
    assert incident.start.date() == date(2024, 5, 6)
    assert incident.casualties[Harm.KILLED].best == 2


def test_a_district_that_holds_no_town_told_before_is_another_ground() -> None:
    told = (
        "У Павлограді в середу загинув хлопець, шестеро поранені. У Синельниківському районі поранено двох робітників."
    )
    assert [i.casualties[Harm.WOUNDED].best for i in run(told).incidents] == [6, 2]


def test_a_municipality_of_a_countrys_name_is_no_country() -> None:
    told = "Un hombre murió el miércoles en el corregimiento El Plateado, municipio de Argelia, en el Cauca, Colombia."
    places = {r.mention.text: r.place for r in run(told).resolutions["0.txt"]}
    assert places["Argelia"] is None or places["Argelia"].country == "CO"


def test_seven_of_them_are_a_toll_where_no_number_stands_before() -> None:
    incident = only("Un convoi a été attaqué mercredi à Djibo. Sept d'entre eux sont morts.")
    assert incident.casualties[Harm.KILLED].best == 7


def test_events_without_a_day_were_on_the_only_one_told() -> None:
    told = "В Горловке погибли двое. В Ясиноватой ранен один человек. Всё это произошло в среду, 8 мая."
    assert [(i.start and i.start.date()) for i in run(told).incidents] == [date(2024, 5, 8)] * 2


def test_a_group_named_with_a_figure_is_read() -> None:
    incident = only("Trois civils ont été tués mercredi à Goma par des rebelles du M23.")
    assert [a.name for a in incident.actors if a.role is Role.ATTACKER] == ["M23"]


def test_a_night_without_a_day_is_the_one_before_its_report() -> None:
    incident = only("Уночі дрони вдарили по Ізмаїлу, загинули троє людей.")
    assert incident.start is not None
    assert incident.start.date() == date(2024, 5, 9)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mardin'in Midyat ilçesinde çarşamba günü 2 kişi hayatını kaybetti. Yaralılar Nusaybin Devlet Hastanesi'ne kaldırıldı.", "Midyat"),
        ("Троє людей загинули в середу в Харкові. Росіяни запустили шахеди з Ростовської області.", "Kharkiv"),
    ],
)  # fmt: skip
def test_where_people_are_brought_and_weapons_come_from_is_no_scene(text: str, place: str) -> None:
    assert place in only(text).title


def test_a_group_of_armed_people_is_told_whole() -> None:
    incident = only("Un grupo de encapuchados prendió fuego el miércoles a un autobús en Tibú; tres personas murieron.")
    assert [a.span.text for a in incident.actors if a.role is Role.ATTACKER] == ["grupo de encapuchados"]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Двоє людей загинули в середу у Вигоницькому районі Брянської області.", "Вигоницькому", "Vygonichsky District"),
        ("Двое погибли в среду в Исфаринском районе Таджикистана.", "Исфаринском", "Isfara"),
    ],
)  # fmt: skip
def test_an_adjective_of_a_district_is_heard_in_another_languages_name(text: str, name: str, place: str) -> None:
    found = {r.mention.text: r.place for r in run(text).resolutions["0.txt"]}
    assert found[name] is not None
    assert found[name].name == place  # type: ignore[union-attr]


def test_what_the_gazetteer_lacks_is_no_village_that_it_hardly_sounds_like() -> None:
    found = {
        r.mention.text: r.place
        for r in run("قتل تسعة حراس في هجوم على منجم للذهب في بلدة باتاز شمالي بيرو يوم الأحد.").resolutions["0.txt"]
    }
    assert found["باتاز"] is None


@pytest.mark.parametrize(
    ("text", "role", "who"),
    [
        ("Los bombardeos lanzados el miércoles por Israel contra Baalbek dejaron tres muertos.", Role.ATTACKER, "Israel"),
        ("Tres soldados murieron el miércoles en Tibú en un ataque de un grupo armado.", Role.ATTACKER, "grupo armado"),
        ("Sicarios asesinaron por la noche a un dirigente en Tocoa.", Role.TARGET, "dirigente"),
        ("Luanda, 9 mai - A polícia matou seis pessoas na quarta-feira em Cafunfo, segundo os moradores da vila.", Role.ATTACKER, "polícia"),
    ],
)  # fmt: skip
def test_who_did_it_stands_behind_by_or_opens(text: str, role: Role, who: str) -> None:
    assert [a.span.text for a in only(text).actors if a.role is role] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Хоккеисты в среду выиграли матч в Омске: атака хозяев была точнее, а удар капитана решил исход.",
        "Синоптики прогнозируют в среду в Пензе сильный паводок и оползни.",
        "La tormenta podría alcanzar el jueves las costas de Cancún, según el servicio meteorológico.",
        "La película cuenta la historia de tres soldados que mueren en una emboscada en Tibú.",
        "Une cérémonie a été organisée mercredi à Nice en mémoire des victimes de l'attentat.",
        "حذرت الأرصاد من سيول متوقعة في مسقط يوم الأربعاء.",
        "У середу в Полтаві вшанували пам'ять жертв обстрілу.",
    ],
)
def test_matches_films_forecasts_and_memories_are_no_incidents(text: str) -> None:
    assert [i.title for i in run(text).incidents if i.status is Status.EVENT] == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Hallaron cinco cuerpos el miércoles en una fosa en Tibú, Norte de Santander.", 5),
        ("Les assaillants ont abattu six otages mercredi à Djibo, au Burkina Faso.", 6),
        ("צעיר בן 20 נורה למוות ביום רביעי בחיפה.", 1),
        ("Un homme a été tué mercredi à Djibo, au Burkina Faso, par des inconnus.", 1),
    ],
)
def test_bodies_hostages_and_ages_are_counted_as_what_they_are(text: str, killed: int) -> None:
    assert only(text).casualties[Harm.KILLED].best == killed


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Au moins douze villageois qui puisaient de l'eau près de leur champ ont été fauchés mercredi à Djibo.", 12),
        ("Силы безопасности в среду уничтожили девять боевиков в Дербенте.", 9),
        ("أودت غارة بأربعة عمال يوم الأربعاء في حلب.", 4),
    ],
)
def test_people_are_counted_across_a_relative_clause_and_as_wiped_out(text: str, killed: int) -> None:
    assert only(text).casualties[Harm.KILLED].best == killed


def test_tanks_that_are_destroyed_are_nobody() -> None:
    told = "Военные в среду нанесли удар под Херсоном и уничтожили девять танков."
    assert Harm.KILLED not in only(told).casualties


def test_a_far_town_of_a_name_is_none_in_a_text_of_another_country() -> None:
    found = {
        r.mention.text: r.place
        for r in run("قتل تسعة مسلحين في جبال كال شمالي الصومال يوم الأربعاء.").resolutions["0.txt"]
    }
    assert found["كال"] is None


def test_a_city_that_begins_like_an_elided_word_is_whole() -> None:
    told = "Deux hommes ont été tués mercredi à N'Djamena, au Tchad."
    assert "N'Djamena" in [r.mention.text for r in run(told).resolutions["0.txt"]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Un vecino de Cúcuta fue asesinado a tiros el miércoles en Tibú.", "Tibú"),
        (
            "Desde Lima, el ministro confirmó que dos soldados murieron el miércoles en una emboscada en Huanta.",
            "Huanta",
        ),
        ("В Дамаске заявили, что в среду при ударе по Алеппо убиты двое.", "Aleppo"),
        ("Trois habitants de Bunia ont été tués mercredi à Komanda par des rebelles.", "Komanda"),
        ("Убиты двое жителей Харькова.", "Kharkiv"),
    ],
)
def test_where_people_are_from_and_speak_yields_to_where_it_happened(text: str, place: str) -> None:
    assert place in only(text).title


def test_a_road_that_joins_two_towns_is_a_scene() -> None:
    incident = only("Une bombe a explosé mercredi sur la route reliant Djibo à Bourzanga, tuant quatre commerçants.")
    assert [r.kind for r in incident.location.relations] == [RelationKind.ROAD]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("El gobernador viajó el miércoles a Tibú, donde una bomba mató a tres agentes.", "Tibú"),
        ("Семья из Тулы погибла в среду под Рязанью: взорвался газ, четверо убиты.", "Ryazan"),
        ("عاد المبعوث من الرياض إلى عدن فيما قتل خمسة جنود يوم الأربعاء في هجوم في زنجبار باليمن.", "Zin"),
        ("أطلقت صواريخ من الموصل باتجاه قاعدة في أربيل يوم الأربعاء فقتل حارسان.", "Erbil"),
    ],
)
def test_where_somebody_comes_from_and_goes_yields_to_where_it_happened(text: str, place: str) -> None:
    assert place in only(text).title


def test_a_route_between_two_names_and_a_dash_is_no_scene() -> None:
    told = "Вагоны поезда Москва — Казань сошли с рельсов в среду близ Мурома, двое погибли."
    assert "Murom" in only(told).title


def test_where_an_attack_took_place_is_told_beside_whom_it_is_laid_to() -> None:
    told = (
        "Six chauffeurs ont été abattus mercredi en Centrafrique. L'attaque, attribuée aux rebelles, a eu lieu à Bouar."
    )
    assert "Bouar" in only(told).title


@pytest.mark.parametrize(
    "text",
    [
        "Cinco camponeses foram mortos no domingo por homens armados no norte de Moçambique, segundo a polícia.",
        "Neuf bergers ont été tués mardi par des hommes armés à l'ouest du Niger.",
    ],
)
def test_a_direction_of_a_country_is_a_part_of_it(text: str) -> None:
    (incident,) = run(text).incidents
    assert [r.kind for r in incident.location.relations] == [RelationKind.PART]


def test_the_ends_of_a_road_are_found_and_are_no_scene() -> None:
    text = "Cuatro ingenieros fueron secuestrados el martes en la vía Ocaña-Ábrego, en Norte de Santander, Colombia."
    findings = run(text)
    assert [r.mention.text for r in findings.resolutions["0.txt"]] == [
        "Ocaña",
        "Ábrego",
        "Norte de Santander",
        "Colombia",
    ]
    (incident,) = findings.incidents
    assert "Norte de Santander" in incident.title


def test_a_district_is_that_of_the_town_whose_name_follows_it() -> None:
    text = "Пассажир автобуса погиб при атаке дрона в Днепровском районе Херсона утром 8 мая, сообщили в прокуратуре."
    (incident,) = run(text).incidents
    region = incident.location.region
    assert region is not None
    assert abs(region.best.x - 32.6) < 0.5


def test_a_dateline_is_no_scene_where_the_text_tells_another_place() -> None:
    text = (
        "OUAGADOUGOU (agences) — Des individus armés ont arrêté mardi un car de transport à vingt kilomètres de Kaya, au "
        "Burkina Faso. Six passagers ont été exécutés, selon des rescapés."
    )
    incidents = run(text).incidents
    assert incidents
    assert all("Ouagadougou" not in i.title for i in incidents)


def test_what_is_fired_from_a_country_at_a_town_falls_on_the_town() -> None:
    text = "שלושה עובדים נהרגו ביום שני מפגיעה ישירה של טיל בליסטי ששוגר מאיראן לעבר חיפה, נמסר מכבאות והצלה."
    (incident,) = run(text).incidents
    assert "Haifa" in incident.title


def test_a_lake_yields_to_the_town_beside_it() -> None:
    text = "Une pirogue surchargée a sombré jeudi matin sur le lac Kivu, à quelques mètres du port de Goma. On dénombre 78 noyés, a précisé le gouverneur."
    (incident,) = run(text).incidents
    assert "Goma" in incident.title


def test_a_quarter_is_not_in_another_town_than_the_text_s() -> None:
    text = "قتلت ثلاث نساء وأصيب طفل، الاثنين، بقذيفة هاون سقطت على منزل في حي الروضة شرقي مدينة تعز جنوب غربي اليمن، وفق منظمة حقوقية."
    (incident,) = run(text).incidents
    region = incident.location.region
    assert region is not None
    assert abs(region.best.x - 44.02) < 0.5


def test_an_office_that_speaks_is_no_scene_beside_a_district() -> None:
    text = "Hakkari Valiliği: Çukurca ilçesinde çarşamba günü meydana gelen kazada iki asker hayatını kaybetti, bir kişi yaralandı."
    (incident,) = run(text).incidents
    assert "ukurca" in incident.title


def test_the_road_between_two_towns_is_between_them() -> None:
    text = "افراد مسلح چهارشنبه در محور خاش به زاهدان در استان سیستان و بلوچستان ایران دو کارگر را کشتند و یک نفر را زخمی کردند."
    (incident,) = run(text).incidents
    assert any(r.kind in {RelationKind.ROAD, RelationKind.BETWEEN} for r in incident.location.relations)


def test_a_night_written_together_with_its_day_is_one_of_that_day() -> None:
    text = "انفجار گاز در معدنی در نزدیکی شهر طبس در خراسان جنوبی ایران، شنبه‌شب جان ۵۱ معدنچی را گرفت و ۲۰ نفر دیگر را مجروح کرد."
    (incident,) = run(text).incidents
    assert incident.start is not None
    assert incident.start.date() == date(2024, 5, 4)
