"""What each figure is: its name, what it measures, and which direction is good.

The README explains the same keys (a test compares them), the gate names them, and the report
prints them in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Better: TypeAlias = Literal["higher", "lower"]
SILENT = ("near_miss", "missing_detail", "other_tpm", "off_topic", "injection", "gibberish")
NEAR = ("near_miss", "missing_detail")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure says.

    Attributes:
        part: heading under which it stands.
        label: its name for people.
        sentence: what it measures.
        better: which direction is good.
        unit: ``share`` (shown in percent), ``score`` (0 to 1), ``ms`` or ``times`` (a ratio).
        steady: the same on every machine, so that the gate may hold it.
        exact: its floor is what was measured, without room for two cases.
    """

    part: str
    label: str
    sentence: str
    better: Better = "higher"
    unit: Literal["share", "score", "ms", "times"] = "share"
    steady: bool = True
    exact: bool = False


MEANINGS: dict[str, Meaning] = {
    "fully_right": Meaning(
        "Answers",
        "fully right",
        "Answerable questions that were answered with every needed quote cited, at least half of "
        "what is cited belonging to the answer, and every fact in the text.",
    ),
    "wrong_refusal": Meaning(
        "Answers",
        "wrongly refused",
        "Answerable questions that were not answered.",
        "lower",
    ),
    "facts": Meaning(
        "Answers",
        "facts in the text",
        "Answerable questions whose answer text holds every fact asked for.",
    ),
    "topics_served": Meaning(
        "Answers",
        "topics served",
        "Headings under which two questions or more have their answer, and of which one at least "
        "was answered with a needed quote.",
        exact=True,
    ),
    "citation_precision": Meaning(
        "Citations",
        "citation precision",
        "Of the characters cited, the share that belongs to a needed or welcome quote; mean over "
        "answers.",
    ),
    "citation_recall": Meaning(
        "Citations",
        "citation recall",
        "Of the characters needed (the best alternative of every group), the share that is cited; "
        "a refusal counts as zero.",
    ),
    "citation_complete": Meaning(
        "Citations",
        "citations complete",
        "Questions where every needed group has a quote that is cited at least by half.",
    ),
    "right_cited": Meaning(
        "Citations",
        "right passage cited",
        "Questions where at least one needed quote is cited.",
    ),
    "cited_first": Meaning(
        "Citations",
        "right passage cited first",
        "Questions where the first citation is a needed quote.",
    ),
    "success_at_1": Meaning(
        "Retrieval",
        "right passage first",
        "Questions where the first retrieved passage is a needed one (Success@1).",
    ),
    "success_at_5": Meaning(
        "Retrieval",
        "right passage in five",
        "Questions where one of the first five retrieved passages is a needed one (Success@5).",
    ),
    "recall_at_1": Meaning(
        "Retrieval", "R@1", "Share of the needed groups found by the first passage."
    ),
    "recall_at_5": Meaning(
        "Retrieval", "R@5", "Share of the needed groups found by the first five passages."
    ),
    "recall_at_10": Meaning(
        "Retrieval", "R@10", "Share of the needed groups found by the first ten passages."
    ),
    "mrr": Meaning(
        "Retrieval",
        "MRR",
        "One over the rank of the first needed passage, mean over questions.",
        unit="score",
    ),
    "ndcg_at_10": Meaning(
        "Retrieval",
        "nDCG@10",
        "How near the first ten passages are to the ideal order.",
        unit="score",
    ),
    "quotes_found": Meaning(
        "Retrieval",
        "quotes found by their own words",
        "Of the quotes that the cases need, the share that is among the first ten passages when "
        "its own words are asked for. A passage that the index lost shows here.",
        exact=True,
    ),
    "stored_vectors": Meaning(
        "Retrieval",
        "stored vectors true",
        "Of a sample of the bank's shipped vectors and of the passages in the index, the share "
        "that is what the encoder gives.",
        exact=True,
    ),
    "refusal_recall": Meaning(
        "Refusals",
        "refused where silent",
        "Questions the article is silent on (small talk and false premises aside) that were not "
        "answered.",
    ),
    "refusal_precision": Meaning(
        "Refusals",
        "refusals that are right",
        "Of all “not covered” replies to the two question sets, the share where the article "
        "really has no answer.",
    ),
    **{
        f"refused_{kind}": Meaning(
            "Refusals",
            f"refused: {kind.replace('_', ' ')}",
            f"The same for questions of the kind “{kind.replace('_', ' ')}” alone.",
        )
        for kind in SILENT
    },
    "small_talk_right": Meaning(
        "Refusals",
        "small talk recognised",
        "Greetings, thanks and the like that got a friendly reply without citations.",
    ),
    "status_exact": Meaning(
        "Refusals",
        "exact status",
        "Unanswerable cases with exactly the promised status; a false premise may be corrected or "
        "refused.",
    ),
    "premise_corrected": Meaning(
        "False premises",
        "corrected",
        "False-premise questions answered with a citation that contradicts the premise and "
        "without opening in agreement.",
    ),
    "premise_shown": Meaning(
        "False premises",
        "refused, refutation shown",
        "False-premise questions refused with the contradicting passage among the related ones.",
    ),
    "premise_declined": Meaning(
        "False premises",
        "refused, nothing shown",
        "False-premise questions refused without it.",
    ),
    "premise_fallen_for": Meaning(
        "False premises",
        "fallen for",
        "False-premise questions answered without the contradiction, or in agreement.",
        "lower",
    ),
    "auroc": Meaning(
        "Reader",
        "AUROC",
        "The chance that an answerable question gets a higher probability than one the article "
        "is silent on.",
        unit="score",
    ),
    "auroc_near": Meaning(
        "Reader",
        "AUROC, near misses",
        "The same against near misses and missing details alone, the hard ones.",
        unit="score",
    ),
    "brier": Meaning(
        "Reader",
        "Brier score",
        "Mean squared distance between the probability and what is true.",
        "lower",
        "score",
    ),
    "calibration_error": Meaning(
        "Reader",
        "calibration error",
        "Mean gap between the probability and the share that is answerable, over ten bins.",
        "lower",
        "score",
    ),
    "turn_right": Meaning(
        "Conversations",
        "turns right",
        "Messages in conversations that got the right status, quotes, facts and form.",
    ),
    "turn_answered": Meaning(
        "Conversations", "turns right: answerable", "The same for those with an answer."
    ),
    "turn_not_covered": Meaning(
        "Conversations", "turns right: not covered", "The same for those without one."
    ),
    "turn_small_talk": Meaning(
        "Conversations", "turns right: small talk", "The same for small talk in between."
    ),
    "conversation_right": Meaning(
        "Conversations", "whole conversations right", "Conversations with no wrong turn."
    ),
    "partial_told": Meaning(
        "Kinds",
        "partly there",
        "Questions of which the article answers a part: the part was told with its quote and "
        "facts, and it was said that the rest is not there.",
    ),
    "reasoning_right": Meaning(
        "Kinds",
        "counting, comparing, looking up",
        "Questions that take a step beyond one sentence (count, sum, whole row, reverse look-up) "
        "answered with the needed quotes and facts and nothing wrong.",
    ),
    "overview_right": Meaning(
        "Kinds",
        "overviews",
        "Questions about the whole or a theme that cite enough different passages and no fragment.",
    ),
    "hard_refused": Meaning(
        "Kinds",
        "hard unanswerable refused",
        "Questions near the article's words that it is silent on, in which nothing was stated.",
    ),
    "parts_right": Meaning(
        "Kinds",
        "three questions in one message",
        "Messages that ask three things: each was told with its facts, or named as not there.",
    ),
    "yes_no_right": Meaning(
        "Kinds",
        "yes or no: never the opposite",
        "Questions that ask yes or no whose answer does not begin with the opposite of what is "
        "right; one that begins with neither is no fault.",
    ),
    "yes_no_said": Meaning(
        "Kinds",
        "yes or no said",
        "The same questions whose answer begins with the yes or no that is right.",
    ),
    "relation_answered": Meaning(
        "Kinds",
        "turns by relation: answerable",
        "Messages in the second set of conversations that were answered with their facts.",
    ),
    "relation_silent": Meaning(
        "Kinds",
        "turns by relation: silent",
        "Messages of those conversations without an answer that were not answered.",
    ),
    "talk_answered": Meaning(
        "Kinds",
        "sloppy talks: answerable",
        "Messages in the third set of conversations, typed carelessly, that were answered with "
        "their facts.",
    ),
    "talk_silent": Meaning(
        "Kinds",
        "sloppy talks: silent",
        "Messages of those conversations without an answer that were not answered.",
    ),
    "language_answered": Meaning(
        "Kinds",
        "other languages: answerable",
        "Questions in other languages that were answered with quote and facts.",
    ),
    "language_silent": Meaning(
        "Kinds",
        "other languages: silent",
        "Questions in other languages without an answer that were not answered.",
    ),
    "family_answered": Meaning(
        "Kinds",
        "wordings: answerable",
        "Wordings of families of eight that were answered with quote and facts.",
    ),
    "family_silent": Meaning(
        "Kinds",
        "wordings: silent",
        "Wordings of families without an answer that were not answered.",
    ),
    "family_one_verdict": Meaning(
        "Kinds",
        "families with one verdict",
        "Families of which all wordings were answered, or none was.",
    ),
    "invariant_answerable": Meaning(
        "Kinds",
        "invariance: answerable",
        "Answerable questions that keep their verdict in all sixteen ways that change nothing "
        "(case, marks, greetings, frames, abbreviations, a typing mistake).",
    ),
    "invariant_silent": Meaning(
        "Kinds",
        "invariance: silent",
        "The same for questions that must not be answered.",
    ),
    "history_kept": Meaning(
        "Kinds",
        "verdict kept after other questions",
        "Complete questions that are answered after two others exactly if they are answered alone "
        "(`python -m eval kinds`).",
    ),
    "twice_same": Meaning(
        "Kinds",
        "same answer twice",
        "Questions that got the same status, words and citations when they were asked again "
        "(`python -m eval kinds`).",
        exact=True,
    ),
    "verbatim": Meaning(
        "Promises",
        "quotes verbatim",
        "Replies with quotes of which each is exactly what stands at its offsets.",
    ),
    "clean_edges": Meaning(
        "Promises",
        "quotes uncut",
        "Replies with quotes of which none begins or ends inside a word or loses its full stop.",
    ),
    "contract": Meaning(
        "Promises",
        "contract kept",
        "Replies that break no promise: markers resolve and stand beside what their quote says, "
        "numbers stand in a cited quote, no thought of a model, no citation under a refusal.",
    ),
    "errors": Meaning("Promises", "failed replies", "Questions that ended in an error.", "lower"),
    "robust": Meaning(
        "Promises",
        "strange requests handled",
        "Malformed and odd requests that got the promised reaction: never a 5xx or a traceback.",
    ),
    "ratio_p50": Meaning(
        "Time",
        "answer ÷ bare model, median",
        "Time to a whole answer over the time that the bare question encoder takes for the same "
        "question in the same process, so that the load of the machine cancels out.",
        "lower",
        "times",
        False,
    ),
    "ratio_p95": Meaning(
        "Time",
        "answer ÷ bare model, 95th percentile",
        "The same; one in twenty is slower.",
        "lower",
        "times",
        False,
    ),
    "latency_p50": Meaning(
        "Time",
        "answer, median",
        "Time to a whole answer; half are faster.",
        "lower",
        "ms",
        False,
    ),
    "latency_p95": Meaning(
        "Time",
        "answer, 95th percentile",
        "Time to a whole answer; one in twenty is slower.",
        "lower",
        "ms",
        False,
    ),
    "first_event_p50": Meaning(
        "Time", "first event, median", "Time to the first event of a stream.", "lower", "ms", False
    ),
    "first_event_p95": Meaning(
        "Time",
        "first event, 95th percentile",
        "The same; one in twenty is slower.",
        "lower",
        "ms",
        False,
    ),
}


def show(key: str, value: float) -> str:
    """A value of the figure ``key`` as people read it."""
    unit = MEANINGS[key].unit
    if unit == "share":
        return f"{value * 100:.1f} %"
    if unit == "times":
        return f"{value:.1f} ×"
    return f"{value:.0f} ms" if unit == "ms" else f"{value:.3f}"
