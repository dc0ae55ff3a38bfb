"""What an answer in part leaves open, in the words of the person who asked.

"The article does not say …" must be true of what was asked, and not of a question that is merely
near: the place, the amount and the name have to be the visitor's. So words are taken over from a
known question only where the two differ in nothing that matters; otherwise they are made from the
question itself, by rules that keep its words (text/reported.py), and where no rule fits it is
quoted. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.kernel import asked_in
from assistant.reading.lacking.figure_asked import what_lacks, without_measure
from assistant.sources.bank import BankEntry
from assistant.text import patterns as re
from assistant.text.agreement import LINK, names_several
from assistant.text.asides import EXAMPLES
from assistant.text.clauses import clause_of, counted
from assistant.text.forms import Abbreviations, plain
from assistant.text.reported import reported
from assistant.text.requests import asked_if_mentioned, thing_wanted
from assistant.text.unframed import own_case, unframed
from assistant.text.words import content_stems
from assistant.understanding.followup import names_source

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASIDE = re.compile(r"\s*\([^()]*\?[^()]*\)")
"""A guess in brackets is no question of its own: "the target (three nines? four?)"."""
_TO_KNOW = re.compile(
    r"^(?:i|we)(?: want| need| would like|'d like) to know (?=the |their |any )", re.I
)
_THING = re.compile(r"(?:the|their|its|his|her|your|any)\s+\w", re.IGNORECASE)
_EXPLAIN = re.compile(
    r"^(?:(?:please|also|and|can you|could you) )*(?:explain|describe|say|state|specify|clarify)"
    r"(?: (?:to )?(?:me|us))? (?=(?:what|which|who|how|when|where|whether)\b)",
    re.IGNORECASE,
)
_AS_IT_STANDS = re.compile(
    r"(?:what|which|who|how|when|where|whether)\b(?: [\w'’/-]+){1,6} (?:is|are|was|were|does|do"
    r"|means?|earns?|works?)",
    re.IGNORECASE,
)
"""A question in the order of a clause: "what a wick is"."""
_TURNED = re.compile(
    r"^\w+ (?:is|are|was|were|do|does|did|can|could|should|would|will|has|have)\b", re.I
)
_BARE_THING = re.compile(r"^(?=(?:meaning|definition|origin|number|name|price|date) of )", re.I)
_WH = re.compile(r"\b(?:what|how|who|when|where|which|why)\b", re.IGNORECASE)
_IS_THERE = re.compile(
    r"(?:(?:so|and|but|ok|well)[, ]+)*(?:is|are|was|were) there\b", re.IGNORECASE
)
_WHETHER = re.compile(r"(?:do|does|did|must|should|can|could|may|is|are)\b", re.IGNORECASE)
_DOES = re.compile(r"(?:do|does|did)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|yours?)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|me|my|we|us|our|you|your)\b", re.IGNORECASE)
_RANK = re.compile(r"\b(?:better|best|worse|worst|better off)\b", re.IGNORECASE)
_WHICH_OF = re.compile(r"(?:what|which|who)(?:['’]?s| is| are)? [\w-]+, .*\bor\b", re.IGNORECASE)
"""Things to choose from behind a comma: "what's worse, oil or tar" has no other order of words."""
_HOW = re.compile(
    r"(?:(?:and|but|so) )?(?P<asked>how (?:much|many|long|often|far|soon|big|early|late)"
    r"|since when|in (?:what|which) order)",
    re.I,
)
"""Behind another question this is a clause as it stands."""
_LASTS = re.compile(r"how long \w+ .+ (?:take|last)\W*$", re.IGNORECASE)
"""Its last word is the verb, whatever stands before it: "how long should a tower watch last"."""
_ASKED = re.compile(r"[?.!,;:]|\b(?:is|are|was|were|do|does|did|has|have|should|or|not)\b")
_THING_MOST = 8
ADDED_MOST = 1
"""Words of a known question's lack that neither it nor this one has ("earns" of "pay")."""
_NARROWER = frozenset(
    content_stems(
        "share percentage usual typical average exact exactly number list names everybody"
    )
)
"""Stems that narrow what lacks, where nobody asked for so narrow a thing."""
_TO_DO = re.compile(r"\bdo\W*$", re.IGNORECASE)
_QUOTED_MOST = 110
"""Characters of a question that is repeated as it stands."""


def missing_words(
    question: str, near: Sequence[BankEntry], names: Iterable[str], short: Abbreviations
) -> str:
    """What completes "The article does not say …" for a question answered in part.

    Args:
        question: what was asked, without its frame.
        near: entries of the bank that are answered in part, nearest first.
        names: what the corpus calls its subject; recognised as the subject of a question.
        short: the abbreviations of the corpus.

    Returns:
        Words of the question, or of the first entry that asks the same in all that matters.
    """
    asked = _content(asked_in(question), short)
    own = " ".join((*names, *short))
    for entry in near:
        if not entry.missing or _of_another(entry, question):
            continue
        if adapted := _taken_over(entry, asked, short, own):
            return as_written(adapted, short)
    return indirect(question, names, short)


def as_written(words: str, short: Abbreviations) -> str:
    """The words with every abbreviation of the corpus as the corpus writes it ("tpm"); what is
    quoted stays as it was typed."""
    forms = {form.lower(): form for name in short for form in (name, f"{name}s")}
    return _WORD.sub(lambda found: forms.get(found.group().lower(), found.group()), words)


def indirect(question: str, names: Iterable[str], short: Abbreviations) -> str:
    """The question as a clause ("what a keeper earns in Rome"); in quotes where no rule is safe.

    Of a message with a story in front only what it asks is repeated.
    """
    asked = unframed(asked_in(without_measure(EXAMPLES.sub("", _ASIDE.sub("", question)))))
    if mentioned := asked_if_mentioned(asked):
        return f"anything about {as_written(mentioned, short)}"
    if figure := what_lacks(asked):
        return as_written(figure, short)
    if own_case(asked):
        return "what to do about that" if _TO_DO.search(asked) else "what that means for you"
    asked = _BARE_THING.sub("the ", _TO_KNOW.sub("", asked))
    thing = thing_wanted(asked) or asked
    lasting = clause_of(asked, names) if _LASTS.match(asked) else ""
    told = counted(asked) or lasting or reported(asked, names) or clause_of(asked, names)
    clause = "" if names_source(asked) else told
    clause = "" if names_source(asked) else clause or _of_a_thing(thing)
    if _WHICH_OF.match(asked):
        clause = ""
    if _EXPLAIN.match(asked):
        clause = _to_explain(_EXPLAIN.sub("", asked).strip(" ?!."), names)
    if how := _HOW.fullmatch(asked.strip(" ?!.")):
        clause = how["asked"].lower()
    bare = re.sub(r"\s+", " ", asked).strip(" \t.,!?;:…")
    if clause or len(bare) > _QUOTED_MOST:
        return as_written(clause, short) or "more about that"
    return f"“{bare}”"


def _to_explain(words: str, names: Iterable[str]) -> str:
    """What is to be explained ("what a wick is", "what is a wick") as a clause, if it is one."""
    in_order = _AS_IT_STANDS.fullmatch(words) and not _TURNED.match(words)
    return words if in_order else reported(words, names)


def _of_a_thing(words: str) -> str:
    """ "the usual fee" as a clause, "what the usual fee is"; empty for other words."""
    bare = words.strip(" \t.!?,;:…")
    if not _THING.match(bare) or len(bare.split()) > _THING_MOST or _ASKED.search(bare):
        return ""
    if bare.lower().startswith("any "):
        return f"anything about {bare[4:]}"
    several = len(LINK.split(bare)) == 1 and " and " in bare
    many = several or names_several(bare)
    return f"what {bare[0].lower()}{bare[1:]} {'are' if many else 'is'}"


def _taken_over(entry: BankEntry, asked: dict[str, str], short: Abbreviations, names: str) -> str:
    """The entry's words, where they hold for the question that was asked; else nothing.

    Where one name or figure differs on each side ("Denver", "Austin"), it is exchanged; another
    word is not, since only names and figures fit where another stood.
    """
    known = _content(entry.text, short)
    said = _content(entry.missing or "", short)
    only_known = [word for word in known if word not in asked]
    only_asked = [word for word in asked if word not in known]
    words = entry.missing or ""
    if _says_more([found for found in said if found not in only_known], asked, names):
        return ""
    if not only_asked and not any(word in said for word in only_known):
        return words
    if len(only_asked) == len(only_known) == 1 and only_known[0] in said:
        old, new = known[only_known[0]], asked[only_asked[0]]
        if not all(word[0].isupper() or word[0].isdigit() for word in (old, new)):
            return ""
        if old.rstrip("s") == new.rstrip("s"):
            return words  # one or several of the same
        if old.rstrip("s").lower() in names.lower().split():
            return ""  # the subject is nobody else: "whether a keeper must know Brest"
        swapped, times = re.subn(rf"\b{re.escape(old)}\b", new, words, flags=re.IGNORECASE)
        return swapped if times == 1 else ""
    return ""


def _of_another(entry: BankEntry, question: str) -> bool:
    """Whether an entry asks in another way, or speaks of the visitor or of what is better where
    this question does not."""
    ways = [found.group().lower() for text in (entry.text, question) if (found := _WH.search(text))]
    if len(ways) == len((entry, question)) and ways[0] != ways[1]:
        return True
    words = entry.missing or ""
    if _other_way_round(entry.text, question):
        return True
    if _WHETHER.match(question) and _WH.match(words) and _WH.match(entry.text):
        return True  # "must a keeper know oil" does not ask what oil is for
    if _IS_THERE.match(question) and not _WH.search(question) and _WH.match(words):
        return True  # "is there a watch" does not ask what the watch is
    if words.startswith("how to ") and "how" not in question.lower().split():
        return True  # "what does it mean" does not ask how to find it
    return any(p.search(words) and not q.search(question) for p, q in ((_YOU, _ME), (_RANK, _RANK)))


def _other_way_round(known: str, question: str) -> bool:
    """Whether two questions who does something to whom have them exchanged: "does the mate report
    to the keeper" and "does a keeper report to the mate"."""
    if not (_DOES.match(known) and _DOES.match(question)):
        return False
    one, other = content_stems(known), content_stems(question)
    return other[0] in one[1:] and one[0] in other[1:] if one and other else False


def _says_more(said: Iterable[str], asked: Iterable[str], names: str) -> bool:
    """Whether what a known question lacks is more, or narrower, than what is asked: the visitor is
    told of nothing that he did not ask for ("what share" of who is merely asked about)."""
    known = {*asked, *content_stems(names), "whether"}
    added = [found for found in said if found not in known]
    return len(added) > ADDED_MOST or any(found in _NARROWER for found in added)


def _content(text: str, short: Abbreviations) -> dict[str, str]:
    """The stems of the words that matter, each with its form in the text."""
    typed = {match.group().lower(): match.group() for match in _WORD.finditer(text)}
    found: dict[str, str] = {}
    for match in _WORD.finditer(plain(text, short)):
        for stem in content_stems(match.group()):
            found.setdefault(stem, typed.get(match.group(), match.group()))
    return found
