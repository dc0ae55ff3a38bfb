"""Understand a message in the light of what was said before: deterministic, without a model.

A message can be a question of its own, a follow-up that needs the one before it ("and the median
wage?"), or about the conversation itself ("shorter", "the second one", "are you sure?"); what the
latter can be stands in ``acts.toml``. Each earlier message is understood in its turn, oldest first,
and each earlier answer is known by the passages it showed (``shown.py``), so nothing about a
visitor is kept between two questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.accepting import MESSAGE_MOST
from assistant.records import Turn
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.pasted import unpasted
from assistant.text.words import content_stems
from assistant.understanding.acts import STEPS_BACK, Recognised, bare, mended, recognise, unhurried
from assistant.understanding.asked import Exchange as Exchange
from assistant.understanding.asked import Request as Request
from assistant.understanding.asked import Understood as Understood
from assistant.understanding.carrying import carried, points
from assistant.understanding.completed import with_wholes
from assistant.understanding.correcting import claimed, meant_by, says_meant, turned
from assistant.understanding.followup import (
    asks_only,
    behind,
    leans_on_history,
    opens_on,
    points_back,
)
from assistant.understanding.form_first import form_last
from assistant.understanding.ground import (
    BY_PLACE,
    FORMS,
    all_listed,
    answered,
    gone_back_to,
    ground,
    newest_list,
    said_of,
    topical,
)
from assistant.understanding.laid_out import table_over
from assistant.understanding.made_whole import in_general, who_then
from assistant.understanding.pleasantry import is_pleasantry
from assistant.understanding.shown import Shown, ShownPassages
from assistant.understanding.swap import Swaps

MEMORY = 24
"""Turns that are looked back at; what is older is not read."""

_POINTS_BACK_WORDS = 6
_IN_A_SHAPE = re.compile(
    r"[,;:]?\s+(?:again\s+)?(?:please\s+)?(?:(?:in|as|with|using|into)\s+)"
    r"(?:(?:a|an|\d+|a few|some|three|five|short)\s+)*"
    r"(?:(?P<bullets>bullets?|bullet(?:ed)?[ -]?(?:points?|lists?)|lists?)|(?P<table>tables?)|"
    r"(?P<one_sentence>(?:one|a single|1) (?:sentence|line))|(?P<simpler>(?:simple|plain) "
    r"(?:words|terms|english|language))|(?P<briefly>short))(?:,? (?:please|pls|plz))?\s*[.!?]*$"
    r"|[,;:]?\s+(?P<prose>(?:as (?:(?:plain|normal|running) )?text|(?:in|as) (?:a|one) paragraph"
    r"|in (?:full sentences|prose|running text))(?:,? (?:and )?(?:no|not|without) (?:bullets|"
    r"lists?|a list|bullet points))?|(?:without|no) (?:bullets|bullet points|lists))"
    r"(?:,? (?:please|pls|plz))?\s*[.!?]*$"
    r"|[,;:]\s*(?:but |just |only )?(?P<shorter>short(?:er|ly)?|brief(?:ly)?|keep it short)"
    r"(?:,? (?:please|pls|plz))?\s*[.!?]*$",
    re.IGNORECASE,
)
_MAKES_ONE = re.compile(r"(?:put|turn|make|write|format|list|sum|say|lay)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:(?:ok(?:ay)?|whatever|fine|fair(?: enough)?|right|alright|well|hm+|anyway|now|cool|great|"
    r"nice|thanks|thank (?:you|u)|thx|ty|cheers|got it|i see|interesting|makes sense|"
    r"good to know|fair point|"
    r"(?:that'?s |just )?(?:what|as) i (?:thought|figured|expected)|(?:i )?(?:thought|figured) so|"
    r"ah|aha|oh|hm+|lol|haha|perfect|awesome|sure|yeah|yes|yep)\b[,.!;: ]+)+"
    r"(?:(?<=[.!,] )(?=(?:and|but|so)\s+\S)|"
    r"(?!(?:and|but|so|or|then)\b)(?=(?:\S+\s+){2}\S))",
    re.IGNORECASE,
)
_PUTS = re.compile(
    r"^(?:and |now |ok |please |can you |could you )*"
    r"(?:(?:put|turn|make|write|format|list|show|give|say|lay)|sum(?:mari[sz]e)?(?: up)?)"
    r"\s+(?:em |me |out )?\s*",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never)\b|n't\b|\b(?:don|doesn|didn|can|won|isn|aren)t\b", re.IGNORECASE
)
_OPENS = re.compile(r"^(?:(?:and|but|so|ok)[, ]+)+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,?\s+(?:again|though|tho|exactly|roughly|anyway|btw|instead))+(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
"""Words at the end of a follow-up that ask for nothing."""
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it|them|em|those|these|both|all|side by side)\b", re.IGNORECASE
)
_NEW_TOPIC = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|now|well|thanks|cool|great)[,.! ]+)*"
    r"(?:(?:an|one|a)?\s?(?:other|another|new|different|next|separate|unrelated) "
    r"(?:q|question|topic|subject|thing)|(?:changing|switching) (?:the )?(?:topic|subject)s?|"
    r"different(?:ly)?|by the way|btw|on another note|moving on|"
    r"(?:sorry,? )?(?:my bad,? )?wrong (?:q|question|one))[,.:;!?— -]+",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:(?:ok(?:ay)?|oh|well|hm+)[,.! ]+)?"
    r"(?:yes|yeah|yep|yup|sure|please(?: do)?|go ahead|do it|of course|definitely|"
    r"absolutely|i'?d like that|sounds good|let'?s hear it)"
    r"(?:[,!. ]+(?:yes|please|sure|thanks|go (?:on|ahead)|do|tell me(?: more)?|"
    r"(?:show|tell) me(?: (?:that|it|them|those|what (?:it|there|you) (?:does|do|is|has|have)"
    r"(?: say| have| know)?|what(?:'s| is) (?:near|close|there)\w*|the near\w*))?|"
    r"that would be (?:great|nice)|then))*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all (?:of )?(?:it|them|those|these)|everything|the whole list)\b", re.I)
"""All of what was listed, where only one thing of it was shown last."""
_ON_AN_ANSWER = FORMS - {"go_on", "repeat"}
_INSISTS = re.compile(r"\W*(?:just|only|simply)\b", re.IGNORECASE)
_ALSO_QUESTIONS = frozenset({"ordinal", "superlative", "return"})
"""Acts that ask for something by themselves, where nothing was said before."""
_OF_A_LIST = re.compile(r"\b(?:on|in|of|from) (?:the|that|your|this) list\b", re.IGNORECASE)
_OF_THINGS = re.compile(
    r"\b(?:first|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th|last|final) "
    r"(?P<thing>team|task|group|kind|type|reason|option|skill|role|source)\b",
    re.IGNORECASE,
)
_BRINGS = frozenset({"verbatim", "compared"})
"""Acts whose own words bring up something else than the last question asked for."""


class Conversations:
    """Understands messages for one corpus. Pure, and safe to share."""

    def __init__(
        self,
        shown: ShownPassages | None = None,
        swaps: Swaps | None = None,
        *,
        banked: bool = True,
        is_word: Callable[[str], bool] | None = None,
    ) -> None:
        """``banked`` is whether questions are found by a bank, in the form its encoder reads.

        ``is_word`` tells whether a word is right as it stands; without it no slip is mended.
        """
        self._is_word = is_word
        self._banked = banked
        self._shown = shown or ShownPassages(())
        self._swaps = swaps or Swaps(())

    def understand(self, message: str, history: Sequence[Turn]) -> Understood:
        """What the message means after ``history`` (oldest first); markup around it is no part."""
        message = unpasted(message)
        talk = self._talk(history[-MEMORY:])
        act = recognise(message) if not talk and _began(history) else None
        if act is not None and act.act in FORMS:
            return Understood(message, "", next(name for name in FORMS if name == act.act))
        asked = self._understood(message, talk)
        return with_wholes(asked, self._swaps.people) if self._banked else asked

    def _talk(self, turns: Sequence[Turn]) -> tuple[Exchange, ...]:
        talk: list[Exchange] = []
        for place, turn in enumerate(turns):
            if turn.role != "user":
                continue
            reply = turns[place + 1] if place + 1 < len(turns) else None
            shown = Shown()
            if reply is not None and reply.role == "assistant":
                shown = self._shown.of(reply)
            said_before = unpasted(turn.content[:MESSAGE_MOST])
            asked = self._understood(said_before, tuple(talk))
            act = recognise(said_before)
            asks = act is None or bool(act.about) or act.act in _ALSO_QUESTIONS
            nothing_before = not talk and not asks
            if asked.pleasantry or nothing_before or is_pleasantry(bare(said_before)):
                continue
            act = Recognised("more") if asked.request == "go_on" else asked.act
            question = asked.read_as if act is None and asked.read_as else asked.question
            if not self._banked and act is None:
                question = asked.read_as or asked.alone or asked.question
            replied = reply is not None and reply.role == "assistant"
            # The words of a refusal are the product's own and carry nothing of the corpus.
            told = shown.passages or not self._shown.known
            said = reply.content if reply is not None and replied and told else ""
            talk.append(Exchange(said_before, question, act, shown, asked.leaning, said))
        return tuple(talk)

    def _understood(self, message: str, talk: tuple[Exchange, ...]) -> Understood:
        typed = message
        if talk and self._is_word is not None:
            message = mended(message, self._is_word)
        if message != typed:
            return replace(self._understood(message, talk), message=typed)
        said, act = bare(message), recognise(message) if talk else None
        other = self._other(message, talk) if act is not None and act.act == "other" else None
        if found := other or table_over(message, talk):
            return found
        wants_form = act is not None and (act.act in FORMS or act.act == "ordinal")
        if talk and is_pleasantry(said) and not wants_form:
            return Understood(message, message, pleasantry=True, talk=talk)
        if talk and _YES.match(said):
            before = ground(talk)
            return Understood(
                message, before.question, "go_on", before.leaning, before=before, talk=talk
            )
        if act is not None:
            back = self._returned if act.act == "return" else _acted
            if found := back(message, act, talk):
                return replace(found, otherwise=self._question(message, talk))
            if act.act == "return" and not self._banked and (fresh := said_of(act)):
                return Understood(message, fresh, talk=talk, read_as=fresh, alone=fresh)
        ordered = form_last(message)
        shaped = _IN_A_SHAPE.search(ordered)
        if shaped and (found := self._in_a_shape(ordered, shaped, talk)):
            return replace(found, message=message)
        return self._question(message, talk)

    def _other(self, message: str, talk: tuple[Exchange, ...]) -> Understood | None:
        """The last question about the other one of two that stand for one another."""
        asked = [_spoken_of(e) for e in talk if _is_question(e)]
        other = self._swaps.other(asked[-1]) if asked else ""
        if not other or (talk[-1].act and talk[-1].act.act == "ordinal"):
            return None
        return Understood(message, other, talk=talk, read_as=other, alone=other)

    def _returned(
        self, message: str, act: Recognised, talk: tuple[Exchange, ...]
    ) -> Understood | None:
        """An earlier topic again, or what is asked about it further."""
        counted = recognise(act.about)
        place = recognise(f"{act.about}, {act.further}" if act.further else act.about)
        in_a_list = place is not None and place.act == "ordinal"
        if place and in_a_list and counted and not BY_PLACE.fullmatch(act.about):
            # Who goes back does not count in the last answer, where a list stands before it.
            earlier = newest_list(talk[:-1], max(place.place, place.many)) if talk[1:] else None
            counts = earlier is not None and len(earlier.shown.items) > 1
            return _acted(message, place, talk[:-1] if counts else talk)
        exchange = topical(talk, act.about)
        if exchange is None:
            return None
        if not act.further:
            repeated = Recognised("repeat")
            return Understood(
                message, exchange.question, None, exchange.leaning,
                act=repeated, before=exchange, talk=talk, read_as=exchange.message,
            )  # fmt: skip
        inner = self._understood(act.further, (exchange,))
        wanted = inner.act or (Recognised("return") if inner.before else None)
        return replace(inner, message=message, pleasantry=False, talk=talk, act=wanted)

    def _in_a_shape(
        self,
        message: str,
        shaped: re.Match[str],
        talk: tuple[Exchange, ...],
    ) -> Understood | None:
        """A question that says in which form it wants its answer."""
        rest = message[: shaped.start()].strip()
        on_talk = talk and (recap := recognise(rest)) is not None and recap.act == "summary"
        if len(rest.split()) < 2 and not on_talk and not (talk and _POINTS_BACK.search(rest)):
            return None
        request: Request = next(
            (name for name in _shapes() if shaped.groupdict().get(name)), "shorter"
        )
        act = recognise(rest) if talk else None
        if act is not None and act.act not in FORMS:
            return replace(self._understood(rest, talk), message=message, request=request)
        again = act is not None and act.act == "repeat"
        back = again or _POINTS_BACK.search(rest) or _MAKES_ONE.match(bare(rest))
        if talk and back and len(rest.split()) <= _POINTS_BACK_WORDS:
            before = all_listed(talk) if _ALL.search(rest) else answered(talk)
            return Understood(
                message, before.question, request, before.leaning,
                act=Recognised("repeat", about=act.about if act and again else _topic(rest)),
                before=before, talk=talk,
            )  # fmt: skip
        if back and not talk:
            return None
        # A corpus may well have its one sentence ready, so those words stay in the question.
        inner = self._question(message if request == "one_sentence" else rest, talk)
        return Understood(
            message,
            inner.question,
            request,
            inner.leaning,
            before=inner.before,
            talk=talk,
            read_as=inner.read_as,
            alone=inner.alone,
        )

    def _question(self, message: str, talk: tuple[Exchange, ...]) -> Understood:
        """A question, of its own or leaning on the ones before."""
        if not talk:
            said = unhurried(message)
            return Understood(message, said, alone=said)
        if _again(message, talk[-1].message):
            # Whoever asks again wants the same answer, not what it adds to itself.
            return replace(self._question(message, talk[:-1]), talk=talk)
        fresh = _NEW_TOPIC.sub("", message)
        if fresh != message and len(fresh.split()) > 1:
            return Understood(message, fresh, talk=talk, alone=fresh)
        return self._in_talk(message, talk)

    def _in_talk(self, message: str, talk: tuple[Exchange, ...]) -> Understood:
        """A question behind others: a swap, a correction, a follow-up, or one of its own."""
        earlier = [e for e in talk if _is_question(e)] or list(talk[-1:])
        asked = [_spoken_of(e) for e in earlier]
        saying = [question for question in asked if not asks_only(question)] or asked
        bared = bare(message)
        if freed := in_general(bared, asked[-1]):
            return Understood(message, freed, talk=talk, read_as=freed, alone=freed)
        swaps = [self._swaps.swapped(bared, question) for question in reversed(saying)]
        corrected = claimed(bared) or bare(meant_by(bared, leaning=True))
        if not swaps[0] and corrected != bared:
            swaps = [self._swaps.swapped(corrected, q, named=True) for q in reversed(saying)]
        if swaps[0]:
            first, *others = dict.fromkeys(swapped for swapped in swaps if swapped)
            return Understood(
                message, first, talk=talk, read_as=first, alone=first, others=tuple(others[:1])
            )
        if who := who_then(bared, asked[-1], self._swaps.people):
            return Understood(message, who, talk=talk, read_as=who, alone=who)
        message = unhurried(message)
        said = _FILLER.sub("", message)
        leaning = leans_on_history(said)
        meant = meant_by(said, leaning)
        corrects = meant != said
        leaning = leaning or (corrects and (leans_on_history(meant) or says_meant(said)))
        if leaning:
            meant = _TAIL.sub("", meant)
        if corrects and (other := turned(meant, asked[-1])):
            return Understood(message, other, talk=talk, read_as=other, alone=other)
        if not self._banked:
            leaning = leaning or points(meant)
            # A refusal brought nothing up that a further question could be about.
            told = [e for e in earlier if e.passages] or earlier
            question = carried(meant, told) if leaning else meant
            return Understood(
                message, question, None, leaning, before=answered(talk), talk=talk, alone=meant
            )
        # The encoder hardly hears a "not" behind a question without one.
        denied = leaning and _NOT.search(meant) and not _NOT.search(asked[-1])
        if denied and (whole := self._swaps.resolved(_OPENS.sub("", meant), asked[-1])):
            return Understood(message, whole, talk=talk, read_as=whole, alone=whole)
        question = behind(meant, asked) if leaning else meant
        meant_too = _behind_shown(meant, earlier) if leaning or points_back(meant) else ()
        return Understood(
            message, question, None, leaning and question != meant, before=ground(talk),
            talk=talk, alone=meant, corrects=corrects, others=meant_too,
            named=self._swaps.asked_of(_OPENS.sub("", meant), asked) if leaning else "",
        )  # fmt: skip


def understand(message: str, history: Sequence[Turn]) -> Understood:
    """``Conversations.understand`` where no corpus is at hand."""
    return Conversations().understand(message, history)


def _acted(message: str, act: Recognised, talk: tuple[Exchange, ...]) -> Understood | None:
    """The act, with the exchange it goes back to; ``None`` where it has nothing to work on."""
    before = gone_back_to(act, talk)
    if act.act == "ordinal" and _OF_A_LIST.search(message):
        listed = tuple(e for e in talk if e.shown.listed)
        before = gone_back_to(act, listed) if listed else before
    if act.act == "ordinal" and (thing := _OF_THINGS.search(message)):
        # "The last team again" is counted among teams, whatever was listed since.
        of_those = tuple(e for e in talk if e.shown.listed and _speaks_of(thing["thing"], e))
        before = gone_back_to(act, of_those) if of_those else before
    request: Request | None = None
    if act.act == "ordinal" and act.way:
        beside = _beside(talk, act.way)
        if beside is None and not _one_row(talk):
            return None
        act = replace(act, place=beside or 0)
    if act.act in FORMS:
        request = next(name for name in FORMS if name == act.act)
    if act.act in _ON_AN_ANSWER and not _INSISTS.match(message):
        # A refusal has no form to change and no place: what is meant is the answer before it.
        before = all_listed(talk) if _ALL.search(message) else answered(talk)
    if act.act in ("ordinal", "superlative"):
        form = recognise(act.about)
        request = next((name for name in FORMS if form and name == form.act), None)
    return Understood(
        message, before.question, request, before.leaning, act=act, before=before, talk=talk
    )


def _speaks_of(thing: str, exchange: Exchange) -> bool:
    said = " ".join((exchange.message, *(p.text for p in exchange.passages)))
    return set(content_stems(thing)) <= set(content_stems(said))


def _beside(talk: tuple[Exchange, ...], way: str) -> int | None:
    """The place beside the one that was asked for last: "the next one", "the one before that"."""
    places = [e.act.place for e in talk[-2:] if e.act and e.act.act == "ordinal" and e.act.place]
    step = -1 if way in STEPS_BACK else 1
    return places[-1] + step if places and places[-1] + step else None


def _one_row(talk: tuple[Exchange, ...]) -> bool:
    """Whether the last answer showed one row of a table, which has others beside it."""
    shown = talk[-1].passages
    return len(shown) == 1 and shown[0].kind == "table_row"


def _again(message: str, before: str) -> bool:
    """Whether it is the question before, word for word: no "and then?", which goes on each time."""
    return bare(message).lower() == bare(before).lower() and not opens_on(message)


def _behind_shown(meant: str, earlier: Sequence[Exchange]) -> tuple[str, ...]:
    """A follow-up behind the newest question that was answered, if that is not the last one."""
    shown = next((e for e in reversed(earlier) if e.passages), None)
    if shown is None or shown is earlier[-1]:
        return ()
    return (behind(meant, [turns.newest(shown.question)]),)


def _began(history: Sequence[Turn]) -> bool:
    return any(turn.role == "user" for turn in history)


def _is_question(exchange: Exchange) -> bool:
    """Whether a follow-up can lean on it: on "which is the smallest", not on "shorter"."""
    act = exchange.act
    return act is None or act.act == "superlative" or bool(_brought_up(act))


def _spoken_of(exchange: Exchange) -> str:
    """What a follow-up to an exchange leans on: what was asked, or what an act brought up."""
    if exchange.act is None:
        return turns.newest(exchange.question)
    return _brought_up(exchange.act) or exchange.message


def _brought_up(act: Recognised) -> str:
    return (act.about or act.way) if act.act in _BRINGS else ""


def _topic(rest: str) -> str:
    return _PUTS.sub("", bare(rest))


def _shapes() -> tuple[Request, ...]:
    return ("bullets", "table", "one_sentence", "simpler", "shorter", "prose")
