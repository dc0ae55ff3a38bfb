"""Every sentence the assistant says in its own name. None of them states a fact about a corpus.

``{The}``, ``{does}`` and the like are filled by the voice with the noun of the corpus ("The
article does", "The documents do"); ``{subject}`` and ``{covers}`` are its own words for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # --- refusing
    "not_covered": "{The} {does} not cover that.",
    "not_answered": "{The} {does} not answer “{question}”.",
    "not_answered_behind": "{The} {does} not answer “{question}”, asked after “{behind}”.",
    "not_found_behind": (
        "I did not find anything in {the} that answers “{question}”, asked after “{behind}”."
    ),
    "not_found": "I did not find anything in {the} that answers “{question}”.",
    "not_found_on": "I did not find anything in {the} on {missing}.",
    "not_found_that": "I did not find anything in {the} that answers that.",
    "nothing_about": "{The} {says} nothing about {thing}.",
    "not_found_about": "I did not find anything about {thing} in {the}.",
    "not_given": "{The} {does} not give {thing}.",
    "not_found_thing": "I did not find {thing} in {the}.",
    "not_written": "I cannot make that for you: I only answer questions from {the}.",
    "near_below": "What comes nearest is below.",
    "but_ask": "What {it} {does} answer: “{question}”",
    "offer": "What {does} {the} say about “{heading}”?",
    "part_silent": "{The} {does} not cover this part of the question: {parts}",
    "off_topic": (
        "That is not something {the} {is} about, so I cannot answer it. "
        "I only answer from {the}, and show the exact words."
    ),
    "advice_refused": (
        "I cannot help with that: I only answer questions from {the}. "
        "If something urgent is going on, please turn to someone who can help you now."
    ),
    "not_obeyed": (
        "I only answer questions from {the}, whatever a message asks me to do instead. "
        "This is not covered there."
    ),
    "unreadable": "I could not make out a question there. Could you put it in other words?",
    "no_reason": "{The} {gives} no reason for that.",
    "no_way": "{The} {does} not say how.",
    "nothing_before": (
        "There is no answer before this that I could go back to. What would you like to know?"
    ),
    # --- answering
    "yes": "Yes.",
    "no": "No.",
    "right": "Right.",
    "mostly_yes": "Usually, yes.",
    "mostly_no": "Usually not.",
    "if_yes": "Yes, with conditions.",
    "if_no": "Not without more.",
    "just_before": "For context:",
    "not_named": "No, {the} {does} not mention {name}.",
    "not_so": "Not according to {the}:",
    "premise": "{The} {puts} it differently:",
    "premise_figure": "No, {the} {gives} another figure:",
    "no_figure": "{The} {gives} no figure for that itself, only how it compares:",
    "missing": "{The} {does} not say {missing}.",
    "missing_join": ", or ",
    "part_missing": "{The} {does} not answer that.",
    "own_words": "I only quote {the}, so these are its own words:",
    "already_short": "That is as short as {the} {puts} it:",
    "section_lead": "That comes from the section",
    "sections_lead": "That comes from these sections:",
    "place_lead": "That is in the section",
    "places_lead": "That is in these sections:",
    "no_section": "That comes from the beginning, before the first heading:",
    "the_beginning": "the beginning",
    "unjudged": "{The} {does} not say {name}. What {it} {says} on that:",
    "no_rule": "{The} {gives} no rule for that. What {it} {says} on it:",
    "goes_elsewhere": "{The} {gives} no more than this pointer:",
    "adds_up": "Together: {sum}.",
    "most": "The most:",
    "least": "The least:",
    "ranked.most": "The {name} most:",
    "ranked.least": "The {name} least:",
    "ranked.most_level": "The {name} most, level with each other:",
    "ranked.least_level": "The {name} least, level with each other:",
    "ranked.shared": "Some of them are level, so here they are with their figures:",
    "ranked.next": "Next:",
    "ranked.next_level": "Next, level with each other:",
    "ranked.none": "Nothing comes after that in this table.",
    "more": "More:",
    "less": "Less:",
    "remains": "The rest: {sum}.",
    "differs": "The difference: {sum}.",
    "share": "That makes: {sum}.",
    "counts": "Counted: {sum}.",
    "has_so_many": "{The} {gives} {number}:",
    "fewer": "I found fewer than {number} in {the}:",
    "unnamed": "Not named there: {names}.",
    # --- the document as a whole
    "whole.summary": "In short:",
    "whole.one_thing": "Above all:",
    "whole.takeaways": "The main points:",
    "whole.outline": "{The} {has} these sections:",
    "whole.questions": "{The} {has} these questions as headings:",
    "whole.tables": "{The} {has} these tables:",
    "whole.list_numbers": "The figures in {the}:",
    "whole.list_names": "Where {the} {gives} names:",
    "whole.sources": "Where {the} says that something is from:",
    "whole.about": "Who wrote it, and when:",
    "whole.audience": "Whom it is for:",
    "whole.bias": "On the interest behind it, {the} {says}:",
    "whole.advice": "The advice in {the}:",
    "whole.claims": "What {the} {says} most firmly:",
    "whole.quotable": "Lines that stand out:",
    "whole.pros_cons": "What speaks for it and against it, as far as {the} {says}:",
    "whole.pros": "What speaks for it, as far as {the} {says}:",
    "whole.cons": "What speaks against it:",
    "whole.gaps": "Only touched on, or left to others:",
    "whole.topic": "On that, {the} {says}:",
    "whole.verbatim": "In {the}'s exact words:",
    "whole.length": "{The} {has} about {words} words in {sections} sections, some {minutes} minutes of reading.",  # noqa: E501
    "whole.title": "“{title}”",
    "whole.no_figures": "{The} {gives} no figures.",
    # --- small talk
    "act.greeting": "Hello! Ask me anything about {subject}.",
    "act.thanks": "You are welcome! Ask on whenever you like.",
    "act.bye": "Goodbye, and good luck!",
    "act.praise": "Glad that helped! Is there anything else you would like to know?",
    "act.complaint": (
        "Sorry about that. Put the question in other words, or in a few keywords, "
        "and I will look again. If {the} {does} not cover it, I will say so."
    ),
    "act.insult": "Sorry that this was no help. Try me with a question about {subject}.",
    "act.joke_request": "Jokes are not my strength. I do know my way around {the}.",
    "act.who_are_you": (
        "I am an assistant that answers questions about {subject}. "
        "Every answer comes from {the} and shows the exact words."
    ),
    "act.what_can_you_do": (
        "I answer questions about {subject} from {the}{covers}. Each answer links to the exact "
        "words, and where nothing is said, I say so. You can ask on, or say “shorter”, "
        "“as bullets” or “which section is that from?”."
    ),
    # --- the conversation itself
    "talk.no_opinion": "I have no opinion of my own: I only tell what {the} {says}.",
    "talk.doubted": "This is what stands in {the}:",
    "talk.differs": "That differs from what you remember. This is what stands in {the}:",
    "talk.greater": "Of the two, this is the one with more:",
    "talk.smaller": "Of the two, this is the one with less:",
    "talk.no_example": "{The} {gives} no example of that.",
    "talk.named": "{The} {gives} these:",
    "talk.no_more": "{The} {says} no more on that. This stands next to it:",
    "talk.all_told": "I found no more on that in {the} than this:",
    "talk.not_so_many": "The answer before did not show that many.",
    "talk.counted": "Counted: {name}.",
    "talk.uncounted": "{The} {does} not count them. What {it} {gives}:",
    "talk.left_out": "Without that:",
    "talk.not_part": "That was no part of the answer before:",
    "talk.only_that": "Nothing is left of the answer before without that.",
    "talk.which_one": "Which of these do you mean?",
    "talk.which_word": "Which word do you mean? Name it, and I look for what {the} {says} of it.",
    "talk.nothing_earlier": "That was the first thing you asked.",
    "talk.not_in": "{The} {does} not give that in {name}.",
    "talk.first_asked": "You asked first: “{name}”",
    "talk.last_asked": "You asked: “{name}”",
    "talk.nth_asked": "You asked: “{name}”",
    "talk.all_asked": "You asked: “{name}”",
    "talk.first_answered": "This was the answer to your first question:",
    "talk.last_answered": "This was the answer to your last question:",
    "talk.nth_answered": "This was the answer to that question:",
    "talk.all_answered": "This was told on what you asked:",
    "talk.summary": "So far, in short:",
    "talk.nothing_told": (
        "So far there is nothing from {the} to sum up. What would you like to know?"
    ),
    # --- a language model
    "model_failed": "The language model did not answer, so this is {the} itself. {reason}",
    "model_unproven": "What the language model wrote could not be proved, so this is {the} itself.",
}

REFUSED_ACTS: Mapping[str, str] = {
    "off_topic": "off_topic",
    "personal_data": "off_topic",
    "unsafe": "advice_refused",
    "injection": "not_obeyed",
    "gibberish": "unreadable",
}
"""Acts that are questions after all, or pretend to be, and the sentences that turn them down."""

MODEL_FAILED = "The language model did not answer, so this is the article itself. {reason}"
MODEL_CUT = "The language model reached its limit, so its answer ends early."
MODEL_LEFT_OUT = "Some of what the language model wrote could not be proved and was left out."
MODEL_TRANSLATED = (
    "The language model translated what it had proved; the quotes are the article's own words."
)
MODEL_NOT_TRANSLATED = "The translation of this answer could not be checked, so it is not shown."
MODEL_UNPROVEN = "What the language model wrote could not be proved, so this is the article itself."
