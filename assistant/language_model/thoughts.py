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

import re

_NAMES = (
    r"(?:\w{1,12}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratch_?pad|"
    r"inner_?monologue|analysis|deliberation|chain_?of_?thought|cot)"
)
_CHANNEL = r"<\|channel\|>\s*{}[^<]{{0,60}}(?:<\|constrain\|>[^<]{{0,40}})?<\|message\|>"
_SPEAKER = r"(?:<\|(?:end|return|call)\|>\s*)?(?:<\|start\|>\s*assistant\s*)?"
_OPEN = (
    rf"<\s*{_NAMES}(?:\s[^<>\n]{{0,80}})?\s*>"
    r"|\[THINK\]|◁think▷|<\|begin_of_thought\|>|<\|START_THINKING\|>|<unused94>"
    rf"|{_SPEAKER}{_CHANNEL.format('(?:analysis|commentary)')}"
    # A model that runs on speaks for its visitor next; nothing of that is an answer.
    r"|<\|(?:im_start|start_header_id)\|>\s*(?:user|system|tool)\b|<start_of_turn>\s*user\b"
    r"|<\|(?:user|system)\|>"
)
_CLOSE = (
    rf"<\s*/\s*{_NAMES}\s*>"
    r"|\[/THINK\]|◁/think▷|<\|end_of_thought\|>|<\|END_THINKING\|>|<unused95>"
    rf"|{_SPEAKER}{_CHANNEL.format('final')}"
)
_FRAME = (
    r"<\|(?:end|return|call|im_end|eot_id|begin_of_solution|end_of_solution|START_RESPONSE"
    r"|END_RESPONSE|endoftext|end_of_text|eom_id|end_header_id|assistant|im_sep)\|>"
    r"|<\|(?:start|im_start|start_header_id)\|>\s*assistant\s*|<start_of_turn>\s*model\s*"
    r"|</?s>|<end_of_turn>|<eos>|<｜[^<>｜\n]{1,40}｜>"
)
"""Marks of the format itself, which are neither thoughts nor words."""
_MARK = re.compile(rf"(?P<open>{_OPEN})|(?P<close>{_CLOSE})|(?P<frame>{_FRAME})", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?:(?:<\|(?:start|end|return|call|channel|constrain)\|>[^<]{0,80})+(?:<[^>\n]{0,20})?"
    r"|(?:<\|(?:im_start|start_header_id)\|>|<start_of_turn>)\s*[a-z]{0,9}"
    r"|[<\[◁][^<>\[\]◁▷\n]{0,120})\Z"
)
"""What may be the first half of a mark: a tag that is still open, or the tokens before a channel's
message."""
_CUT_TAG = re.compile(
    rf"(?:<start_of_turn>.*|<\s*/?\s*(?:{_NAMES}.*)?|<\|.*|\[/?TH?I?N?K?|◁.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_HALF_NAME = re.compile(r"<\s*/?\s*([a-z]{1,12})\Z", re.IGNORECASE)
_TAGS = ("thinking", "thought", "reasoning", "reflection", "scratchpad", "analysis")
# Harmony with its special tokens removed: "analysisWe need …assistantfinalA keeper …".
_BARE = re.compile(r"\s*analysis(?=[A-Z\"'(])")
_BARE_BEGUN = re.compile(r"\s*(?:a|an|ana|anal|analy|analys|analysi|analysis)?\Z")
_BARE_END = "assistantfinal"


class ThoughtFilter:
    """Feed it a model's text; it gives back what is meant to be read.

    Args:
        hold: give nothing back before ``finish``, for a model that may close without opening.
    """

    def __init__(self, *, hold: bool = False) -> None:
        self.closed_alone = False
        """Whether a closing mark came that nothing had opened."""
        self.thought = False
        """Whether there was any thought at all."""
        self._hold = hold
        self._depth = 0
        self._buffer = ""
        self._held = ""
        self._begun = False
        self._bare = False

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
        if self._bare or self._begins_bare():
            return self._after_bare(final=final)
        if not final and not self._begun and _BARE_BEGUN.match(self._buffer):
            return ""
        self._begun = self._begun or bool(self._buffer)
        ready = self._ready(final=final)
        kept: list[str] = []
        position = 0
        for match in _MARK.finditer(ready):
            if self._depth == 0:
                kept.append(ready[position : match.start()])
            position = match.end()
            if match["open"]:
                self.thought = True
                self._depth += 1
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

    def _begins_bare(self) -> bool:
        if self._begun or not _BARE.match(self._buffer):
            return False
        self._bare = self._begun = self.thought = True
        return True

    def _after_bare(self, *, final: bool) -> str:
        _, found, tail = self._buffer.partition(_BARE_END)
        if found:
            self._bare, self._buffer = False, tail
            return self._scan(final=final)
        self._buffer = "" if final else self._buffer
        return ""


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
