"""What a translation exchanges: names in other spellings are none, other names are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.across import exchanged
from assistant.proof.translated import keeps_facts

SAME = [
    (
        "A clean KORE1 search takes about 17 days [1].",
        "Eine saubere KORE1-Suche dauert etwa 17 Tage [1].",
    ),
    ("The office is in Munich [1].", "Das Büro ist in München [1]."),
    ("The office is in Vienna [1].", "La oficina está en Viena [1]."),
    ("The fair is in Cologne [1].", "Le salon a lieu à Cologne [1]."),
    ("Sarah Lindqvist killed the rewrite [2].", "Sarah Lindqvist hat die Neufassung gestoppt [2]."),
    ("Sarah Lindqvist killed the rewrite [2].", "Sarah Lindqvist a arrêté la réécriture [2]."),
    (
        "The median pay is $171,200 a year [3].",
        "El salario medio es de 171.200 dólares al año [3].",
    ),
    (
        "The median pay is $171,200 a year [3].",
        "Das mittlere Gehalt liegt bei 171.200 $ im Jahr [3].",
    ),
    ("It takes two to three weeks [1].", "Es dauert zwei bis drei Wochen [1]."),
    ("It takes two to three weeks [1].", "Ça prend 2 à 3 semaines [1]."),
    ("Half of the teams use SQL [1].", "La metà dei team usa SQL [1]."),
    ("Jira and Confluence are used [4].", "Se usan Jira y Confluence [4]."),
    ("According to Glassdoor the range is 12% [1].", "Laut Glassdoor beträgt die Spanne 12 % [1]."),
    ("The summit was in Geneva in May 2024 [1].", "Der Gipfel war im Mai 2024 in Genf [1]."),
    ("The TPM owns the API contract [1].", "Der TPM ist für den API-Vertrag verantwortlich [1]."),
    ("Amazon and Google hire them [1].", "Amazon et Google les recrutent [1]."),
    ("Moscow and Warsaw have offices [1].", "In Moskau und Warschau gibt es Büros [1]."),
    (
        "Five engineers report to Karen O'Neil [1].",
        "Cinco ingenieros dependen de Karen O'Neil [1].",
    ),
    (
        "It rose by 3.5 points between 2019 and 2021 [1].",
        "È salito di 3,5 punti tra il 2019 e il 2021 [1].",
    ),
    ("London pays more than Prague [1].", "Londra paga più di Praga [1]."),
    ("TPMs own APIs and SDKs [1].", "TPMs verantworten APIs und SDKs [1]."),
    ("The EU and the UN agreed [1].", "La UE y la ONU llegaron a un acuerdo [1]."),
    ("HR checks it before the start [1].", "Les RH le vérifient avant le début [1]."),
    ("Tests run before the release [1].", "Vor dem Release laufen Tests [1]."),
    ("After the launch they meet [1].", "Sobald der Start vorbei ist, treffen sie sich [1]."),
    ("They meet after the launch [1].", "Se reúnen tras el lanzamiento [1]."),
    ("They meet after the launch [1].", "Ze komen na de lancering bijeen [1]."),
    ("First they talk, then they write [1].", "Vor allem reden sie, dann schreiben sie [1]."),
]
OTHER = [
    (
        "A clean KORE1 search takes about 17 days [1].",
        "Eine saubere KORE1-Suche dauert etwa 71 Tage [1].",
    ),
    ("The office is in Munich [1].", "Das Büro ist in Wien [1]."),
    ("The office is in Vienna [1].", "La oficina está en Venecia [1]."),
    ("The fair is in Cologne [1].", "Le salon a lieu à Lyon [1]."),
    ("Sarah Lindqvist killed the rewrite [2].", "Anna Lindqvist hat die Neufassung gestoppt [2]."),
    ("Sarah Lindqvist killed the rewrite [2].", "Tom Berger a arrêté la réécriture [2]."),
    (
        "The median pay is $171,200 a year [3].",
        "El salario medio es de 117.200 dólares al año [3].",
    ),
    (
        "The median pay is $171,200 a year [3].",
        "Das mittlere Gehalt liegt bei 171.200 $ im Monat [3].",
    ),
    ("It takes two to three weeks [1].", "Es dauert zwei bis drei Monate [1]."),
    ("It takes two to three weeks [1].", "Ça prend 2 à 4 semaines [1]."),
    ("Jira and Confluence are used [4].", "Se usan Jira y Trello [4]."),
    ("According to Glassdoor the range is 12% [1].", "Laut Gartner beträgt die Spanne 12 % [1]."),
    ("The summit was in Geneva in May 2024 [1].", "Der Gipfel war im März 2024 in Genf [1]."),
    (
        "The TPM owns the API contract [1].",
        "Der TPM ist nicht für den API-Vertrag verantwortlich [1].",
    ),
    ("Amazon and Google hire them [1].", "Amazon et Microsoft les recrutent [1]."),
    ("Moscow and Warsaw have offices [1].", "In Minsk und Warschau gibt es Büros [1]."),
    (
        "It rose by 3.5 points between 2019 and 2021 [1].",
        "È salito di 5,3 punti tra il 2019 e il 2021 [1].",
    ),
    ("London pays more than Prague [1].", "Londra paga più di Parigi [1]."),
    ("The EU agreed [1].", "La ONU llegó a un acuerdo [1]."),
    ("HR checks it before the start [1].", "Les RH le vérifient après le début [1]."),
    ("Tests run before the release [1].", "Nach dem Release laufen Tests [1]."),
    ("They meet after the launch [1].", "Se reúnen antes del lanzamiento [1]."),
    ("They meet after the launch [1].", "Si incontrano prima del lancio [1]."),
    ("They meet after the launch [1].", "Encontram-se antes do lançamento [1]."),
    ("They meet after the launch [1].", "Ze komen bijeen voordat de lancering begint [1]."),
]


@pytest.mark.parametrize(("said", "told"), SAME)
def test_the_same_in_another_language_is_let_through(said: str, told: str) -> None:
    assert keeps_facts(said, told)


@pytest.mark.parametrize(("said", "told"), OTHER)
def test_something_else_is_not(said: str, told: str) -> None:
    assert not keeps_facts(said, told)


def test_a_short_form_of_the_documents_is_not_put_in_the_place_of_another() -> None:
    """Both stand in the quotes, so that neither is an invention."""
    quotes = "They own the API, the SDK and the PRD."
    assert not keeps_facts("They own the API [1].", "Sie verantworten das SDK [1].", quotes)
    assert keeps_facts("They own the API [1].", "Sie verantworten die API [1].", quotes)


def test_words_that_the_documents_write_small_are_no_names() -> None:
    said = "Ask the Owner of the Platform [1]."
    told = "Fragen Sie, wem die technische Basis hier gehört [1]."
    assert not keeps_facts(said, told)
    assert keeps_facts(said, told, common=frozenset({"owner", "platform"}))


def texts_of(value: object, key: str = "") -> dict[str, str]:
    """The texts of a page in one language, by where they stand."""
    if isinstance(value, dict):
        return {k: t for n, v in value.items() for k, t in texts_of(v, f"{key}.{n}").items()}
    return {key: value} if isinstance(value, str) else {}


def test_sentences_of_the_pages_are_taken_for_what_they_are() -> None:
    """Texts that people translated: nothing is exchanged in them, and next to nothing seems so."""
    folder = Path(__file__).parents[2] / "assistant" / "web" / "words"
    pages = {
        code: texts_of(json.loads((folder / f"{code}.json").read_text("utf-8")))
        for code in ("en", "de", "fr", "es", "it", "pt", "nl")
    }
    english = {key: text for key, text in pages.pop("en").items() if len(text) > 25}
    common = frozenset(w for text in english.values() for w in re.findall(r"[a-z]+", text))
    pairs = [
        (code, key, text, page[key])
        for code, page in pages.items()
        for key, text in english.items()
        if key in page
    ]
    assert len(pairs) > 300
    alarms = [f"{code}{key}" for code, key, one, other in pairs if exchanged(one, other, common)]
    assert len(alarms) <= len(pairs) // 100, alarms


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert isinstance(exchanged(one, other), str)
