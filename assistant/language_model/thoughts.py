"""Take a model's thoughts out of its text while it streams. Pure.

Reasoning models put what they think before what they say, each family in its own marks: tags such
as ``<think>``, brackets such as ``[THINK]``, the channels of the harmony format, or nothing but a
closing tag because the opening one stood in the prompt. A mark may be split over chunks, nested,
never closed, or cut by the end. What stands between an opening and its closing mark is dropped;
so is everything in front of a lone closing mark, and everything behind a mark that never closes.

A lone closing mark takes back what came before it, so a reader that does not know its model yet
has to hold the text back until the end: ``ThoughtFilter(hold=True)``. ``closed_alone`` then tells
whether that was needed.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language_model import boxed
from assistant.text import patterns as re

_NAMES = (
    r"(?:[\w:-]{0,20}(?:think|thought|reason|reflect|scratch_?pad|monologue|deliberat"
    r"|ponder|brainstorm|ruminat|self_?check)[\w:-]{0,20}|hidden(?:[_-]\w{1,20})?"
    r"|(?:\w{1,12}[:_])?(?:mind|musings?|notes?|rationale|inner[_-]?(?:voice|speech|dialogue)"
    r"|(?:contemplat|cogitat)\w{2,5}|analysis|plan(?:ning)?|steps?|chain_?of_?thought|cot|details"
    r"|internal|private|drafts?|working|critique|verif\w{1,8}|assessment)"
    # What a model would have a tool do is no answer either.
    r"|[\w:]{0,20}(?:tool|function)_?(?:calls?(?:_section)?|responses?)|function(?:=[\w.-]{1,60})?)"
)
_BRACKETED = r"(?:think(?:ing)?|thoughts?|reasoning|scratchpad|internal)"
_LT, _GT = r"(?:<|＜|&lt;)[\s\u200b\u2060]*", r"\s*(?:>|＞|&gt;)"
_CHANNEL = r"<\|channel\|>\s*{}[^<]{{0,60}}(?:<\|constrain\|>[^<]{{0,40}})?<\|message\|>"
_SPEAKER = r"(?:<\|(?:end|return|call)\|>\s*)?(?:<\|start\|>\s*assistant\s*)?"
_OPEN = (
    rf"{_LT}{_NAMES}(?:\s[^<>\n]{{0,80}})?{_GT}"
    rf"|\[(?:(?:begin|start)[ _])?{_BRACKETED}\]"
    rf"|\{{{{1,2}}\s*{_BRACKETED}\s*\}}{{1,2}}|\\begin\{{{_BRACKETED}\}}"
    r"|\[TOOL_CALLS\]|◁think▷|<\|START_THINKING\|>|<unused94>|<\|python_tag\|>"
    rf"|<[|｜](?:begin|start)[_▁](?:of[_▁])?{_NAMES}[|｜]>|<\|tool_calls_section_begin\|>|<\|{_NAMES}(?<!end)\|>|<\|channel>\s*thought\b"
    r"|<\|im_start\|>\s*think\b|<｜tool[^<>｜\n]{1,30}begin｜>"
    rf"|{_SPEAKER}{_CHANNEL.format('(?:analysis|commentary)')}"
    # A model that runs on speaks for its visitor next; nothing of that is an answer.
    r"|<\|(?:im_start|start_header_id)\|>\s*(?:user|system|tool)\b|<start_of_turn>\s*user\b"
    r"|<\|(?:user|system)\|>"
)
_CLOSE = (
    rf"{_LT}[/\\]\s*{_NAMES}{_GT}"
    rf"|\[(?:/|end[ _]){_BRACKETED}\]"
    rf"|\{{{{1,2}}\s*(?:/\s*|end_?){_BRACKETED}\s*\}}{{1,2}}|\\end\{{{_BRACKETED}\}}"
    r"|<\|(?:response|answer|final(?:_answer)?)\|>"
    r"|◁/think▷|<\|END_THINKING\|>|<unused95>|\[BEGIN FINAL RESPONSE\]"
    rf"|<[|｜](?:end[_▁](?:of[_▁])?|/){_NAMES}[|｜]>|<\|tool_calls_section_end\|>|<\|{_NAMES}_end\|>|<channel\|>"
    r"|<\|im_start\|>\s*answer\b|<｜tool[^<>｜\n]{1,30}end｜>"
    rf"|{_SPEAKER}{_CHANNEL.format('final')}"
)
_FRAME = (
    r"<\|(?:end|return|call|im_end|eot_id|begin_of_solution|end_of_solution|START_RESPONSE"
    r"|END_RESPONSE|endoftext|end_of_text|eom_id|end_header_id|assistant|im_sep"
    r"|(?:begin|end)_of_box)\|>"
    r"|<\|(?:start|im_start|start_header_id)\|>\s*assistant\s*|<start_of_turn>\s*model\s*"
    r"|\[/?(?:final[ _])?(?:answer|response)\]"
    r"|</?s>|<end_of_turn>|<eos>|<｜[^<>｜\n]{1,40}｜>|\[END FINAL RESPONSE\]"
    r"|</?(?:answer|response|output|final(?:[_ ](?:answer|response))?)\s*>"
)
"""Marks of the format itself, which are neither thoughts nor words."""
_VOID = rf"{_LT}{_NAMES}(?:\s[^<>\n]{{0,80}})?/\s*(?:>|＞|&gt;)"
"""A tag that opens and closes at once: nothing was thought."""
_MARK = re.compile(
    rf"(?P<comment><!--)|(?P<comments>-->)|(?P<close>{_CLOSE})|(?P<void>{_VOID})|(?P<open>{_OPEN})|(?P<frame>{_FRAME})",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:(?:<\|(?:start|end|return|call|channel|constrain)\|>[^<]{0,80})+(?:<[^>\n]{0,20})?"
    r"|(?:<\|(?:im_start|start_header_id)\|>|<\|channel>|<start_of_turn>)\s*[a-z]{0,9}"
    r"|&(?:l(?:t(?:;[^&<>\n]{0,60}(?:&[gt]{0,2})?)?)?)?"
    r"|<!-?-?|--?"
    r"|[<＜]/?[\s\u200b\u2060]*\w{3,24}\s*"
    r"|(?<!begin)(?<!end)\{\{?\s*/?\s*[a-z_]{0,15}\s*\}?"
    r"|\\(?:[a-z]{0,5}|(?:begin|end)\{[a-z]{0,12})"
    r"|[<＜\[◁][^<＜>＞\[\]◁▷\n]{0,120})\Z"
)
"""What may be the first half of a mark: a tag that is still open, or the tokens before a channel's
message."""
_CUT_TAG = re.compile(
    rf"(?:<start_of_turn>.*|{_LT}/?\s*(?:{_NAMES}.*)?|<\|.*|\[/?TH?I?N?K?|\[TOOL_.*|◁.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_HALF_NAME = re.compile(r"<\s*/?\s*([a-z]{1,12})\Z", re.IGNORECASE)
_TAGS = ("thinking", "thought", "reasoning", "reflection", "scratchpad", "analysis", "mind")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Thoughts that a text begins with and that no tag marks, but words."""

    begins: re.Pattern[str]
    words: tuple[str, ...]
    ends: re.Pattern[str]
    sure: bool
    """Whether it is thought even where no end comes."""


_FILLERS = ("ok", "okay", "alright", "well", "hmm", "so")
_SPOKEN = (
    # Harmony with its special tokens removed: "analysisWe need …assistantfinalA keeper …".
    _Spoken(
        re.compile(r"analysis(?=[A-Z\"'(])"), ("analysis",), re.compile("assistantfinal"), True
    ),
    _Spoken(re.compile(r"analysis\s"), ("analysis",), re.compile(r"assistant\s*final\b"), False),
    _Spoken(
        re.compile(
            r"[*#_ ]*(?:here(?: is|'s|’s| are) )?(?:my |the )?(?:thinking|thoughts?|reasoning"
            r"|(?:internal|inner) monologue)"
            r"(?: process| steps)?[*_]*:",
            re.IGNORECASE,
        ),
        tuple(
            f"{here}{whose}{what}{how}"
            for here in ("", "here is ", "here's ", "here’s ", "here are ")
            for whose in ("", "my ", "the ")
            for what in (
                "thinking",
                "thought",
                "thoughts",
                "reasoning",
                "internal monologue",
                "inner monologue",
            )
            for how in (":", " process:", " steps:")
        ),
        re.compile(
            r"(?:^|\n)[*#_ ]*(?:here(?: is|'s|’s) )?(?:my |the )?(?:final )?(?:answer|response)"
            r"[*_]*:[*_\s]*(?=[^*_\s])|\[BEGIN FINAL RESPONSE\]",
            re.IGNORECASE,
        ),
        False,
    ),
    _Spoken(
        re.compile(r"(?:(?:ok|okay|alright|well|hmm|so)[,.]? )?let(?:'s|’s| me| us) think\b", re.I),
        tuple(
            f"{first}{who} think"
            for first in ("", *(f"{w}{c} " for w in _FILLERS for c in ("", ",", ".")))
            for who in ("let's", "let’s", "let me", "let us")
        ),
        re.compile(
            r"(?:^|\n)[*#_ ]*(?:my |the |so the )?(?:final )?(?:answer|response)(?: is)?"
            r"[*_]*:[*_\s]*(?=[^*_\s])",
            re.IGNORECASE,
        ),
        False,
    ),
    _Spoken(
        re.compile(r">[ *_]*(?:thinking|thoughts?|reasoning)\b", re.IGNORECASE),
        ("thinking", "thought", "thoughts", "reasoning"),
        re.compile(r"\n\s*\n(?=[^>\s])|\n(?=[^>\s])"),
        True,
    ),
    _Spoken(
        re.compile(r"thinking ?(?:\.\.\.|…)\s*\n", re.IGNORECASE),
        ("thinking...\n", "thinking…\n", "thinking ...\n"),
        re.compile(r"\n(?:\.\.\.|…) ?done thinking\.?\s*\n", re.IGNORECASE),
        False,
    ),
    _Spoken(
        re.compile(
            r"(?:\*\*|#+ |[-=]{2,} ?)(?:my |the )?(?:thinking|thoughts?|reasoning)"
            r"(?: process| steps)?(?:\*\*| ?[-=]{2,})?\s*\n",
            re.IGNORECASE,
        ),
        tuple(
            f"{whose}{what}{how}{end}"
            for whose in ("", "my ", "the ")
            for what in ("thinking", "thought", "thoughts", "reasoning")
            for how in ("", " process", " steps")
            for end in ("\n", "**\n", " ---\n", " ===\n", "---\n", "===\n")
        ),
        re.compile(
            r"\n(?:\*\*|#+ |[-=]{2,} ?)(?:my |the )?(?:final )?(?:answer|response)"
            r"(?:\*\*| ?[-=]{2,})?\s*\n",
            re.IGNORECASE,
        ),
        False,
    ),
    # «think» … «/think»: only at the beginning, as in other languages these quote words.
    _Spoken(
        re.compile(rf"[«‹⟨〈⟦【]\s*{_BRACKETED}\s*[»›⟩〉⟧】]", re.IGNORECASE),
        tuple(
            f"{opening}{space}{word}{space}{closing}"
            for opening, closing in ("«»", "‹›", "⟨⟩", "〈〉", "⟦⟧", "【】")
            for space in ("", " ", "\u00a0", "\u202f")
            for word in (
                "think",
                "thinking",
                "thought",
                "thoughts",
                "reasoning",
                "scratchpad",
                "internal",
            )
        ),
        re.compile(rf"[«‹⟨〈⟦【]\s*/\s*{_BRACKETED}\s*[»›⟩〉⟧】]", re.IGNORECASE),
        True,
    ),
    # What some formats set apart: "/* thinking: … */", "[Reasoning: …]", ":::thinking … :::".
    *(
        _Spoken(
            re.compile(rf"{opening}[ \n]*(?:thinking|thoughts?|reasoning){behind}", re.IGNORECASE),
            tuple(
                f"{shown}{space}{word}{behind}"
                for space in ("", " ", "\n")
                for word in ("thinking", "thought", "thoughts", "reasoning")
            ),
            re.compile(closing),
            True,
        )
        for opening, shown, behind, closing in (
            (r"/\*", "/*", ":", r"\*/\s*"),
            (r"\[", "[", ":", r"\][ \t]*\n\s*"),
            (r":::", ":::", "", r"\n:::[ \t]*\n"),
            (r"%%", "%%", "", r"%%\s*/\s*\w+\s*%%\s*"),
            (r"---\n", "---\n", ":", r"\n---[ \t]*\n"),
            (r"\*\(", "*(", ":", r"\)\*\s*"),
        )
    ),
    # "(thinking: …)" and "*thinks* … *stops*", as in a play.
    _Spoken(
        re.compile(r"[(（](?:thinking|thoughts?|thinks|reasoning|internal)\s*[:：]", re.IGNORECASE),
        tuple(
            f"{bracket}{word}:"
            for bracket in "(（"
            for word in ("thinking", "thought", "thoughts", "thinks", "reasoning", "internal")
        ),
        re.compile(r"[)）][ \t]*\n\s*|\)[ \t]+(?=[A-Z*#|\d-])|）(?=\S)"),
        False,
    ),
    _Spoken(
        re.compile(r"[*_](?:think|ponder|reason)(?:s|ing)?(?=[ *_])", re.IGNORECASE),
        tuple(
            f"{word}{form}{end}"
            for word in ("think", "ponder", "reason")
            for form in ("", "s", "ing")
            for end in "*_ "
        ),
        re.compile(r"[*_](?:ends?|stops?|done|finish\w*)(?: [^*_\n]{0,20})?[*_]\s*", re.IGNORECASE),
        False,
    ),
    _Spoken(
        re.compile(r"(?:```|~~~)(?:think|thinking|thoughts?|reasoning|analysis)\b", re.IGNORECASE),
        tuple(
            f"{fence}{word}"
            for fence in ("```", "~~~")
            for word in ("thinking", "thoughts", "reasoning", "analysis")
        ),
        re.compile(r"\n(?:```|~~~)(?!\w)"),
        True,
    ),
)


def _may_begin(text: str) -> bool:
    """Whether ``text`` is the first part of one of the words that thoughts may begin with."""
    begun = (
        text.lstrip(" *#_>=-\n\t").lower() if text.lstrip()[:1] not in ("`", "~") else text.lstrip()
    )
    return any(word.startswith(begun) for spoken in _SPOKEN for word in spoken.words)


class ThoughtFilter:
    """Feed it a model's text; it gives back what is meant to be read.

    Args:
        hold: give nothing back before ``finish``, for a model that may close without opening.
        formed: JSON was asked for, so that an object is what is meant to be read.
    """

    def __init__(self, *, hold: bool = False, formed: bool = False) -> None:
        self.closed_alone = False
        """Whether a closing mark came that nothing had opened."""
        self.thought = False
        """Whether there was any thought at all."""
        self._hold = hold
        self._depth = 0
        self._comment = False
        self._buffer = ""
        self._held = ""
        self._begun = False
        self._spoken: _Spoken | None = None
        self._may_be_boxed = not formed
        self._boxed = False

    def feed(self, text: str) -> str:
        """What may be read now that ``text`` has come; often nothing yet."""
        self._buffer += text
        return self._given(self._scan(final=False))

    def finish(self) -> str:
        """What may be read of the rest, once nothing more comes."""
        readable = self._scan(final=True)
        self._hold = False
        return self._given(readable)

    def _given(self, readable: str) -> str:
        self._held += readable
        if self._hold:
            return ""
        given, self._held = self._held, ""
        return given

    def _scan(self, *, final: bool) -> str:
        if (set_apart := self._set_apart(final=final)) is not None:
            return set_apart
        self._begun = self._begun or bool(self._buffer)
        ready = self._ready(final=final)
        kept: list[str] = []
        position = 0
        for match in _MARK.finditer(ready):
            comments = bool(match["comments"])
            if comments is not self._comment:
                continue  # An arrow outside of a comment, or anything within one.
            if self._depth == 0:
                kept.append(ready[position : match.start()])
            position = match.end()
            if match["comment"] or comments:
                self._comment = not comments
                self._depth += -1 if comments else 1
            elif match["open"]:
                self.thought = True
                # Channels follow each other and are never one within another.
                self._depth = 1 if "<|channel" in match.group() else self._depth + 1
            elif match["close"]:
                kept = self._closed(kept)
        if self._depth == 0:
            kept.append(ready[position:])
        return "".join(kept)

    def _ready(self, *, final: bool) -> str:
        """What of the buffer cannot be the first half of a mark; the rest stays in it."""
        half = _UNFINISHED.search(self._buffer)
        if half is None:
            ready, self._buffer = self._buffer, ""
        elif not final:
            ready, self._buffer = self._buffer[: half.start()], self._buffer[half.start() :]
        else:
            # At the end a mark that was cut is dropped; a bracket that is none is text.
            words = "" if _is_cut_mark(half.group()) else half.group()
            ready, self._buffer = self._buffer[: half.start()] + words, ""
        return ready

    def _closed(self, kept: list[str]) -> list[str]:
        if self._depth > 0:
            self._depth -= 1
            return kept
        # Nothing was open: everything so far was thought.
        self.closed_alone = self.thought = True
        self._held = ""
        return []

    def _set_apart(self, *, final: bool) -> str | None:
        """What may be read of a text whose thoughts no tag marks; ``None`` where it is none."""
        if self._boxed or self._begins_boxed():
            return self._unboxed() if final else ""
        if self._spoken is not None or self._begins_spoken():
            return self._after_spoken(final=final)
        return "" if not final and not self._begun and self._may_begin() else None

    def _may_begin(self) -> bool:
        """Whether what came so far may be the first part of thoughts that no tag marks."""
        return _may_begin(self._buffer) or (self._may_be_boxed and boxed.may_begin(self._buffer))

    def _begins_boxed(self) -> bool:
        self._boxed = self._may_be_boxed and not self._begun and boxed.begins(self._buffer)
        self._begun = self._begun or self._boxed
        return self._boxed

    def _unboxed(self) -> str:
        """What the answer of an object has to say, which may have thoughts of its own."""
        self._boxed, self.thought = False, True
        self._buffer = boxed.answer_in(self._buffer)
        return self._scan(final=True)

    def _begins_spoken(self) -> bool:
        if self._begun:
            return False
        text = self._buffer.lstrip()
        self._spoken = next((s for s in _SPOKEN if s.begins.match(text)), None)
        self._begun = self._spoken is not None
        return self._begun

    def _after_spoken(self, *, final: bool) -> str:
        """What stands behind thoughts that only words set apart; nothing while they go on."""
        assert self._spoken is not None
        if end := self._spoken.ends.search(self._buffer):
            self._spoken, self.thought = None, True
            self._buffer = self._buffer[end.end() :]
            return self._scan(final=final)
        if not final:
            return ""
        sure, self._spoken = self._spoken.sure, None
        self.thought = self.thought or sure
        self._buffer = "" if sure else self._buffer
        return self._scan(final=True)


def _is_cut_mark(text: str) -> bool:
    """Whether a text that the end cut off is the beginning of a mark rather than words."""
    if half := _HALF_NAME.match(text):
        return any(name.startswith(half[1].lower()) for name in _TAGS)
    return bool(_CUT_TAG.match(text))


def without_thoughts(text: str) -> str:
    """A whole text without its thoughts."""
    thoughts = ThoughtFilter(hold=True)
    thoughts.feed(text)
    return thoughts.finish().strip()
