"""Words that people ask with and that say nothing of what they ask about, by language.

Lists of stop words are made for articles: they have "der" and "con", and lack "darf", "wohin",
"cuánto" and "puedo". In a short question such a word would weigh as much as its subject, and
"Darf ich einen Hund halten?" would find the sentence with "darf". English is not here: there the
search is read by a trained reader.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.text import patterns as re

_WORDS: Mapping[str, str] = {
    "de": """
        bitte brauche braucht brauchen bekomme bekommt bekommen darf darfst dürfen dürft dürfte
        eigentlich gern gerne geht gib gibt gehen gelten habt halte halten hallo kannst könnt kriege
        lange mag möchte möchten mache macht musst müssen müsst nehme oft sag soll sollen sollst
        tue tun überhaupt viele wann warum wem wen wer weshalb wessen wieso wieviel wie will wissen
        woher wohin womit wofür worauf wozu kostet
        """,
    "es": """
        acerca adónde cómo cuál cuáles cuándo cuánta cuántas cuánto cuántos debe deben debo decir
        dime dónde favor gustaría hace hacer haces hacen hago haría hola necesita necesito pasa
        podemos poder podría podrías puede pueden puedes puedo quiere quiero quién
        saber tenemos tener
        tenéis tengo tiene tienen usar va vale voy cuesta cuestan
        """,
    "fr": """
        besoin bonjour combien comment dois doit est-ce faire fais fait faut lequel laquelle où
        peut peux peut-on pourquoi puis-je quand quel quelle quelles quels quoi savoir voudrais veux
        coûte coûtent
        """,
    "it": """
        bisogno che chi come cosa devo deve dove fare ho perché posso può quale quali quando quanta
        quante quanto quanti serve vorrei costa costano
        """,
    "pt": """
        como devo deve fazer onde porque posso pode preciso qual quais quando quanta quantas quanto
        quantos quem quero tenho tem custa custam
        """,
    "nl": """
        hoe hoeveel hoelang graag heb heeft kan kunnen kunt mag mogen moet moeten waar waarom
        wanneer wat welke wie wil kost
        """,
}


def asking_words(language: str) -> frozenset[str]:
    """The words of a language, in small letters; empty for one that is not known here."""
    return frozenset(re.findall(r"\S+", _WORDS.get(language, "")))
