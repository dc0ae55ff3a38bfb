"""Thoughts never come out, however they are marked, split, nested, cut or left open."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language_model.thoughts import ThoughtFilter, without_thoughts

SECRET = "SECRET plan"
SAID = "A keeper lights the lamp [1]."
MARKED = [
    f"<internal>{SECRET}</internal>{SAID}",
    f"<private>{SECRET}</private>{SAID}",
    f"<draft>\n{SECRET}\n</draft>\n{SAID}",
    f"<critique>{SECRET}</critique>{SAID}",
    f"<verification>{SECRET}</verification>{SAID}",
    f"<think>{SECRET}<\\think>{SAID}",
    f"⟦think⟧{SECRET}⟦/think⟧{SAID}",
    f"【thinking】{SECRET}【/thinking】\n{SAID}",
    f"/* thinking: {SECRET} */\n{SAID}",
    f"[Reasoning: {SECRET}]\n\n{SAID}",
    f":::thinking\n{SECRET}\n:::\n{SAID}",
    f"%%thinking%%{SECRET}%%/thinking%%{SAID}",
    f"---\nthinking: {SECRET}\n---\n{SAID}",
    f"*(thinking: {SECRET})*\n\n{SAID}",
    f"<mind>{SECRET}</mind>{SAID}",
    f"<inner_voice>\n{SECRET}\n</inner_voice>\n{SAID}",
    f"<rationale>{SECRET}</rationale>{SAID}",
    f"«think»{SECRET}«/think»{SAID}",
    f"« thinking »\n{SECRET}\n« /thinking »\n{SAID}",
    f"⟨thought⟩{SECRET}⟨/thought⟩ {SAID}",
    f'{{"thought": "{SECRET}", "answer": "{SAID}"}}',
    f'{{"answer": "{SAID}", "thought": "{SECRET}"}}',
    f'{{"analysis": {{"step": "{SECRET}"}}, "response": "{SAID}"}}',
    f'{{"reasoning": "{SECRET} \\"so\\"", "text": "SECRET", "final_answer": "{SAID}"}}',
    f'```json\n{{\n  "thoughts": ["{SECRET}", "more"],\n  "answer": "{SAID}"\n}}\n```',
    f'{{"thinking": "{SECRET}", "answer": "{SAID}',
    f'{{"thought_process": "{SECRET}", "answer": {{"text": "{SAID}"}}}}',
    f'{{"thoughts": null, "answer": "{SAID}"}}',
    f'[{{"thought": "{SECRET}", "answer": "{SAID}"}}]',
    f'{{"thinking": "{SECRET}"}}\n{SAID}',
    f"{{thinking}}{SECRET}{{/thinking}}{SAID}",
    f"--- thinking ---\n{SECRET}\n--- answer ---\n{SAID}",
    f"=== Reasoning ===\n{SECRET}\n=== Answer ===\n{SAID}",
    f"Internal monologue: {SECRET}\n\nAnswer: {SAID}",
    f"[internal] {SECRET} [/internal] {SAID}",
    f"（thinking: {SECRET}）{SAID}",
    f"_thinking_ {SECRET} _done thinking_ {SAID}",
    f"{{{{think}}}}{SECRET}{{{{/think}}}}{SAID}",
    f"{{{{ reasoning }}}}{SECRET}{{{{end_reasoning}}}}\n{SAID}",
    f"\\begin{{think}}{SECRET}\\end{{think}}{SAID}",
    f"\\begin{{thinking}}\n{SECRET}\n\\end{{thinking}}\n{SAID}",
    f"(thinking: {SECRET} (so it seems) and more)\n\n{SAID}",
    f"(Thoughts: {SECRET}) {SAID}",
    f"*thinks* {SECRET} *ends* {SAID}",
    f"*thinking for a while* {SECRET} *stops thinking*\n{SAID}",
    f"<notes>{SECRET}</notes>{SAID}",
    f"[BEGIN THOUGHT]{SECRET}[END THOUGHT]{SAID}",
    f"[start_thinking] {SECRET} [end_thinking] {SAID}",
    f"<think>{SECRET}</think>{SAID}",
    f"<think>\n{SECRET}\n</think>\n\n{SAID}",
    f"<thinking>{SECRET}</thinking> {SAID}",
    f"<Thinking time='3'>{SECRET}</Thinking>{SAID}",
    f"<reasoning>{SECRET}</reasoning>{SAID}",
    f"<thought>{SECRET}</thought>{SAID}",
    f"<scratchpad>{SECRET}</scratchpad>{SAID}",
    f"<seed:think>{SECRET}</seed:think>{SAID}",
    f"[THINK]{SECRET}[/THINK]{SAID}",
    f"◁think▷{SECRET}◁/think▷{SAID}",
    f"<|begin_of_thought|>{SECRET}<|end_of_thought|>{SAID}",
    f"<unused94>{SECRET}<unused95>{SAID}",
    f"<|channel|>analysis<|message|>{SECRET}<|end|><|start|>assistant<|channel|>final<|message|>{SAID}",
    f"<|start|>assistant<|channel|>analysis<|message|>{SECRET}<|end|>"
    f"<|start|>assistant<|channel|>final<|message|>{SAID}<|return|>",
    f"<|channel|>commentary to=x<|message|>{SECRET}<|end|><|start|>assistant"
    f"<|channel|>final <|constrain|>text<|message|>{SAID}",
    f"analysis{SECRET} more{SECRET}assistantfinal{SAID}",
    f"{SECRET}</think>{SAID}",
    f"{SECRET}\n</thinking>\n{SAID}",
    f"<think>{SECRET}<think>{SECRET}</think>{SECRET}</think>{SAID}",
    f"<think>{SECRET}</think>{SAID}<think>{SECRET}</think>",
    f"{SAID}<think>{SECRET}",
    f"<think>a</think><think>{SECRET}</think>{SAID}",
    f"<antThinking>{SECRET}</antThinking>{SAID}",
    f"<seed:think>{SECRET}<seed:cot_budget_reflect>9</seed:cot_budget_reflect></seed:think>{SAID}",
    f"<think\n>{SECRET}</think\n><answer>{SAID}</answer>",
    f"<\u200bthink>{SECRET}</think>{SAID}",
    f"&lt;think&gt;{SECRET}&lt;/think&gt;{SAID}",
    f"<inner_thoughts>{SECRET}</inner_thoughts>{SAID}",
    f"<internal_monologue>{SECRET}</internal_monologue><final>{SAID}</final>",
    f"<reasoning_content>{SECRET}</reasoning_content><response>\n{SAID}\n</response>",
    f'<details type="reasoning"><summary>3 s</summary>{SECRET}</details>{SAID}',
    f"<|think|>{SECRET}<|/think|>{SAID}",
    f"<|think_start|>{SECRET}<|think_end|>{SAID}",
    f"<|begin_reasoning|>{SECRET}<|end_reasoning|>{SAID}",
    f"<|channel>thought\n{SECRET}<channel|>{SAID}",
    f"<|im_start|>think\n{SECRET}<|im_start|>answer\n{SAID}",
    f"<|begin_of_box|>{SAID}<|end_of_box|>",
    f"<|channel|>analysis<|message|>{SECRET}<|end|><|start|>assistant<|channel|>commentary to=f"
    f"<|message|>{SECRET}<|call|><|start|>assistant<|channel|>final<|message|>{SAID}",
    f"[thinking]{SECRET}[/thinking]{SAID}",
    f"[REASONING]{SECRET}[/REASONING]\n[ANSWER]{SAID}[/ANSWER]",
    f"<pondering>{SECRET}</pondering>{SAID}",
    f"<hidden>{SECRET}</hidden>{SAID}",
    f"<self_check>{SECRET}</self_check>{SAID}",
    f"<|thought|>{SECRET}<|response|>{SAID}",
    f"<!-- {SECRET} -- </think> -->{SAID}",
    f"{SAID}<!-- {SECRET}",
    f"> **Thinking:** {SECRET}\n> {SECRET}\n\n{SAID}",
    f"Okay, let me think step by step. {SECRET}.\n\nFinal answer: {SAID}",
    f"{SAID}<tool_call>{SECRET}</tool_call>",
    f"{SAID}<minimax:tool_call>{SECRET}</minimax:tool_call>",
    f"{SAID}[TOOL_CALLS][{SECRET}]",
    f"{SAID}<｜tool▁calls▁begin｜>{SECRET}<｜tool▁calls▁end｜>",
    f"analysis\n{SECRET}\nassistantfinal\n{SAID}",
    f"analysis {SECRET} assistant final {SAID}",
    f"Here is my thought process: {SECRET}\nHere is my response: {SAID}",
    f"Here are my reasoning steps:\n{SECRET}\n[BEGIN FINAL RESPONSE]\n{SAID}\n[END FINAL RESPONSE]",
    f"**Thinking:** {SECRET}\n\n**Answer:** {SAID}",
    f"```thinking\n{SECRET}\n```\n{SAID}",
    f"~~~reasoning\n{SECRET}\n~~~\n{SAID}",
    f"<think/>{SAID}",
    f"<think />\n{SAID}",
    f"<thinking/>{SAID}<think>{SECRET}</think>",
    f"Thinking...\n{SECRET}\n...done thinking.\n\n{SAID}",
    f"**Thought process**\n{SECRET}\n\n**Answer**\n{SAID}",
    f"<|begin▁of▁think|>{SECRET}<|end▁of▁think|>{SAID}",
    f"{SAID}<|tool_calls_section_begin|>{SECRET}<|tool_calls_section_end|>",
    f"<function=search>{SECRET}</function>{SAID}",
    f"{SAID}<tool_response>{SECRET}</tool_response>",
]


def filtered(pieces: list[str], *, hold: bool = True) -> str:
    thoughts = ThoughtFilter(hold=hold)
    return "".join([*(thoughts.feed(piece) for piece in pieces), thoughts.finish()])


@pytest.mark.parametrize("text", MARKED)
def test_what_is_said_comes_out_and_what_is_thought_does_not(text: str) -> None:
    assert without_thoughts(text).strip() == SAID
    assert filtered(list(text)).strip() == SAID


@given(st.sampled_from(MARKED), st.lists(st.integers(0, 200), max_size=12))
def test_it_does_not_matter_how_the_text_is_cut(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    pieces = [text[a:b] for a, b in pairwise(edges)]
    assert filtered(pieces).strip() == SAID


@given(
    st.sampled_from([m for m in MARKED if m.startswith(("<", "[", "◁", "```")) and SECRET in m]),
    st.integers(1, 400),
)
def test_an_opened_thought_never_shows_while_it_streams(text: str, end: int) -> None:
    thoughts = ThoughtFilter()
    shown = "".join(thoughts.feed(letter) for letter in text[:end]) + thoughts.finish()
    assert "SECRET" not in shown
    assert "think" not in shown.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Reasoning: the keeper owns the lamp [1].",
        "Thoughts: none are written down [1].",
        "The steps are: <b>first</b> light it [1].",
        "Here is what a keeper does [1].",
        "```text\nA keeper lights the lamp [1].\n```",
        "A & B cost 3 &lt; 4 [1].",
    ],
)
def test_an_answer_that_only_begins_like_a_thought_is_not_lost(text: str) -> None:
    assert filtered(list(text), hold=False) == text


def test_a_lone_closing_mark_is_told() -> None:
    thoughts = ThoughtFilter(hold=True)
    assert thoughts.feed(f"{SECRET}</think>{SAID}") == ""
    assert thoughts.finish() == SAID
    assert thoughts.closed_alone


def test_text_without_thoughts_streams_at_once() -> None:
    thoughts = ThoughtFilter()
    assert thoughts.feed("A keeper ") == "A keeper "
    assert thoughts.feed("lights 3 < 4 lamps") == "lights 3 "
    assert thoughts.feed(" and [1").strip() == "< 4 lamps and"
    assert thoughts.feed("] more.") == "[1] more."
    assert not thoughts.thought


@given(st.text(alphabet=st.characters(exclude_characters="<[◁|"), max_size=200))
def test_other_text_is_given_back_as_it_is(text: str) -> None:
    if text.lstrip().startswith("analysis"):
        return
    assert filtered(list(text), hold=False) == text


@pytest.mark.parametrize(
    "text",
    [
        "A lamp --> a keeper [1].",
        "One - two -- three.",
        "Let us think of lamps: they burn [1].",
        "> A quote of the article [1].",
        "See [1] and [analysis].",
        "*Thinking ahead* is what a keeper does [1].",
        "(Thinking: a word that the article uses.",
        "«Thinking ahead» is what a keeper does [1].",
        "A keeper who says «thinking» means the lamp [1].",
        '{"limit": 5} is what the body has [1].',
        '```json\n{"limit": "five"}\n```\nThat is the body [1].',
        "Set {lamp} or {{keeper}} in \\begin{table} [1].",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert without_thoughts(text) == text


def test_an_object_that_was_asked_for_stays_one() -> None:
    wanted = '{"answer": "A keeper.", "plan": "None."}'
    thoughts = ThoughtFilter(formed=True)
    assert thoughts.feed(wanted) + thoughts.finish() == wanted


@pytest.mark.parametrize("text", ['{"thought": "SECRET', '{"thought": "SECRET", "tool": "x"}'])
def test_an_object_without_an_answer_says_nothing(text: str) -> None:
    assert without_thoughts(text) == ""
