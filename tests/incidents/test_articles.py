"""Short articles of our own read from end to end: claims, dates and places stay with the event that they are of."""

from __future__ import annotations

from datetime import date

import pytest

import geoinc
from geoinc.incidents.reading import TOLD
from geoinc.model import Document, Harm, Incident, Reason, RelationKind, Role, Status
from geoinc.pipeline import Pipeline


def incidents(text: str, published: date) -> list[Incident]:
    return list(Pipeline.default().run([Document(text, id="article", published=published)]).incidents)


def claims(incident: Incident) -> set[tuple[str, int | None, str | None]]:
    return {(c.harm.value, c.min, c.speaker) for c in incident.claims}


def day(incident: Incident) -> date | None:
    return incident.start.date() if incident.start else None


def phrases(incident: Incident) -> str:
    return "; ".join(r.span.text for r in incident.location.relations)


def by_word(found: list[Incident], word: str) -> Incident:
    [one] = [i for i in found if any(word in s.text for s in i.spans)]
    return one


def test_a_toll_stays_with_the_shelling_of_its_sentence_and_not_with_the_war() -> None:
    found = incidents(
        "ADEN (Wire) - At least 14 shoppers were killed and more than 30 injured when mortar shells hit a bazaar in "
        "Taiz on Tuesday, a hospital director said.\n\n"
        "A nurse said she had counted 19 bodies.\n\n"
        "The war, which broke out in Sanaa in September 2014, has killed more than 100,000 people, the United Nations says.",
        date(2019, 5, 16),
    )
    [one] = found
    assert claims(one) == {
        ("killed", 14, "hospital director"),
        ("wounded", 30, "hospital director"),
        ("killed", 19, "nurse"),
    }
    assert day(one) == date(2019, 5, 14)
    assert "Taiz" in phrases(one)
    assert "ADEN" not in phrases(one)
    assert all(a.role is not Role.ATTACKER for a in one.actors)


def test_an_older_ambush_keeps_its_dead() -> None:
    found = incidents(
        "Rebels ambushed an army patrol on Friday 40 km north of Quibdo, Colombia, killing six soldiers, the army said.\n\n"
        "The attack recalls a March 2018 ambush in Arauca in which nine soldiers were killed.",
        date(2021, 5, 9),
    )
    assert [(i.status, {c.min for c in i.claims}) for i in found] == [
        (Status.EVENT, {6}),
        (Status.BACKGROUND, {9}),
    ]
    assert not any(t.disputed for i in found for t in i.casualties.values())


def test_an_unknown_village_lies_where_its_region_and_its_next_sentence_say() -> None:
    [one] = incidents(
        "NIAMEY: Armed men killed 58 people in the village of Xbanirou, in the Tillaberi region of western Niger, in the "
        "night from Monday to Tuesday, a local councillor said. The government later put the death toll at 47.\n\n"
        "The village lies about 50 km north of Ouallam.\n\n"
        "Italy, which has 300 soldiers in the country, condemned the attack in Rome.",
        date(2021, 3, 18),
    )
    assert claims(one) == {("killed", 58, "local councillor"), ("killed", 47, "government")}
    assert {RelationKind.IN, RelationKind.OFFSET} <= {r.kind for r in one.location.relations}
    assert not {"NIAMEY", "Rome"} & set(phrases(one).split("; "))
    assert {a.name for a in one.actors if a.role is Role.ATTACKER} == {"Armed men"}


def test_a_strike_is_dated_by_the_day_before_the_rescue() -> None:
    found = incidents(
        "HARARE, Mar 3 (Wire) - Divers recovered the wreck on Thursday after a bomb blast a day earlier killed nine people "
        "on a ferry in Beira, Mozambique, the port captain said.",
        date(2022, 3, 4),
    )
    assert [day(i) for i in found] == [date(2022, 3, 2)]


def test_marches_keep_the_day_before_their_purpose() -> None:
    found = incidents(
        "Thousands marched through Santiago, Chile, on Saturday to protest against pension cuts, the union said. Police fired "
        "tear gas and arrested 40 people. Two officers were slightly hurt.\n\n"
        "In Valparaiso a 33-year-old woman died overnight after being hit by a rubber bullet, prosecutors said on Sunday.",
        date(2019, 11, 3),
    )
    march, death = found
    assert march.types[0].name == "protest with intervention"
    assert day(march) == date(2019, 11, 2)
    assert claims(march) >= {("detained", 40, None), ("wounded", 2, None)}
    assert claims(death) == {("killed", 1, "prosecutors")}
    assert "Valparaiso" in phrases(death)


def test_lists_add_up_and_speakers_are_no_victims() -> None:
    [one] = incidents(
        "Gunmen abducted 12 pupils and two teachers from a school near Kaduna, Nigeria, on Monday, a state commissioner said. "
        "A parent put the number of missing at 20.",
        date(2021, 7, 7),
    )
    tally = one.casualties[Harm.KIDNAPPED]
    assert (tally.low, tally.best, tally.high) == (14, 14, 14)
    assert not any("commissioner" in c.victims for c in one.claims)


def test_strikes_in_answer_keep_their_own_dead() -> None:
    found = incidents(
        "A drone strike set off a fire near a refinery in Jeddah on Monday, killing one Egyptian, police said. The Houthis "
        "claimed responsibility for the attack.\n\n"
        "Early on Tuesday the Saudi-led coalition bombed a barracks near Sanaa. About 15 people were killed in the strikes, "
        "a doctor said.",
        date(2021, 6, 10),
    )
    answer = by_word(found, "barracks")
    assert claims(answer) == {("killed", 15, "doctor")}
    assert "Saudi-led coalition" in {a.name for a in answer.actors}
    assert ("killed", 15, "doctor") not in claims(by_word(found, "refinery"))


def test_a_place_that_nothing_is_known_of_gets_its_region_and_its_own_dead() -> None:
    found = incidents(
        "Gunmen killed at least 32 farmers in a raid on the village of Qxaru, about 15 km from Sebba, in northern Burkina "
        "Faso on Thursday, the government said.\n\n"
        "On Friday evening, four people were killed in Tadbxyat, in the same region.",
        date(2021, 6, 5),
    )
    first, second = found
    assert [{c.min for c in i.claims} for i in found] == [{32}, {4}]
    assert any(r.distance is not None for r in first.location.relations)
    assert not any(r.distance is not None for r in second.location.relations)


def test_a_namesake_abroad_gives_way_to_the_region_named_after_it() -> None:
    [one] = incidents(
        "Gunmen killed nine herders in a raid on Solhan, northern Burkina Faso, on Thursday, an elder said.",
        date(2021, 6, 5),
    )
    countries = {a.candidates[0].place.country for r in one.location.relations for a in r.anchors if a.candidates}
    assert countries == {"BF"}


def test_a_pit_that_explodes_is_an_accident() -> None:
    found = incidents(
        "An explosion tore through a coal mine near Zonguldak in northern Turkey early on Friday, killing 22 miners, the "
        "energy ministry said. The mayor later put the death toll at 25.",
        date(2022, 10, 16),
    )
    [one] = found
    assert one.types[0].name == "man-made disaster"
    assert claims(one) == {("killed", 22, "energy ministry"), ("killed", 25, "mayor")}


@pytest.mark.parametrize(
    "text",
    [
        "France condemned the attack in Bangui.",
        "The war in the Sahel has killed thousands of people and displaced two million.",
    ],
)
def test_reactions_and_war_totals_are_no_incident(text: str) -> None:
    assert incidents(text, date(2020, 1, 8)) == []


def test_a_report_is_the_same_twice() -> None:
    text = "Police arrested 12 people in Nairobi on Monday after a riot, an officer said."
    first, second = (geoinc.map_incidents([Document(text, published=date(2020, 1, 8))]).incidents for _ in range(2))
    assert first == second


def test_an_attack_on_a_town_is_not_the_toll_of_its_whole_region() -> None:
    found = incidents(
        "Rebel shelling killed five civilians in Idlib province over the weekend, the governor said.\n\n"
        "Doctors asked for more blood.\n\n"
        "The army said it had bombed a rebel arms store near Binnish.",
        date(2019, 9, 10),
    )
    province, store = by_word(found, "five civilians"), by_word(found, "arms store")
    assert province is not store
    assert "Binnish" not in phrases(province)
    assert "Binnish" in phrases(store)
    assert not store.claims


def test_where_a_bus_came_from_and_went_is_not_where_it_overturned() -> None:
    [one] = incidents(
        "A bus travelling from Nairobi to Mombasa overturned near Voi on Monday, killing nine passengers. The injured "
        "were taken to Malindi.",
        date(2019, 9, 10),
    )
    assert phrases(one) == "near Voi"


def test_a_toll_right_behind_its_event_is_that_events() -> None:
    found = incidents(
        "Militiamen killed 80 people in Zalingei, aid workers said. They accused the army of shelling Nyala.\n\n"
        "An air strike hit a market in El Obeid on 9 November. Fourteen civilians died and 22 were injured.",
        date(2023, 11, 12),
    )
    strike = by_word(found, "El Obeid")
    assert {(c.harm.value, c.min) for c in strike.claims} == {("killed", 14), ("wounded", 22)}
    assert all(c.min not in {14, 22} for i in found if i is not strike for c in i.claims)


def test_an_earthquake_has_the_houses_that_fell_in_villages_nobody_knows() -> None:
    [one] = incidents(
        "An earthquake struck western Nepal early on Wednesday, killing at least six people in Doti, officials said. "
        "It was felt in New Delhi. Eight houses collapsed in Qorvani village and five people were injured.",
        date(2022, 11, 9),
    )
    assert {(c.harm.value, c.min) for c in one.claims} == {("killed", 6), ("wounded", 5)}


def test_an_ambush_between_places_nobody_knows_is_not_the_raid_of_the_same_day() -> None:
    found = incidents(
        "Armed men raided Macomia, in Mozambique, on Sunday, killing three farmers.\n\n"
        "Also on Sunday a convoy was ambushed on the road between Qorvani and Zaldene; one driver was wounded.",
        date(2024, 3, 14),
    )
    ambush = by_word(found, "convoy")
    assert ambush.location.region is None
    assert {(c.harm.value, c.min) for c in by_word(found, "farmers").claims} == {("killed", 3)}


def test_a_stretch_of_border_is_ground_of_its_own() -> None:
    found = incidents(
        "Militants fired rockets at Beersheba and Ashkelon on Thursday, the army said.\n\n"
        "Talks went on in Cairo.\n\n"
        "A farm worker was killed by mortar fire near the Lebanese border.",
        date(2021, 5, 20),
    )
    assert not by_word(found, "rockets").claims
    assert any("border" in o.span.text for o in by_word(found, "farm worker").place_options)


def test_a_road_between_two_towns_fuses_no_place_in_the_far_one() -> None:
    (found,) = incidents(
        "Gunmen waylay traders near Birnin Gwari, abduct 14\n\n"
        "Bandits on motorcycles on Wednesday waylaid a convoy of traders on the Birnin Gwari-Kaduna road, Kaduna State, "
        "shooting dead three of them, residents said.\n\n"
        "A vigilante said the gunmen came out of the forest some 12 kilometres south of Birnin Gwari. "
        "The bodies were taken to the General Hospital, Birnin Gwari, while two persons with gunshot wounds were referred "
        "to Barau Dikko hospital in Kaduna, police said in Kaduna.",
        date(2026, 11, 20),
    )
    assert "road" in phrases(found)
    assert "Barau Dikko" not in phrases(found)


def test_a_dateline_with_brackets_is_no_scene_and_an_accident_has_no_suspect() -> None:
    found = incidents(
        "Raid in Djugu leaves nine dead\n\n"
        "Bunia (Radio) - At least nine people lost their lives in an incursion attributed to CODECO militiamen in the locality "
        "of Lopa, Djugu territory, on Monday, according to civil society. The assailants burned thirty houses.\n\n"
        "On Sunday, a boat coming from Tchomia capsized on Lake Albert; two bodies have been recovered.",
        date(2026, 11, 26),
    )
    assert "Bunia" not in phrases(by_word(found, "incursion"))
    assert {a.name for a in by_word(found, "incursion").actors if a.role is Role.ATTACKER} >= {"CODECO"}
    assert not [a for a in by_word(found, "capsized").actors if a.role is Role.ATTACKER]


def test_police_arrest_and_others_abduct() -> None:
    found = incidents(
        "Police detained two journalists in Bamako on Friday.\n\nMilitants detained nine aid workers near Baidoa on Thursday.",
        date(2026, 11, 24),
    )
    assert by_word(found, "journalists").types[0].name == "arrest"
    assert by_word(found, "aid workers").types[0].name == "abduction"


def test_all_who_died_since_a_date_are_no_toll_of_one_shell() -> None:
    found = incidents(
        "In El Obeid a shell hit a hospital, killing four patients, a union said. A relief body said at least 413 "
        "people had been killed across Sudan since April 15.",
        date(2023, 4, 22),
    )
    shell = by_word(found, "hospital")
    assert {(c.harm.value, c.min) for c in shell.claims} == {("killed", 4)}
    assert day(shell) != date(2023, 4, 15)


@pytest.mark.parametrize(
    "sum_of_months",
    [
        "Since September, when the gang split after the arrest of its head in El Paso, more than 1,200 people have been killed.",
        "More than 1,200 people have been killed in the state since late September.",
    ],
)
def test_all_who_died_since_a_month_are_no_toll(sum_of_months: str) -> None:
    found = incidents(
        f"Nine men were shot dead in Culiacan on Monday, police said.\n\n{sum_of_months}\n\nShops close at dusk.",
        date(2025, 4, 9),
    )
    assert {c.min for i in found for c in i.claims} == {9}


def test_a_sentence_that_turns_elsewhere_tells_one_event_with_its_toll() -> None:
    found = incidents(
        "A ferry sank off Zanzibar on Monday, leaving three people missing.\n\n"
        "Meanwhile in Kandahar, Afghanistan, a roadside bomb struck a minibus in Arghandab, killing seven people.",
        date(2020, 2, 1),
    )
    assert len(found) == 2
    assert {(c.harm.value, c.min) for c in by_word(found, "minibus").claims} == {("killed", 7)}


def test_a_headline_that_names_the_region_is_of_the_event_below_it() -> None:
    [found] = incidents(
        "Air strike kills 17 in Sagaing village, resistance says\n\n"
        "A military jet bombed a monastery in Sagaing Region's Kanbalu township on Saturday, killing at least 17 people, residents said.",
        date(2023, 11, 18),
    )
    assert "Kanbalu" in phrases(found)


def test_who_is_taken_to_a_hospital_was_not_hurt_there() -> None:
    found = incidents(
        "At least 17 farmers were shot dead when gunmen swept through fields outside the town of Damboa, Nigeria, on Saturday, "
        "residents said.\n\nSix others who were hurt were driven to a hospital in Biu.\n\n"
        "A doctor in Maiduguri thought that more than 20 people had died.",
        date(2024, 6, 24),
    )
    assert [i.title.rsplit(maxsplit=1)[-1] for i in found if i.location.region] == ["Damboa"]


def test_a_place_and_a_day_bear_out_words_that_alone_are_doubtful() -> None:
    [found] = incidents("Fighting broke out in El Fasher on Tuesday.", date(2018, 2, 12))
    assert found.probability is not None
    assert found.probability < TOLD
    assert found.location.region is not None
    assert incidents("Fighting broke out, Sudan said.", date(2018, 2, 12)) == []
    assert incidents("Shells fell near Khusham, Syria, on Wednesday.", date(2018, 2, 12))
    assert incidents("Shells fell, Syria said.", date(2018, 2, 12)) == []
    assert incidents("Rockets hit a market in Idlib on Monday.", date(2018, 2, 12))
    assert incidents("The home team hammered its guests in Idlib on Monday.", date(2018, 2, 12)) == []


def test_a_land_too_large_for_a_pin_is_listed_and_not_located() -> None:
    [found] = incidents(
        "Landslide kills 19 in South Sulawesi\n\nNineteen people were killed on Monday by a landslide in South Sulawesi, officials said.",
        date(2024, 4, 15),
    )
    assert found.location.reason is Reason.TOO_VAGUE
    assert found.place_options[0].name == "South Sulawesi"


def test_what_is_in_a_town_near_another_is_not_of_what_happened_near_both() -> None:
    found = incidents(
        "Israeli forces shot dead two Palestinians during an overnight raid on the Jenin refugee camp in the occupied West Bank, the "
        "health ministry said on Sunday.\n\nHours later, settlers set fire to two cars in the town of Huwara, near Nablus, the mayor said.",
        date(2024, 3, 3),
    )
    assert [phrases(i).split(";")[0] for i in found] == ["Jenin refugee camp", "in the town of Huwara"]


def test_there_is_the_place_that_its_sentence_names_even_that_of_who_speaks() -> None:
    found = incidents(
        "Rebels shelled the market of Idlib on Saturday and killed five people, the governor said.\n\n"
        "Separately, doctors in Binnish said that an air strike killed six people there the same day.",
        date(2019, 9, 10),
    )
    assert "in Binnish" in phrases(by_word(found, "six people"))
    assert "Binnish" not in " ".join(phrases(by_word(found, "five people")))
