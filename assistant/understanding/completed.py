"""Whole questions that a short follow-up may come to, made with the question it leans on. Pure.

"For whom?" behind "what notices does a keeper write" asks "for whom does a keeper write notices";
"what if they don't" behind "does a keeper paint nets" leaves out whom and what. It stands in the
earlier question, so whole questions can be made, each a clear sentence; whether one of them is
meant, what it finds tells. English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.agreement import third_person
from assistant.understanding.acts import bare
from assistant.understanding.asked import Understood
from assistant.understanding.roles import people_in
from assistant.understanding.swap import SEVERAL
from assistant.understanding.thing_asked import thing_asked

_OPENS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|well|hm+|also|(?:what|how) about)\b[, ]+)+", re.IGNORECASE
)
_CLOSES = re.compile(r"(?:[, ]+(?:then|though|tho|please|pls|exactly))+$", re.IGNORECASE)
_AUX = r"do|does|did|is|are|was|were|can|could|should|would|will|must|has|have"
_OF_WHAT = r"in|on|at|for|by|to|from|with|of|about"
_ASKED = re.compile(
    rf"(?:(?P<wh>(?:(?:{_OF_WHAT}) )?(?:what|which|whom?|whose|how|when|where|why)"
    rf"(?P<thing>(?: (?!(?:{_AUX})\b)[\w'-]+){{0,3}}))\s+)?(?P<aux>{_AUX})(?:n't)? (?P<after>.+)",
    re.IGNORECASE,
)
"""A question in the order of words in which English asks: "what notices does a keeper write"."""
_ASKS_ONLY = re.compile(
    rf"(?:{_OF_WHAT}) (?:whom?|(?:what|which) (?:kinds?|sorts?|types?) of(?: [\w-]+){{1,2}})"
    rf"|(?:{_OF_WHAT}) (?:what|which) (?!order\b|sequence\b)[\w-]+"
    r"|how (?:long|often|fast|soon|well)|what for",
    re.IGNORECASE,
)
"""A question word, and what it asks for: "for whom", "on what kind of team"; an order is read off
what was just told."""
_CLAUSE = re.compile(
    rf"(?:(?:{_OF_WHAT}) )?(?:what|which|whom?|whose|how|when|where|why|{_AUX})\b .*"
    rf"|.*\b(?:{_AUX})\b.*",
    re.IGNORECASE,
)
"""What asks something of somebody, rather than only naming a thing: "the bosses above them"."""
_BE = re.compile(r"is|are|was|were|has|have", re.IGNORECASE)
_PERSONS = re.compile(r"(?<!of )\b(?:they|them)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?P<verb>do|are|have|were) (?=they\b)", re.IGNORECASE)
_OF_ONE = {"do": "does", "are": "is", "have": "has", "were": "was"}
_NOT_DOING = re.compile(r"not (?P<verb>[a-z]+)", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"(?P<before>.*\b(?P<verb>try|tried|tries|want to|have to|need to|don't|doesn't|can't|cannot"
    r"|won't|didn't))(?: (?:it|that|so))?(?P<tail>(?: (?:anyway|anyhow|regardless"
    r"|nevertheless))*)",
    re.IGNORECASE,
)
"""A clause that ends before what it would do: "what happens if they try anyway"."""
_WHICH_ONE = re.compile(
    r"(?:which(?: one)?|(?:which|who) of (?:them|the two|both)) \S.*",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:[A-Z]{2,}\w*|(?<=\s)[A-Z][\w-]+)(?=$|[\s?.,'])")
_ASKS_WHO = re.compile(r"who\b", re.IGNORECASE)
_THING_ASKED = re.compile(
    r"(?:what|how|where|when) (?:is|are|was|were) (?P<thing>(?:an?|the|your|their) "
    r"(?:[\w'-]+ ){0,3}?[\w'-]+)(?: (?:like|about|for|called|used for|here))*",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:it|that|this)\b(?! (?:is|was|does|has|would)\b)", re.IGNORECASE)
_OF_A_FACT = re.compile(
    r"^(?:(?:why|how) )?(?:is|was|are|were|isn't|wasn't) (?:that|this)\b|\b(?:that|this|it) mean\b",
    re.IGNORECASE,
)
"""What was told is meant as a whole, and not the thing it was told of: "is that normal?"."""
_THINGS = re.compile(
    r"\b(?:those|these|them)\b|\b(?P<among>in) there\b|(?<=\bare )they(?= [a-z]+ed\b)",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"(?:(?:what|how) about |what(?:'s| is| are| would be) )?(?:the|its|their) (?P<what>"
    r"(?P<of>(?:total |average |usual |minimum |maximum )?(?:costs?|price|fees?|length|duration"
    r"|size|age|purpose|point|goal|aim|cause|effect|benefits?|advantages?|disadvantages?|upsides?"
    r"|downsides?|risks?|limits?|deadline|owner|author|origin|pros|cons))"
    r"|alternatives?|opposite|exceptions?)",
    re.IGNORECASE,
)
"""What any thing has, named without the thing that has it: "and the cost?"."""
_JUDGED = re.compile(
    r"(?:it|that)(?: i|')s (?P<how>(?:(?:not|very|just|only) )*[a-z]+)", re.IGNORECASE
)
"""What is said of a thing, to hear whether it holds: "so it's useless?"."""
_WHAT_THEN = re.compile(r"what (?P<be>is|was)", re.IGNORECASE)
_IS_SO = re.compile(r"(?P<be>is|was) (?P<rest>.+)", re.IGNORECASE)
_MANY_ASKED = re.compile(r"what are (?P<things>the [\w'-]+s\b.*)", re.IGNORECASE)
_TWO_QUESTIONS = re.compile(
    r"[.?!] +\S|,.*\b(?:what|who|how|why|when|where|which)\b", re.IGNORECASE
)


def with_wholes(asked: Understood, people: Iterable[str]) -> Understood:
    """A follow-up with the whole questions that it may come to; any other message as it is.

    Args:
        people: what those are called whom people ask about.
    """
    of_several = asked.act is not None and asked.act.act == "superlative"
    if not (asked.elliptic or of_several) or asked.corrects:
        return asked
    spoken = next((e for e in reversed(asked.talk) if e.passages or not e.leaning), None)
    if spoken is None or spoken.leaning:
        return asked  # what has been spoken of since the last whole question, nobody knows
    before = [turns.newest(e.question) for e in asked.whole_before]
    return replace(asked, wholes=completions(asked.message, before, people))


def completions(message: str, questions: Sequence[str], people: Iterable[str]) -> tuple[str, ...]:
    """Whole questions that ``message`` may come to, the likeliest first.

    Args:
        questions: the earlier ones that lean on nothing, the newest first. Whom a pronoun stands
            for, the newest tells that names anybody.
        people: what those are called whom people ask about, beside the words for what one does.
    """
    said = _CLOSES.sub("", _OPENS.sub("", bare(message)))
    if not said or not questions or any(map(_TWO_QUESTIONS.search, (said, questions[0]))):
        return ()
    people, (asked, *before) = tuple(people), map(_opened, questions)
    thing = thing_asked(asked, people)
    made = [_denied(said, asked), _asked_so(said, asked), _had_by(said, thing, asked)]
    if _CLAUSE.fullmatch(said):
        made += [
            _of_things(said, asked, people),
            _of_people(said, asked, people),
            _of_thing(said, asked, thing),
        ]
    if not any(made) and before and _ASKS_WHO.match(asked):
        made.append(_of_people(said, before[0], people))
    return tuple(dict.fromkeys(f"{whole[0].upper()}{whole[1:]}?" for whole in made if whole))


def _opened(question: str) -> str:
    asked = _OPENS.sub("", bare(question))
    return re.sub(r"^(what|who|how|where|when)(?:'s|s)\b", r"\1 is", asked, flags=re.IGNORECASE)


def _denied(said: str, asked: str) -> str:
    """What is not so: "what does a keeper not own"."""
    if not (denied := _NOT_DOING.fullmatch(said)):
        return ""
    verb = denied["verb"]
    put, found = re.subn(rf"\b{re.escape(verb)}\b", f"not {verb}", asked, flags=re.IGNORECASE)
    return put if found == 1 else ""


def _asked_so(said: str, asked: str) -> str:
    """The earlier question with the question word of the follow-up."""
    whole = _ASKED.fullmatch(asked)
    if whole is None or not _ASKS_ONLY.fullmatch(said) or _BE.fullmatch(whole["aux"]):
        return ""
    rest = f"{whole['aux'].lower()} {whole['after']}{whole['thing'] or ''}"
    return f"what {rest} for" if said.lower() == "what for" else f"{said} {rest}"


def _of_people(said: str, asked: str, people: Iterable[str]) -> str:
    """The follow-up with the one person or name of the earlier question for its pronoun; with both
    of two where it asks for one of them."""
    found = people_in(asked, people)
    if len(found) > 1:
        two = f"{said}, {found[0]} or {found[1]}"
        asks = _WHICH_ONE.fullmatch(said) and not _PERSONS.search(said)
        return two if len(found) == 2 and asks else ""
    whom = found or tuple(dict.fromkeys(_NAME.findall(asked)))
    if len(whom) != 1 or not _PERSONS.search(said):
        return ""
    one = whom[0]
    if SEVERAL.search(asked.partition(one)[0]):
        return ""
    said = _with_its_verb(said, asked, one)
    if not found:
        said = _OF_THEM.sub(lambda verb: f"{_OF_ONE[verb['verb'].lower()]} ", said)
    many = _plural(one) if found else one
    return _PERSONS.sub(many, said)


def _with_its_verb(said: str, asked: str, one: str) -> str:
    """The follow-up with what the one was asked to do, where it ends before that."""
    cut, whole = _LEFT_OUT.fullmatch(said), _ASKED.fullmatch(asked)
    _, _, does = whole["after"].partition(one) if whole else ("", "", "")
    if cut is None or not does.strip():
        return said
    to = "to " if cut["verb"].lower().startswith("tr") else ""
    return f"{cut['before']} {to}{does.strip()}{cut['tail']}"


def _plural(one: str) -> str:
    named = re.sub(r"^(?:an?|the) ", "", one)
    return named if named.endswith("s") else f"{named}s"


def _of_thing(said: str, asked: str, thing: str) -> str:
    """The follow-up with the thing that the earlier question was about for its "it"."""
    about = _THING_ASKED.fullmatch(asked)
    thing = about["thing"] if about else "" if _OF_A_FACT.search(said) else thing
    if not thing or len(_THING.findall(said)) != 1:
        return ""
    return _THING.sub(lambda _: thing, said)


def _had_by(said: str, thing: str, asked: str) -> str:
    """What the thing of the earlier question has, is or does not need to be: "what is the cost of a
    lamp", "is a lamp useless", "what is needed instead of a lamp"."""
    if not thing:
        return ""
    if has := _OF_A_THING.fullmatch(said):
        be = "are" if has["what"].endswith("s") else "is"
        return f"what {be} the {has['what']} {'of' if has['of'] else 'to'} {thing}"
    if judged := _JUDGED.fullmatch(said):
        return f"is {thing} {judged['how']}"
    so, then = _IS_SO.fullmatch(asked), _WHAT_THEN.fullmatch(said)
    if so and then and so["rest"].startswith(f"{thing} "):
        return f"what {then['be']}{so['rest'].removeprefix(thing)} instead of {thing}"
    return ""


def _of_things(said: str, asked: str, people: Iterable[str]) -> str:
    """The follow-up with the things that the earlier question asked for: "those", "in there"."""
    things = _things_asked(asked, people)
    if not things or len(_THINGS.findall(said)) != 1:
        return ""
    return _THINGS.sub(lambda said: f"among {things}" if said["among"] else things, said)


def _things_asked(asked: str, people: Iterable[str]) -> str:
    """The things that a question is for, by a name of their own: "the notices a keeper writes"."""
    if many := _MANY_ASKED.fullmatch(asked):
        return many["things"]
    whole = _ASKED.fullmatch(asked)
    if whole is None or not (whole["thing"] or "").endswith("s"):
        return ""
    whom = next((w for w in people_in(asked, people) if whole["after"].startswith(w)), "")
    does = whole["after"][len(whom) :].strip()
    verb = whole["aux"].lower()
    if not whom or not does:
        return ""
    if verb in ("do", "does"):
        first, _, rest = does.partition(" ")
        does = f"{third_person(first) if verb == 'does' else first} {rest}".strip()
    else:
        does = f"{verb} {does}"
    return f"the{whole['thing']} {whom} {does}"
