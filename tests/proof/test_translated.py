"""A translation keeps the markers, numbers and names of what was proved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.translated import keeps_facts, new_figures

PROVED = "KORE1 needs about 17 days [1]. The median wage is $171,200, half a year ago [2]."


@pytest.mark.parametrize(
    "translation",
    [
        "KORE1 braucht etwa 17 Tage [1]. Der Medianlohn ist 171.200 $, vor einem halben Jahr [2].",
        "KORE1 a besoin de 17 jours environ [1]. Le salaire médian est de 171 200 $ [2].",
        "KORE1 大约需要 17 天 [1]。工资中位数为 171,200 美元 [2]。",
        "KORE1 को लगभग १७ दिन चाहिए [1]। औसत वेतन १७१,२०० डॉलर है [2]।",
    ],
)
def test_a_translation_with_the_same_facts_is_kept(translation: str) -> None:
    assert keeps_facts(PROVED, translation)


@pytest.mark.parametrize(
    "translation",
    [
        "",
        "KORE1 braucht 17 Tage. Der Medianlohn ist 171.200 $ [2].",
        "KORE1 braucht 17 Tage [2]. Der Medianlohn ist 171.200 $ [1].",
        "KORE1 braucht 71 Tage [1]. Der Medianlohn ist 171.200 $ [2].",
        "KORE1 braucht 17 Tage [1]. Der Medianlohn ist hoch [2].",
        "KORE1 braucht 17 Tage [1]. Der Medianlohn ist 171.200 $ und 5 % mehr [2].",
        "Wir brauchen 17 Tage [1]. Der Medianlohn ist 171.200 $ [2].",
        "KORE1 braucht etwa 171.200 Tage [1]. Der Medianlohn ist 17 $ [2].",
        "Laut Gartner braucht KORE1 17 Tage [1]. Der Medianlohn ist 171.200 $ [2].",
        "KORE1 a besoin de 17 jours selon la Sorbonne [1]. Le salaire est de 171 200 $ [2].",
        "KORE1 braucht laut IBM 17 Tage [1]. Der Medianlohn ist 171.200 $ [2].",
        "KORE1 braucht 17 Tage [1]. Der Medianlohn ist 171.200 $ [2]. " + "Und noch mehr. " * 30,
    ],
)
def test_one_with_other_facts_is_not(translation: str) -> None:
    assert not keeps_facts(PROVED, translation)


def test_names_of_the_quotes_and_numbers_in_words_may_be_used() -> None:
    assert keeps_facts("They write six specs [1].", "Sie schreiben 6 Specs [1].")
    assert not keeps_facts("They write specs [1].", "Ein TPM schreibt Specs [1].")
    assert keeps_facts("They write specs [1].", "Ein TPM schreibt Specs [1].", "A TPM writes.")


LEVERAGE = "Most of a TPM’s leverage travels through documents, not meetings [1]."


@pytest.mark.parametrize(
    "translation",
    [
        "Gartner zufolge wirkt ein TPM durch Dokumente, nicht durch Besprechungen [1].",
        "Wie Deloitte schreibt, wirkt ein TPM durch Dokumente, nicht durch Besprechungen [1].",
        "Eine Studie von Deloitte zeigt: Ein TPM wirkt durch Dokumente, nicht anders [1].",
        "Selon une étude de Gartner, un TPM agit par des documents, pas autrement [1].",
        "L’influence d’un TPM passe par des documents, pas autrement, affirme Forrester [1].",
        "Según un informe de Deloitte, un TPM influye con documentos y no con reuniones [1].",
        "L'influenza di un TPM passa dai documenti, non dalle riunioni, come in Accenture [1].",
        "Volgens onderzoek van Gartner werkt een TPM via documenten, niet anders [1].",
    ],
)  # fmt: skip
def test_nobody_is_named_whom_the_original_does_not_name(translation: str) -> None:
    assert not keeps_facts(LEVERAGE, translation)


@pytest.mark.parametrize(
    "translation",
    [
        "Laut dem Artikel wirkt ein TPM durch Dokumente, nicht durch Besprechungen [1].",
        "L’essentiel de l’influence d’un TPM passe par les documents, pas par les réunions [1].",
        "La influencia de un TPM pasa por los documentos, no por las reuniones [1].",
    ],
)
def test_what_names_nobody_is_kept(translation: str) -> None:
    assert keeps_facts(LEVERAGE, translation)


def test_a_name_may_be_translated() -> None:
    said = "The Salt Museum opens at ten [1]."
    common = frozenset({"salt", "museum"})
    assert keeps_facts(said, "Le Musée du Sel ouvre à 10 heures [1].", "10", common)
    more = "Le Musée du Sel ouvre à 10 heures chez Gartner [1]."
    assert not keeps_facts(said, more, "10", common)


def test_the_spelling_of_numbers_is_told() -> None:
    assert "171.2" in str(new_figures("It is 171,200 [1].", "Es sind 171.200 [1]."))
    assert new_figures("It is 17 [1].", "Es sind 17 [1].") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert keeps_facts(one, other) in (True, False)
    new_figures(one, other)
