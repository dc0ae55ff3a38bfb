# ruff: noqa: E501, SIM905 (lists of words and patterns read better in one line)
"""Rules that say a sentence in other words, and rules that change one thing in it.

``reworded`` keeps what a sentence says; ``turned`` gives sentences that it does not support any
more, each with the kind of change. Both are lists of word pairs and patterns; nothing is parsed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

Rng = random.Random

# Words that may stand for each other in either direction, whole words only.
_SYNONYMS = """\
about|roughly|around|approximately;usually|normally|typically|as a rule;often|frequently
rarely|seldom;almost|nearly;because|since;but|yet;although|though|even though;begin|start
begins|starts;began|started;ends|finishes;help|assist;helps|assists;buy|purchase;bought|purchased
show|display;shows|displays;need|require;needs|requires;needed|required;keep|retain;keeps|retains
must|has to|have to;may|is allowed to;can|is able to;cannot|can't|is unable to;large|big
small|little;main|chief|principal;whole|entire;quick|fast;hard|difficult;important|essential
free|without charge;costs|comes to;employees|staff|workers;company|firm|business;job|post|position
pay|wages;salary|pay;customer|client;customers|clients;boss|manager;child|kid;children|kids
doctor|physician;illness|sickness;ill|sick;house|home;road|street;picture|image;mistake|error
mistakes|errors;answer|reply;question|query;meeting|session;meetings|sessions;rule|regulation
rules|regulations;total|sum;every|each;near|close to;under|below;over|above|more than;within|inside
after|following;before|prior to;during|in the course of;while|whilst;if|in case;only|just|solely
also|too|as well;however|nevertheless;so|therefore|thus;like|such as;many|a lot of|numerous
several|a number of;enough|sufficient;entirely|completely|fully;mostly|mainly|for the most part
yearly|annual;per year|a year|annually|each year;per month|a month|monthly|each month
per week|a week|weekly;per day|a day|daily|each day;begin with|start with;built|constructed
closed|shut;opened|was opened;found|discovered;made|produced;makes|produces;use|employ;uses|employs
used|employed;chosen|selected;choose|select;chooses|selects;get|receive|obtain;gets|receives|obtains
give|provide;gives|provides;given|provided;tell|inform;tells|informs;say|state;says|states
said|stated;think|believe;owns|holds|has;write|draft;writes|drafts;decide|determine
decides|determines;building|structure;works on|deals with;responsible for|in charge of
belongs to|is the task of;area|region;city|town;country|nation;people|persons;person|individual
idea|notion;goal|aim;part|portion;share|proportion;amount|quantity;type|kind|sort;types|kinds
way|manner;method|approach;problem|issue;problems|issues;result|outcome;results|outcomes
cause|reason;effect|impact;rise|increase|grow;rises|increases|grows;rose|increased|grew
fall|drop|decline;falls|drops|declines;fell|dropped|declined;cheap|inexpensive;expensive|costly
old|aged;new|recent;common|widespread;famous|well known;first|initially;finally|in the end
allowed|permitted;forbidden|prohibited|not allowed;optional|voluntary;mandatory|compulsory|obligatory
contact|get in touch with;phone|telephone;email|e-mail;send|dispatch;sent|dispatched;arrive|come in
check|inspect;checks|inspects;fix|repair;fixes|repairs;broken|faulty|defective;remove|take out
add|include;apply to|hold for;applies to|holds for;cover|include;covers|includes;last|take
lasts|takes;later|afterwards;today|nowadays;engineers|developers;engineer|developer;team|group
teams|groups;documents|papers;wrong|incorrect;right|correct;real|actual;hidden|concealed"""
_SETS = [entry.split("|") for entry in _SYNONYMS.replace("\n", ";").split(";")]

_CONTRACTIONS = [
    (" does not ", " doesn't "), (" do not ", " don't "), (" is not ", " isn't "),
    (" are not ", " aren't "), (" was not ", " wasn't "), (" did not ", " didn't "),
    (" cannot ", " can't "), (" will not ", " won't "), (" it is ", " it's "),
    (" they are ", " they're "), (" you are ", " you're "), (" has not ", " hasn't "),
    (" should not ", " shouldn't "), (" that is ", " that's "), (" we have ", " we've "),
]  # fmt: skip

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    """A number up to 99 in words, else in digits."""
    if value <= 20:
        return _SMALL[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return _TENS[ten - 2] + (f"-{_SMALL[one]}" if one else "")
    return f"{value:,}"


def _sub(pattern: str, new: str, text: str) -> str:
    """Replaces the first whole-word hit, its capital letter kept."""

    def put(match: re.Match[str]) -> str:
        return new[:1].upper() + new[1:] if match.group()[:1].isupper() else new

    return _whole(pattern).sub(put, text, count=1)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    """Whole words, compiled once: there are more patterns than ``re`` remembers."""
    return re.compile(rf"\b{pattern}\b", re.IGNORECASE)


def _has(word: str, text: str) -> bool:
    return bool(_whole(re.escape(word)).search(text))


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    if first.lower() in _OPENERS:
        return text[:1].lower() + text[1:]
    return text


_OPENERS = frozenset(
    "a an the this that these those it they he she we you in on at for from with by as if when "
    "while most some many all every each no its their our your his her there to after before "
    "although because since once only usually often about under over".split()
)


def _synonyms(text: str, rng: Rng) -> str:
    hits = [s for s in _SETS if any(_has(w, text) for w in s)]
    for words in rng.sample(hits, min(len(hits), rng.randint(1, 5))):
        old = next((w for w in words if _has(w, text)), "")
        if not old:
            continue  # An earlier replacement took it away.
        text = _sub(re.escape(old), rng.choice([w for w in words if w != old]), text)
    return text


def _contracted(text: str, rng: Rng) -> str:
    for long, short in _CONTRACTIONS:
        if long in text:
            text = text.replace(long, short)
        elif short in text and rng.random() < 0.7:
            text = text.replace(short, long)
    return text


def _other_digits(text: str, rng: Rng) -> str:
    def spell(match: re.Match[str]) -> str:
        return in_words(int(match.group()))

    if re.search(r"\d", text):
        text = re.sub(r"(?<![\d.,$€£:/-])\b\d{1,2}\b(?![\d.,:%/-]\d|:)", spell, text)
        return re.sub(r"\s?%", " percent", text)
    for value in range(2, 21):
        text = _sub(_SMALL[value], str(value), text)
    return text.replace(" percent", " %") if rng.random() < 0.5 else text


def _front_moved(text: str, rng: Rng) -> str:
    """ "If A, b." becomes "B if A."; "B because A." becomes "Because A, b."."""
    match = re.fullmatch(
        r"(If|When|After|Before|Once|While|Because|Since|In|On|At|For) ([^,;:]{4,70}), ([^:]+)\.",
        text,
    )
    if match:
        rest = match[3]
        return f"{rest[:1].upper()}{rest[1:]} {match[1].lower()} {_lower_first(match[2])}."
    match = re.fullmatch(
        r"([^,;:]{8,90}),? (if|when|because|once|while|unless) ([^,;:]{4,70})\.", text
    )
    if match:
        return f"{match[2].capitalize()} {match[3]}, {_lower_first(match[1])}."
    return text


def _trimmed(text: str, rng: Rng) -> str:
    """Leaves out what adds to a sentence: brackets, an apposition, an opening word."""
    text = re.sub(r"\s*\([^()]*\)", "", text)
    text = re.sub(
        r"^(However|Therefore|Still|Then|Also|And|But|So|In fact|For example|Instead|Here),? ",
        "",
        text,
    )
    if rng.random() < 0.5:
        text = re.sub(r", which [^,.;]{5,60}(?=[,.;])", "", text, count=1)
    return text[:1].upper() + text[1:]


def clauses(text: str) -> list[str]:
    """The parts of a sentence that were joined by a semicolon, a dash, or ", and"."""
    parts = re.split(
        r"; | [–—] |, (?:and|but|while|so) (?=(?:the|a|an|it|they|he|she|we|you|this|no|most|some)\b)",
        text.rstrip("."),
    )
    whole = [part.strip() for part in parts]
    return (
        [f"{p[:1].upper()}{p[1:]}." for p in whole if len(p.split()) >= 4] if len(whole) > 1 else []
    )


def _framed(text: str, rng: Rng) -> str:
    frame = rng.choice(
        [
            "The text says that {}",
            "Yes, {}",
            "According to the text, {}",
            "It says here that {}",
            "In short, {}",
            "Note that {}",
            "- {}",
            "**{}**",
        ]
    )
    inner = text if frame.startswith(("-", "*")) else _lower_first(text)
    return frame.format(inner)


def reworded(text: str, rng: Rng) -> str:
    """``text`` said a little or a lot differently; it says no more than before."""
    steps: list[Callable[[str, Rng], str]] = [
        _synonyms,
        _contracted,
        _other_digits,
        _front_moved,
        _trimmed,
    ]
    if rng.random() < 0.25 and (parts := clauses(text)):
        text = rng.choice(parts)
    for step in rng.sample(steps, rng.randint(1, len(steps))):
        text = step(text, rng)
    return _framed(text, rng) if rng.random() < 0.12 else text


# --- one thing changed --------------------------------------------------------------------------

_OPPOSITES = """\
more|less;more|fewer;most|fewest;higher|lower;highest|lowest;larger|smaller;largest|smallest
longer|shorter;longest|shortest;faster|slower;fastest|slowest;earlier|later;before|after
first|last;best|worst;better|worse;above|below;over|under;cheaper|dearer;cheap|expensive;older|younger
early|late;heavier|lighter;stronger|weaker;nearer|farther;increase|decrease;increases|decreases
increased|decreased;rise|fall;rises|falls;rose|fell;grow|shrink;grew|shrank;grows|shrinks
open|closed;opens|closes;opened|closed;included|excluded;includes|excludes;allowed|forbidden
required|optional;mandatory|optional;optional|required;possible|impossible;easy|hard;hard|easy
inside|outside;indoor|outdoor;internal|external;public|private;full|empty;hot|cold;warm|cool
north|south;east|west;left|right;up|down;upper|lower;gain|lose;gained|lost;win|lose;won|lost;buy|sell
buys|sells;bought|sold;accept|refuse;accepts|refuses;accepted|refused;with|without;paid|unpaid
free|chargeable;new|old;rare|common;rarely|often;often|rarely;usually|rarely;seldom|often;always|never
never|always;senior|junior;expensive|cheap;scarce|plentiful;strong|weak;same|different;start|end
starts|ends;began|ended;beginning|end;morning|evening;weekday|weekend;summer|winter;spring|autumn
minimum|maximum;at least|at most;up to|at least;more than|less than;until|from;success|failure
safe|dangerous;dry|wet;light|dark;day|night;daily|monthly;weekly|yearly;annual|monthly;enough|too little
both|neither;everyone|nobody;all|none;start|stop;starts|stops;keep|discard;keeps|discards
agree|disagree;agrees|disagrees;like|unlike;known|unknown;overvalue|undervalue;harder|easier"""
_TURNS = [tuple(entry.split("|")) for entry in _OPPOSITES.replace("\n", ";").split(";")]
_HEDGES = """\
most|all;many|all;some|all;some|most;often|always;usually|always;usually|never;normally|always
generally|always;sometimes|always;sometimes|never;may|must;may|will;can|must;might|will;could|will
should|must;should|need not;must|may;must|should;about|exactly;almost|exactly;nearly|all;mostly|only
often|in every case;rarely|never;mainly|exclusively;partly|completely;several|all;few|no;tend to|always
likely|certain;probably|certainly;at least|exactly;up to|exactly;one of|the only;the main|the only
the chief|the only;mostly|entirely;every|some;each|only one;all|some;all|most;all|half of the;most|half of the
most|few;many|few;never|sometimes;always|sometimes;only|also;only|not only;less|no;hardly|not at all
half|all;a few|most;typically|always;recommended|required;expected|guaranteed;suspected|proven
plans to|has decided to;hopes to|will;believes|has proved;suggests|proves;could|did;part|all"""
_STRONGER = [tuple(entry.split("|")) for entry in _HEDGES.replace("\n", ";").split(";")]
_UNITS = [
    "seconds minutes hours days weeks months years decades".split(),
    "second minute hour day week month year decade".split(),
    "millimetres centimetres metres kilometres miles".split(), "mm cm m km".split(),
    "grams kilograms tonnes".split(), "kg g".split(), "percent dollars".split(), "MB GB TB".split(),
    "dollars euros pounds".split(), ["$", "€", "£"], "million billion thousand".split(),
    "per year|per month|per week|per day|per visit".split("|"),
    "a year|a month|a week|a day|an hour".split("|"),
    "January February March April May June July August September October November December".split(),
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "first second third fourth fifth".split(),
]  # fmt: skip
_TAILS = [
    "because there is not enough money for it", "because customers asked for it",
    "since the law demands it", "because it is cheaper", "to save time", "because of a shortage of staff",
    "and also decides on the budget", "and trains new colleagues", "and the cost is shared by all",
    "for at least two years", "without any exception", "even on public holidays", "in more than ten countries",
    "which has won several awards", "and this was confirmed by an independent study",
    "after a two-hour course", "and pays a bonus for it", "because the old way was unsafe",
    "so complaints have stopped", "and this is unlikely to change", "mainly in large cities",
    "if the manager agrees", "unless the weather is bad", "but only for members", "but only on weekdays",
    "as a study from 2021 shows", "thanks to better training", "which is why many people leave",
    "together with the legal department", "at no extra cost", "in cooperation with a university",
]  # fmt: skip
_SOURCES = [
    "According to Gartner, ", "A McKinsey report says that ", "Researchers found that ", "Critics say that ",
    "The government says that ", "According to the customers, ", "Engineers report that ", "Harvard Business Review writes that ",
    "A survey of 500 people shows that ", "The mayor said that ", "According to Forbes, ", "Experts agree that ",
]  # fmt: skip
_NAMES = (
    "Datadog Miro Postman Jira Oracle Berlin Toronto Madrid Sarah Lindqvist Amazon Microsoft "
    "Norway Chicago Tesla Peter Novak Maria Silva Python Java Windows Lisbon Siemens Jenkins Terraform"
).split()


def _numbers_changed(text: str, rng: Rng) -> Iterator[tuple[str, str]]:
    digits = list(re.finditer(r"(?<!\w)\d[\d,]*(?:\.\d+)?", text))
    if digits:
        match = rng.choice(digits)
        value = float(match.group().replace(",", "").rstrip(".") or 0)
        new = rng.choice(
            [value * 2, value + 1, value * 10, value / 2, value + 5, value * 1.2, max(value - 1, 0)]
        )
        shown = f"{new:,.0f}" if value >= 1000 and "," in match.group() else f"{new:g}"
        if "." not in match.group() and "." in shown:
            shown = f"{int(new) + 1}"
        if shown != match.group().rstrip("."):
            yield text[: match.start()] + shown + text[match.end() :], "number"
    if len(digits) > 1:
        one, two = rng.sample(digits, 2)
        if one.start() > two.start():
            one, two = two, one
        if one.group() != two.group():
            swapped = text[: one.start()] + two.group() + text[one.end() : two.start()]
            yield swapped + one.group() + text[two.end() :], "numbers swapped"
    words = [w for w in (*_SMALL[2:], *_TENS) if _has(w, text)]
    if words:
        word = rng.choice(words)
        yield (
            _sub(word, rng.choice([w for w in (*_SMALL[2:], *_TENS) if w != word]), text),
            "number",
        )


def _listed(
    text: str, rng: Rng, pairs: Sequence[tuple[str, ...]], kind: str, both: bool
) -> Iterator[tuple[str, str]]:
    hits = [(a, b) for a, b in pairs if _has(a, text)]
    if both:
        hits += [(b, a) for a, b in pairs if _has(b, text)]
    for old, new in rng.sample(hits, min(2, len(hits))):
        yield _sub(re.escape(old), new, text), kind


def _negated(text: str, rng: Rng) -> Iterator[tuple[str, str]]:
    bare = re.sub(r"n['’]t\b| not\b", "", text, count=1)
    if bare != text:
        bare = bare.replace(" ca ", " can ").replace(" wo ", " will ")
        yield bare, "negation"
    for word, new in (
        ("no", "a"),
        ("never", "always"),
        ("nobody", "everybody"),
        ("nothing", "everything"),
        ("none", "all"),
        ("without", "with"),
        ("stops", "continues"),
        ("hardly", "clearly"),
        ("fails to", "manages to"),
        ("refused to", "agreed to"),
    ):
        if _has(word, text):
            yield _sub(word, new, text), "negation"
    found = re.findall(
        r"\b(is|are|was|were|can|will|must|should|may|could|has been|have been)\b (?!not\b)", text
    )
    if found and not re.search(r"\bnot\b|n['’]t\b", text):
        word = rng.choice(found)
        yield (
            text.replace(
                f" {word} ", f" {word} {rng.choice(['not', 'not', 'no longer', 'never'])} ", 1
            ),
            "negation",
        )
    elif not found:
        verb = re.search(
            r" ([a-z]{3,}s) (?=the|a|an|in|on|for|to|at|its|their|about|from|with|every|each)", text
        )
        if verb and not verb[1].endswith("ss"):
            stem = verb[1][:-1]
            yield text[: verb.start()] + f" does not {stem} " + text[verb.end() :], "negation"


def _units_changed(text: str, rng: Rng) -> Iterator[tuple[str, str]]:
    for group in rng.sample(_UNITS, len(_UNITS)):
        here = [
            u
            for u in group
            if (re.search(rf"\b{re.escape(u)}\b", text) if u[0].isalpha() else u in text)
        ]
        if here:
            old = rng.choice(here)
            new = rng.choice([u for u in group if u not in here] or [""])
            if new:
                yield (
                    (
                        _sub(re.escape(old), new, text)
                        if old[0].isalpha()
                        else text.replace(old, new, 1)
                    ),
                    "unit",
                )
                return


def names_in(text: str) -> list[str]:
    """Runs of capitalised words that do not begin the text."""
    return re.findall(r"(?<=[a-z,;:] )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*", text)


def _names_changed(text: str, rng: Rng, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    here = list(dict.fromkeys(names_in(text)))
    if here:
        old = rng.choice(here)
        pool = [n for n in others if n not in text] or _NAMES
        yield text.replace(old, rng.choice(pool if rng.random() < 0.7 else _NAMES), 1), "name"
    if len(here) > 1:
        one, two = rng.sample(here, 2)
        if one not in two and two not in one:
            yield text.replace(one, "\0").replace(two, one).replace("\0", two), "names swapped"


_PHRASE = re.compile(
    r"\b(?:the|a|an|its|their|our|your|his|her|every|each|most|some|all) ((?:[a-z][\w-]+ ){0,1}[a-z][\w-]+)(?= (?:is|are|was|were|has|have|can|must|may|will|of|in|on|at|for|to|from|with|by|and|or|that|who|which|owns?|takes?|[a-z]+s|[a-z]+ed)\b|[.,;])"
)


def phrases_in(text: str) -> list[str]:
    """Short noun phrases behind an article, without it."""
    return [p for p in _PHRASE.findall(text) if len(p) > 3]


def _phrases_changed(text: str, rng: Rng, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    here = list(dict.fromkeys(phrases_in(text)))
    foreign = [p for p in others if p not in text]
    if here and foreign:
        yield _sub(re.escape(rng.choice(here)), rng.choice(foreign), text), "phrase"
    if len(here) > 1:
        one, two = rng.sample(here, 2)
        if one not in two and two not in one:
            yield text.replace(one, "\0").replace(two, one).replace("\0", two), "roles swapped"


def _merged(text: str, rng: Rng, neighbours: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The beginning of one sentence with the end of another."""
    verb = r" (is|are|was|were|has|have|can|must|may|will|owns|takes|costs|makes|gets|needs|opens|covers|begins|lasts) "
    mine = re.split(verb, text, maxsplit=1)
    rest = [
        parts for n in neighbours if n != text and len(parts := re.split(verb, n, maxsplit=1)) == 3
    ]
    if len(mine) == 3 and rest:
        other = rng.choice(rest)
        yield f"{mine[0]} {other[1]} {other[2]}", "merged"


def _conditions(text: str, rng: Rng) -> Iterator[tuple[str, str]]:
    bare = re.sub(
        r",? (?:only )?(?:if|unless|when|provided(?: that)?|as long as|except|until|once|after|before) [^,.;]+",
        "",
        text,
        count=1,
    )
    if bare != text and len(bare.split()) > 3:
        yield bare, "condition dropped"
    front = re.sub(r"^(?:If|Unless|When|After|Before|Once|On|In|During|For) [^,]+, ", "", text)
    if front != text:
        yield front[:1].upper() + front[1:], "condition dropped"
    if " only " in text and rng.random() < 0.7:
        yield text.replace(" only ", " ", 1), "only dropped"


def turned(
    text: str, rng: Rng, names: Sequence[str], phrases: Sequence[str], neighbours: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Sentences that ``text`` does not support: ``(sentence, kind, label)``, at most one a rule."""
    found: list[tuple[str, str]] = []
    found += _numbers_changed(text, rng)
    found += _listed(text, rng, _TURNS, "opposite", both=True)
    found += _listed(text, rng, _STRONGER, "hedge", both=False)
    found += _negated(text, rng)
    found += _units_changed(text, rng)
    found += _names_changed(text, rng, names)
    found += _phrases_changed(text, rng, phrases)
    found += _merged(text, rng, neighbours)
    bare = text.rstrip(".")
    if rng.random() < 0.5:
        found.append((f"{bare}{rng.choice([' ', ', '])}{rng.choice(_TAILS)}.", "extra clause"))
    if rng.random() < 0.3 and neighbours:
        other = rng.choice(neighbours).rstrip(".")
        found.append((f"{bare} because {_lower_first(other)}.", "invented cause"))
    if rng.random() < 0.25:
        found.append((rng.choice(_SOURCES) + _lower_first(text), "attribution"))
    conditions = list(_conditions(text, rng))
    sure = {
        "number",
        "numbers swapped",
        "opposite",
        "negation",
        "unit",
        "names swapped",
        "roles swapped",
    }
    made = [(s, k, "contradicted" if k in sure else "not_supported") for s, k in found]
    made += [(s, k, "not_supported") for s, k in conditions if rng.random() < 0.5]
    return [row for row in dict.fromkeys(made) if row[0] != text]
