"""Two or more questions in one frame, each written out in full.

"How long does a calm crossing take and a rough one?" asks for two figures, but only one of them as
a question: the other leaves out what it shares with the first. Here what is left out is put back,
so that each can be looked up for itself. English. Pure: a question in, the questions out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.text import patterns as re
from assistant.text.agreement import names_several, third_person
from assistant.text.verbs import is_base_verb

MOST = 4
"""So many questions are taken out of one frame; more are a list that is better read whole."""
LONGEST = 200
"""Characters of a message in which frames are looked for; a longer one tells a story."""
_END = r"[?.!\s]*$"
_WORDS = r"[\w$%.'’/-]+(?: [\w$%.'’/-]+)"
_DO = r"(?:do|does|did)"
_AUXILIARY = rf"(?:{_DO}|is|are|was|were|can|could|should|would|will|has|have|must)"
_THE = r"(?:the|their|its|his|her|my|our|your)"
_PARTICLE = r"(?: (?:off|out|up|over|on|to|for|with|down|away))?"
_ASKS_HOW = r"how (?:often|much|many|long|fast|far|soon|well|big|old|early|late|quickly)"
_EACH_OF_TWO = re.compile(
    rf"(?P<front>.*?)\b(?P<art>an?|the) (?P<one>[\w-]+) (?P<noun>[\w-]+)(?P<rest>(?: [\w-]+)*?),?"
    rf" (?:and|or|versus|vs\.?) (?:for )?(?P<art2>an?|the) (?P<other>[\w-]+) ones?{_END}",
    re.IGNORECASE,
)
"""A second thing of the same name: "does a calm crossing take and a rough one"."""
_SAME_DONE = re.compile(
    rf"(?P<ask>{_ASKS_HOW}|what|where|when|why|how) (?P<do>{_DO}) (?P<one>{_WORDS}{{0,3}}?)"
    rf" (?P<does>[a-z]+\b.*?),? (?:and|but) (?P=ask) (?P<do2>{_DO})"
    rf" (?P<other>{_WORDS}{{0,3}}){_END}",
    re.IGNORECASE,
)
"""Two that do the same, the second without its verb: "how often do pilots sail and how often do
clerks"."""
_SAME_OF_BOTH = re.compile(
    rf"(?P<ask>which|what|how many) (?P<one>{_WORDS}{{0,3}}?) (?P<rest>{_AUXILIARY} .+?"
    r"|(?<=s )(?P<does>[a-z]+) [^,;:]+?),? and"
    rf" (?:(?:which|what|how many) )(?P<other>(?!{_AUXILIARY}\b)[\w-]+(?: (?!{_AUXILIARY}\b)[\w-]+)"
    rf"{{0,2}}){_END}",
    re.IGNORECASE,
)
"""Two things asked for in one way: "which harbours does it name and which ships"."""
_DOES_BOTH = re.compile(
    rf"(?P<front>(?:what|who|whom) {_DO} .+?) (?P<one>[a-z]+{_PARTICLE}) and"
    rf" (?P<other>[a-z]+{_PARTICLE}){_END}",
    re.IGNORECASE,
)
_SO_DO_BOTH = re.compile(
    rf"(?P<front>(?:what|who|whom|where|when|how|why|{_ASKS_HOW}|(?:what|which) [\w-]+) {_DO})"
    rf" (?P<one>(?:an?|the) {_WORDS}{{0,3}}?|[\w-]+s) (?P<does>[a-z]+{_PARTICLE}),? (?:and|but)"
    rf" (?P<other>(?:an?|the) {_WORDS}{{0,3}}|[\w-]+s|{_WORDS}{{1,3}}s){_END}",
    re.IGNORECASE,
)
"""Two that do the same, the second by its name: "what does a pilot own and a clerk"."""
_DOES_THIS_AND_THAT = re.compile(
    rf"(?P<front>(?:{_DO}|can|could|should|would|will|must) (?!you\b)(?P<who>(?:an?|the) [\w-]+"
    r"|[\w-]+)) (?P<one>[^,;:?!]+?),? (?:and|or)(?: also)? (?P<other>[a-z]+"
    rf" (?P<what>[\w-]+)[^,;:?!]*?){_END}",
    re.IGNORECASE,
)
"""Whether somebody does two things: "do pilots burn oil and talk with the keepers"."""
_OPENS_OBJECT = re.compile(
    r"(?:an?|the|any|some|all|no|this|that|these|those|their|its|his|her|my|our|your|with|to|for"
    r"|at|on|about|from|in|into|as|directly|other|every|each)\b",
    re.IGNORECASE,
)
"""Behind a verb, and not behind a noun that looks like one."""
_PLAINLY_VERB = re.compile(
    r"(?:do|have|be|get|make|take|give|go|keep|bring|own|manage|write)\b", re.IGNORECASE
)
_ALL_OF_BOTH = re.compile(
    r"(?P<ask>.*\b)(?P<all>everything|all the things|all that|whatever|what) (?:that )?"
    rf"(?P<who>(?:an?|the) {_WORDS}{{0,3}}?|{_WORDS}{{0,2}}?) (?P<one>[a-z]+{_PARTICLE}),? and"
    rf"(?: also)? (?P<again>(?:(?P=all)|what|everything) (?:that )?(?:they|it|he|she) )?"
    rf"(?P<other>[a-z]+{_PARTICLE}){_END}",
    re.IGNORECASE,
)
"""All that somebody does in two ways: "everything a pilot owns and everything they hand over"."""
_IN_TWO_WAYS = re.compile(
    r"(?P<front>(?:.*?\b)?(?:compar\w+|contrast|differ\w*|versus|vs\.?)\b.+?)"
    r" (?P<by>on|in terms of|with regard to|regarding|by|in|for|as to) (?P<things>[^,;:?.!]+?"
    rf"(?:, [^,;:?.!]+?)*,? (?:and|&|plus) [^,;:?.!]+?){_END}",
    re.IGNORECASE,
)
"""A comparison in two respects: "compare pilots and clerks on pay and on hours"."""
_GIVE = re.compile(
    r"(?P<front>(?:(?:please|just|can you|could you) )*(?:(?:give|tell|show) (?:me|us)|list|name"
    r"|state|describe|explain|what (?:is|are)|what['’]s) )(?P<things>.+?)[?.!\s]*$",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    rf"(?P<things>(?:{_THE} )?[\w'’-]+(?: [\w'’-]+){{0,2}} (?:and|&|plus) (?:{_THE} )?[\w'’-]+"
    rf"(?: [\w'’-]+){{0,2}})(?P<of> (?:of|for) (?:an?|the|this|your|my) .+?){_END}",
    re.IGNORECASE,
)
"""Two things of one: "wage and rank of a pilot"."""
_NAMED_FIRST = re.compile(
    r"(?P<of>(?:an? |the )?[\w-]+(?: [\w-]+){0,2}): (?P<things>[^,;:?.!]+(?:, [^,;:?.!]+)+)"
    rf"{_END}",
    re.IGNORECASE,
)
"""Whatever is wanted of one: "pilot: wage, rank, hours?"."""
_WHEN_BOTH = re.compile(
    r"(?P<front>(?:what|which|how|who)\b.*? (?:should|can|could|must|do|may|would) (?:i|we|you|they"
    r"|one)) (?P<one>[a-z]+) and (?P<front2>(?:what|which|how|who)\b.*? (?:should|can|could|must|do"
    r"|may|would) (?:i|we|you|they|one)) (?P<other>[a-z]+)"
    rf"(?P<when> (?:when|while|before|after|if|during) .+?){_END}",
    re.IGNORECASE,
)
"""Two questions under what stands behind the second: "… do and what should I avoid at sea"."""
_PAIRED = re.compile(
    r"\b(?:pros|cons|do['’]?s|don['’]?ts|(?:dis)?advantages?|strengths|weaknesses|(?:up|down)sides?"
    r"|benefits|drawbacks|risks|roles?|duties|responsibilities|tasks|ins|outs|costs|name|day|good|bad)\b",
    re.IGNORECASE,
)
"""Two words for one matter, or two sides of it."""
_BETWEEN = re.compile(r",? (?:and|&|plus) |, ", re.IGNORECASE)
_BETWEEN_NAMED = re.compile(rf"(?:,? (?:and|&|plus) |, )(?={_THE} )", re.IGNORECASE)
_OF_ALL = re.compile(r" (?:of|for|in|from|at|per|about|with|on|by) .*", re.IGNORECASE)
_CLAUSE = re.compile(
    rf"\b(?:{_AUXILIARY}|such as|including|that|which|who|what|how|when|where|why|if|not)\b", re.I
)
_TOGETHER = re.compile(
    r"\b(?:differences?|relation\w*|between|both|overlap|ratio|combination)\b", re.I
)
"""What lies between two things is no thing of each."""
FEW = 3
"""Words of a thing that is named without more."""
THING_MOST = 7
"""Words of a thing; more are a clause."""


def taken_apart(question: str) -> tuple[str, ...]:
    """The questions that one frame holds, in order; empty for any other message."""
    said = " ".join(question.split())
    if len(said) > LONGEST:
        return ()
    for pattern, written_out in _FRAMES.items():
        found = pattern.fullmatch(said)
        asked = written_out(found) if found else ()
        if 1 < len(asked) <= MOST:
            return asked
    return ()


def _of_two(found: re.Match[str]) -> tuple[str, ...]:
    front, noun, rest = found["front"], found["noun"], found["rest"]
    if not re.match(r"(?:what|how|who|which|when|where|why)\b", front, re.IGNORECASE):
        return ()
    return (
        f"{front}{found['art']} {found['one']} {noun}{rest}",
        f"{front}{found['art2']} {found['other']} {noun}{rest}",
    )


def _done_by_both(found: re.Match[str]) -> tuple[str, ...]:
    several = found["one"].endswith("s")
    does_it = several or is_base_verb(found["does"].split()[0])
    if not does_it or any(map(is_base_verb, found["other"].split()[1:])):
        return ()
    ask, does = found["ask"], found["does"]
    return (
        f"{ask} {found['do']} {found['one']} {does}",
        f"{ask} {found['do2']} {found['other']} {does}",
    )


def _of_both(found: re.Match[str]) -> tuple[str, ...]:
    if found["other"].split()[0].lower() in ("one", "ones", "of", "not", "else"):
        return ()
    if found["does"] and not (is_base_verb(found["does"]) and found["other"].endswith("s")):
        return ()  # the things that are asked for do it: "which ships carry oil"
    ask, rest = found["ask"], found["rest"]
    return f"{ask} {found['one']} {rest}", f"{ask} {found['other']} {rest}"


def _both_done(found: re.Match[str]) -> tuple[str, ...]:
    (one, *_), (other, *particle) = found["one"].split(), found["other"].split()
    if not is_base_verb(one) or not (is_base_verb(other) or particle):
        return ()
    return f"{found['front']} {found['one']}", f"{found['front']} {found['other']}"


def _so_do_both(found: re.Match[str]) -> tuple[str, ...]:
    front, does = found["front"], found["does"]
    if not is_base_verb(does.split()[0]) or is_base_verb(found["other"].split()[0]):
        return ()
    return f"{front} {found['one']} {does}", f"{front} {found['other']} {does}"


def _this_and_that(found: re.Match[str]) -> tuple[str, ...]:
    said, other = found["one"].split(), found["other"]
    verb = next((place for place, word in enumerate(said) if is_base_verb(word)), len(said))
    plainly = _PLAINLY_VERB.match(other) or _OPENS_OBJECT.match(found["what"])
    if not plainly or not is_base_verb(other.split()[0]) or len(said) < verb + 2:
        return ()
    if _CLAUSE.search(" ".join([*said[:verb], ".", *said[verb + 1 :]])):
        return ()
    return f"{found['front']} {found['one']}", " ".join((found["front"], *said[:verb], other))


def _all_done(found: re.Match[str]) -> tuple[str, ...]:
    ask, who = f"{found['ask']}{found['all']}", found["who"]
    (one, *_), (other, *rest) = found["one"].split(), found["other"].split()
    if not _is_verb(one) or not (_is_verb(other) or rest or found["again"]):
        return ()
    third = not is_base_verb(one)
    if found["again"]:
        other = third_person(other) if third else other
    elif third is not other.endswith("s"):
        return ()  # "everything a pilot buys and oil"
    return f"{ask} {who} {found['one']}", " ".join((ask, who, other, *rest))


def _in_each_way(found: re.Match[str]) -> tuple[str, ...]:
    by = found["by"]
    things = [thing.removeprefix(f"{by} ") for thing in _BETWEEN.split(found["things"])]
    if not all(map(_is_thing, things)):
        return ()
    return tuple(f"{found['front']} {by} {thing}" for thing in things)


def _each_thing(found: re.Match[str]) -> tuple[str, ...]:
    things = _BETWEEN_NAMED.split(found["things"])
    first, last = things[0], things[-1]
    if len(things) == 1:
        things = _of_one_kind(found["things"])
    elif not re.match(rf"{_THE} ", first, re.IGNORECASE):
        return ()
    if not all(map(_is_thing, things)):
        return ()
    of_all = _OF_ALL.search(last)
    if of_all and not any(map(_OF_ALL.search, things[:-1])):
        things = [*(f"{thing}{of_all.group()}" for thing in things[:-1]), last]
    front = found["front"]
    return tuple(f"{_agreeing(front, thing)}{thing}" for thing in things)


def _of_one_kind(words: str) -> list[str]:
    """Things that end with the same word: "the calm day and the rough day"."""
    things = _BETWEEN.split(words)
    kinds = {thing.split()[-1].lower() for thing in things}
    few = all(1 < len(thing.split()) <= FEW for thing in things)
    return things if few and len(kinds) == 1 else [words]


def _each_of_one(found: re.Match[str]) -> tuple[str, ...]:
    things = _BETWEEN.split(found["things"])
    if _PAIRED.search(found["things"]) or not all(map(_is_thing, [*things, found["of"]])):
        return ()
    if is_base_verb(things[0].split()[0]) or _asks(things[0]):
        return ()
    return tuple(f"{thing}{found['of']}" for thing in things)


def _of_the_first(found: re.Match[str]) -> tuple[str, ...]:
    things = [re.sub(r"^and ", "", thing) for thing in _BETWEEN.split(found["things"])]
    if _asks(found["of"]) or not all(_is_thing(thing) and not _asks(thing) for thing in things):
        return ()
    if any(len(thing.split()) > FEW for thing in things):
        return ()
    return tuple(f"{found['of']} {thing}" for thing in things)


def _when_both(found: re.Match[str]) -> tuple[str, ...]:
    when = found["when"]
    return (
        f"{found['front']} {found['one']}{when}",
        f"{found['front2']} {found['other']}{when}",
    )


def _asks(words: str) -> bool:
    """Whether a request or a question word opens the words."""
    return (
        re.match(r"(?:list|name|give|show|tell|compare|explain|which|what|how)\b", words, re.I)
        is not None
    )


def _agreeing(front: str, thing: str) -> str:
    """ "What are " before one thing as "what is "."""
    verb = "are" if names_several(thing) else "is"
    return re.sub(r"\b(?:is|are) $", f"{verb} ", front, flags=re.IGNORECASE)


def _is_thing(words: str) -> bool:
    few = 0 < len(words.split()) <= THING_MOST
    return few and not _CLAUSE.search(words) and not _TOGETHER.search(words)


def _is_verb(word: str) -> bool:
    """Whether a word can say what somebody does: "own", "owns"."""
    return any(map(is_base_verb, (word, word.removesuffix("s"), word.removesuffix("es"))))


_FRAMES: Mapping[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]] = {
    _EACH_OF_TWO: _of_two,
    _SAME_DONE: _done_by_both,
    _SAME_OF_BOTH: _of_both,
    _DOES_BOTH: _both_done,
    _SO_DO_BOTH: _so_do_both,
    _DOES_THIS_AND_THAT: _this_and_that,
    _ALL_OF_BOTH: _all_done,
    _IN_TWO_WAYS: _in_each_way,
    _GIVE: _each_thing,
    _WHEN_BOTH: _when_both,
    _OF_ONE: _each_of_one,
    _NAMED_FIRST: _of_the_first,
}
"""The frames, each with what writes its questions out."""
