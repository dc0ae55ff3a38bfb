"""What a language model wrote is let through only as far as the article proves it.

The model's text is read claim by claim while it streams. A claim is let through when the passages
it cites support it (``support``); a claim without a marker gets a passage that does, if there is
one. What fails is replaced by the words it cites, or dropped with what depends on it: items with
their lead, the second half of a pair, a statement with its denial (``leaning``). Markdown that
could load or link to something foreign is reduced to its words (``markup``).

What was let through is never taken back, its numbering included: the pieces joined are the text
of the result. Therefore a claim waits until the beginning of the next one shows that it is not
denied there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.proof import leaning
from assistant.proof.citations import (
    Resolved,
    markers_in,
    quote_of,
    renumber,
    split_claims,
    unsupported_numbers,
    without_markers,
)
from assistant.proof.judge import Judge
from assistant.proof.leads import Lead, answers_wrongly, is_answer, is_chatty
from assistant.proof.markup import defused
from assistant.proof.pieces import said, space_after, with_markers, words_alone
from assistant.proof.proving import Place, Proof, Proving, is_polar, is_short, says_silent
from assistant.proof.support import CITED_SUPPORT, STRAY_SUPPORT, cites
from assistant.records import Citation, Document, Passage
from assistant.text import patterns as re

NOT_COVERED = "NOT_COVERED"
"""What a model writes, and nothing else, when the passages do not answer."""

_TICK = r"[✓✔✅☑✗✘❌✖🚫⛔👍👎🔴🟢]\ufe0f?[ \t]*"
_PREFIX = re.compile(rf"\s*(?:(?:[-*+•>]|\d{{1,3}}[.)]|#{{1,6}})[ \t]+|{_TICK})*")
_CROSS = re.compile(r"[✗✘❌✖🚫⛔👎🔴]")
"""A sign that what stands beside it is not so."""
_SENTINEL = re.compile(rf"{NOT_COVERED}|{NOT_COVERED.replace('_', ' ')}|^\W*not covered\W*$", re.I)
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?|={3,}")
_STRUCK = re.compile(r"(?P<toggle>~~)|(?P<open><(?:del|strike)>)|</(?:del|strike)>", re.I)
_ANNOUNCING = 5
"""Content words up to which a sentence only announces what the next one says."""


_NOT_SO = Lead("Not so:", "colon")
"""What a cross says of what stands beside it."""


class Grounding:
    """Reads one model answer and lets the proved part of it through.

    Use: ``feed`` it pieces and show what it returns, ``finish``, then read ``resolved``,
    ``derived``, ``declined``, ``dropped`` and ``left_out``.
    """

    def __init__(
        self,
        shown: Sequence[Passage],
        documents: Mapping[str, Document],
        judge: Judge | None = None,
    ) -> None:
        self.dropped = 0
        """Claims that were not let through, or only as a quote."""
        self.left_out = False
        """Whether something was dropped that claimed to be in the article."""
        self.cut = False
        """Whether the text ended before its end."""
        self._shown = tuple(shown)
        self._documents = documents
        self._proving = Proving(shown, documents, judge)
        self._by_span = {(p.document_id, p.start, p.end): p for p in reversed(self._shown)}
        self._declined = False
        self._saw_silence = False
        self._judged: set[str] = set()  # Bodies of claims so far; small models repeat themselves.
        self._order: dict[tuple[str, int, int], int] = {}
        self._said_whole: set[str] = set()  # Ids of passages that were given word for word.
        self._derived: list[str] = []
        self._buffer = ""
        self._next = ""  # A claim that waits for the beginning of the one behind it.
        self._text = ""
        self._gap = ""  # White space owed before the next claim.
        self._bullet = ""  # The sign of a list item whose first sentence was dropped.
        self._waiting: list[Lead] = []  # Leads that were not written yet.
        self._scope: list[Lead] = []  # Leads that what is read now stands under.
        self._gone = False  # The claim before was dropped.
        self._replaced = False  # The claim before was replaced by what it cites.
        self._leadless = False  # What leads to the items that come was left out.
        self._struck = False  # Within words that are struck through.
        self._announced = False  # The claim before said that this one is false.
        self._before = ""  # The last claim that was let through, and what it cites.
        self._before_cited: tuple[int, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether the model said that the passages do not answer, and nothing else was proved."""
        return self._declined and not self._text

    @property
    def derived(self) -> tuple[str, ...]:
        """Figures of the text that the quotes give in another unit or spelling."""
        return tuple(self._derived)

    @property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where in the text the passages' own words stand; the rest is the model's."""
        quotes = [words_alone(c.source.quote) for c in self.resolved.citations]
        spans: list[tuple[int, int]] = []
        start = 0
        for claim in split_claims(self._text):
            bare = words_alone(without_markers(claim))
            if bare and any(bare in quote for quote in quotes):
                begin = start + len(claim) - len(claim.lstrip())
                spans.append((begin, start + len(claim.rstrip())))
            start += len(claim)
        return tuple(spans)

    @property
    def resolved(self) -> Resolved:
        """What was let through so far, with its citations."""
        citations = tuple(
            Citation(number, quote_of(self._documents[key[0]], self._by_span[key]))
            for key, number in self._order.items()
        )
        return Resolved(self._text, citations)

    def stream(self, deltas: Iterable[str]) -> Iterator[str]:
        """The proved pieces of ``deltas``, each as soon as it is proved; never empty ones.

        Ends early, and closes ``deltas``, once the model has said that the passages do not answer.
        """
        try:
            for delta in deltas:
                if piece := self.feed(delta):
                    yield piece
                if self.declined:
                    return
            if piece := self.finish():
                yield piece
        finally:
            close = getattr(deltas, "close", None)
            if close is not None:
                close()

    def feed(self, delta: str) -> str:
        """Reads on; what may be shown now, often nothing."""
        self._buffer += delta
        claims = split_claims(self._buffer)
        # The last claim may go on, and a bracket behind a full stop may be a marker of the claim
        # in front of it.
        keep = 2 if claims and claims[-1].lstrip()[:1] in ("[", "【") else 1
        self._buffer = "".join(claims[-keep:])
        piece = "".join(self._take(claim) for claim in claims[:-keep])
        begun = self._body_of(self._buffer)
        sure = len(begun) >= leaning.DENIAL_REACH and not leaning.denies(begun)
        return piece + self._judge_next() if sure and list(markers_in(self._next)) else piece

    def finish(self, *, cut: bool = False) -> str:
        """The end of the text; what of its last claims may be shown.

        Of a text that was ``cut`` the last claim is not whole, so it is left out.
        """
        claims = split_claims(self._buffer)
        self.cut = cut
        if cut and claims:
            claims.pop()
        self._buffer = ""
        piece = "".join(self._take(claim) for claim in claims) + self._judge_next()
        self._declined = self._declined or self._saw_silence
        return piece

    # --- one claim after the other --------------------------------------------------------------

    def _take(self, claim: str) -> str:
        """Judges the claim that waited, unless ``claim`` denies it, and lets ``claim`` wait."""
        if not claim.strip():
            if self._next:
                self._next += claim
                return ""
            return self._judge(claim)
        denied = self._next.strip() and leaning.denies(self._body_of(claim))
        if denied and not (self._own_words(self._next) and self._own_words(claim)):
            pair, self._next = self._next + claim, ""
            return self._drop(pair)
        piece = self._judge_next()
        self._next = claim
        return piece

    def _judge_next(self) -> str:
        claim, self._next = self._next, ""
        return self._judge(claim) if claim else ""

    def _own_words(self, claim: str) -> bool:
        """Whether a claim repeats a passage it cites, word for word."""
        bare = words_alone(without_markers(claim))
        cited = [self._shown[n - 1] for n in cites(claim, len(self._shown))]
        return any(bare in words_alone(p.text) for p in cited)

    @staticmethod
    def _body_of(claim: str) -> str:
        prefix = _PREFIX.match(claim)
        return claim[prefix.end() if prefix else 0 :].strip()

    def _judge(self, claim: str) -> str:
        """What of ``claim`` is let through, white space in front included; often all of it."""
        if _SENTINEL.search(claim):
            self._declined = True
            return self._drop(claim)
        if self.declined:
            return ""  # What comes after is not about the passages.
        if self._is_struck(claim):
            return self._drop(claim)
        bare = claim.strip()
        prefix = _PREFIX.match(claim)
        sign = prefix.group() if prefix else ""
        body = defused(claim[len(sign) :]).strip()
        if not self._at_line_start():
            sign = ""  # A "1." in the middle of a line would be a number, not the sign of an item.
        if not bare or not body:
            self._owe(claim)
            return ""
        if self._at_line_start() and not sign.strip() and self._gap.count("\n") > 1:
            self._scope = [lead for lead in self._scope if lead.kind == "heading"]
        marked = bool(list(markers_in(body)))
        if self._announces(body) or (not marked and self._leads(claim, body)):
            return self._led(claim, sign, body)
        item = bool(sign.strip("# \t\n>"))
        crossed = bool(_CROSS.search(claim)) and not body.startswith("|")
        proved = "" if body in self._judged else self._let(body, item, crossed=crossed)
        self._judged.add(body)
        if not proved:
            self._saw_silence = self._saw_silence or says_silent(body)
            return self._drop(claim, sign)
        if self._replaced:  # A tick or a cross says nothing of a quote.
            sign = re.sub(_TICK, "", sign)
        piece = self._emit(sign, proved)
        self._owe(claim)
        return piece

    def _is_struck(self, claim: str) -> bool:
        """Whether a claim, or a part of it, is struck through: its writer took it back."""
        begun = self._struck
        for mark in _STRUCK.finditer(claim):
            self._struck = not self._struck if mark["toggle"] else bool(mark["open"])
        return begun or self._struck or bool(_STRUCK.search(claim))

    def _announces(self, body: str) -> bool:
        """Whether a claim only says that the next one is false."""
        few = self._proving.words_beyond(without_markers(body)) <= _ANNOUNCING
        return few and not body.endswith(":") and leaning.announces_falsehood(body)

    def _led(self, claim: str, sign: str, body: str) -> str:
        """Takes a claim that leads to the next one; nothing is written yet."""
        if self._announces(body):
            self._announced = True
            return self._drop(claim, sign)
        lead = Lead(sign + body + space_after(claim), self._kind_of(claim, body))
        if lead.kind == "heading":
            lead.level = claim.lstrip().count("#", 0, 6) or 7
            self._waiting = [
                w for w in self._waiting if w.kind == "heading" and w.level < lead.level
            ]
            self._scope = [w for w in self._scope if w.kind == "heading" and w.level < lead.level]
        elif lead.kind == "colon":
            self._waiting = [w for w in self._waiting if w.kind == "heading"]
            self._scope = [w for w in self._scope if w.kind == "heading"]
        if lead.kind in ("heading", "colon") or leaning.negates(lead.bare):
            self._scope.append(lead)
        self._waiting.append(lead)
        self._gone = False
        return ""

    def _kind_of(self, claim: str, body: str) -> str:
        if claim.lstrip().startswith("#") or re.fullmatch(r"\*\*[^*]+\*\*:?", body):
            return "heading"
        if body.startswith("|") or _TABLE_RULE.fullmatch(body):
            return "table"
        return "colon" if body.endswith(":") else "short"

    def _leads(self, claim: str, body: str) -> bool:
        """Whether a claim without a marker only leads to what follows it."""
        if claim.strip().startswith("#") or body.endswith((":", "?")):
            return True
        if _TABLE_RULE.fullmatch(body):
            return True
        if body.startswith("|"):  # The head of a table: no row was let through, no rule seen.
            return not any(lead.kind == "table" for lead in self._waiting) and not self._in_table()
        whole_line_bold = re.fullmatch(r"\*\*[^*]+\*\*:?", body)
        return bool(whole_line_bold) or self._proving.says_nothing(body)

    def _at_line_start(self) -> bool:
        if self._waiting:
            return self._waiting[-1].text.endswith("\n")
        return not self._text or "\n" in self._gap

    def _in_table(self) -> bool:
        return self._text.rpartition("\n")[2].startswith("|") and "\n\n" not in self._gap

    # --- whether it holds -----------------------------------------------------------------------

    def _let(self, body: str, item: bool, *, crossed: bool = False) -> str:
        """``body`` with its final markers; a quote in its place; or nothing."""
        known = cites(body, len(self._shown))
        bare = without_markers(body)
        announced, self._announced = self._announced, False
        stands_alone = not (self._gone and leaning.leans(bare))
        stands_alone = stands_alone and not (crossed and leaning.is_clause(bare))
        # Behind a quote in place of a claim, "Otherwise" is said of something else.
        stands_alone = stands_alone and not (self._replaced and leaning.opposes(bare))
        self._replaced = False
        question = self._waiting[-1].bare if self._waiting else ""
        question = question if question.endswith("?") else ""
        proof = Proof()
        if stands_alone and not announced:
            place = Place(
                (*self._scope, *[_NOT_SO] * crossed),
                item,
                self._before,
                self._before_cited,
                body,
                question,
            )
            proof = self._proving.proof_of(bare, known, place)
        cited = proof.cited
        self._derived += [figure for figure in proof.derived if figure not in self._derived]
        if not cited:
            under = [lead for lead in self._scope if lead.kind == "colon" or is_polar(lead)]
            score = self._proving.score
            near = [n for n in known if score(bare, [n]) >= STRAY_SUPPORT]
            about = announced or not stands_alone or score(bare, near) >= CITED_SUPPORT
            about = about or (bool(question) and is_short(bare))
            return self._quoted(near or known) if known and about and not under else ""
        if self._leaderless(bare, cited, item):
            return self._quoted(cited)
        if re.match(r"[\W_]*[\[【]", body) or not set(cited) & set(known):
            body = bare  # Markers in front would run into those of the claim before.
        self._before, self._before_cited = bare, cited
        allowed = [p if n in cited else None for n, p in enumerate(self._shown, start=1)]
        unmarked = [n for n in cited if n not in set(markers_in(body))]
        return renumber(with_markers(body, unmarked), allowed, self._order)

    def _leaderless(self, bare: str, cited: Sequence[int], item: bool) -> bool:
        """Whether a claim is an item that is no sentence, and what leads to it is not written.

        "The budget." says one thing under "They own:" and another under "They never see:".
        """
        leads = [lead for lead in self._waiting if lead.kind != "table"]
        passages = [self._shown[n - 1] for n in cited]
        if leads:
            self._leadless = leads[-1].text not in self._led_by(bare, passages)
        elif not item:
            self._leadless = False
        return self._leadless and item and not leaning.is_clause(bare)

    def _quoted(self, numbers: Sequence[int]) -> str:
        """The words of the passages that a claim cites, in place of the claim."""
        self.dropped += 1
        self._replaced = True
        fresh = [n for n in numbers if self._shown[n - 1].id not in self._said_whole]
        self._said_whole |= {self._shown[n - 1].id for n in fresh}
        quotes = " ".join(f"{said(self._shown[n - 1])} [{n}]" for n in fresh)
        self._before, self._before_cited = "", ()
        return renumber(quotes, self._shown, self._order)

    # --- writing --------------------------------------------------------------------------------

    def _drop(self, claim: str, sign: str = "") -> str:
        self.dropped += 1
        repeated = self._body_of(claim) in self._judged and claim.strip() in self._text
        if list(markers_in(claim)) and not repeated:
            self.left_out = True
        if (
            self._at_line_start()
            and "\n" in claim[len(claim.rstrip()) :]
            and not sign.strip("# >\n")
        ):
            self._leadless = True
        self._owe(claim)
        self._bullet = "" if "\n" in claim[len(claim.rstrip()) :] else self._bullet or sign
        self._waiting = [lead for lead in self._waiting if lead.kind != "short"]
        self._gone = True
        self._before, self._before_cited = "", ()
        return ""

    def _owe(self, claim: str) -> None:
        """Remembers the white space behind ``claim``: a blank, a line or a paragraph."""
        space = space_after(claim) if claim.strip() else claim
        lines = min(max(space.count("\n"), self._gap.count("\n")), 2)
        self._gap = "\n" * lines or " "

    def _led_by(self, claim: str, passages: Sequence[Passage]) -> str:
        """The leads that stand before ``claim``: an answer goes with its question."""
        kept: list[str] = []
        unasked = False
        question = ""
        for lead in self._waiting:
            stands = (
                (lead.kind == "table" and not unsupported_numbers(lead.text, passages))
                or is_polar(lead)
                or self._proving.stands([lead], passages)
            )
            if lead.kind == "short":
                answered = unasked or answers_wrongly(lead.bare, claim, passages, question)
                stands = stands and not (answered and is_short(lead.bare))
                stands = stands and self._answers(question, lead, passages)
                if lead is self._waiting[-1] and lead.bare.endswith("?") and not stands:
                    # A question in words of its own is judged with what answers it.
                    stands = self._proving.answers(lead.bare, claim, passages)
                unasked = unasked or not stands
                question = lead.bare if lead.bare.endswith("?") else question
            kept += [lead.text] if stands else []
        return "".join(kept)

    def _answers(self, question: str, lead: Lead, passages: Sequence[Passage]) -> bool:
        """Whether what stands behind a question may; "The captain." is a claim of its own there."""
        if is_chatty(lead):
            return False
        if not question or lead.bare.endswith("?") or is_answer(lead) or is_polar(lead):
            return True
        return self._proving.answers(question, lead.bare, passages)

    def _emit(self, sign: str, proved: str) -> str:
        keys = {number: key for key, number in self._order.items()}
        passages = [self._by_span[keys[number]] for number in set(markers_in(proved))]
        if not proved.startswith("|"):  # A quote in place of a row needs no head over it.
            self._waiting = [lead for lead in self._waiting if lead.kind != "table"]
        waiting = self._led_by(without_markers(proved), passages)
        self._waiting.clear()
        self._gone = False
        if self._in_table() and not (waiting + sign + proved).lstrip().startswith("|"):
            self._gap = "\n\n"  # Behind a row, any line but an empty one is a row.
        bullet, self._bullet = "" if sign else self._bullet, ""
        piece = (self._gap if self._text else "") + bullet + waiting + sign + proved
        if not self._text:
            piece = piece.lstrip()
        self._gap = ""
        self._text += piece
        return piece
