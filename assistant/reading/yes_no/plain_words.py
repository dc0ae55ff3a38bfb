"""The words of a question that asks yes or no, as far as they say something of their own.

"Could someone land the post without knowing how to sail" and "can I get the job if I cannot sail"
ask alike, in other words. Words of the language that say the same count as one; what only leads up
to a verb ("know how to", "be able to"), how long somebody has done something, and who it is that
asks, fall away. Nothing here is a word of some corpus. English. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.text.words import stem

_LIGHT = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at for by with from and is are am was were be been being do does did"
        " has have had it its they them their he she his her him this that these those i you we us"
        " my your our me so well ok okay hey hi there as about into article say says text would"
        " will really actually s t re ve d ll m please just truly then also here"
        " expected supposed meant complete completely effect effectively basically essentially"
        " thing things stuff",
    )
)
"""Words that turn no answer round."""
_FAMILIES = """
job jobs role roles position positions post posts gig career careers occupation profession
engineer engineers dev devs developer developers programmer programmers coder coders
lead leads leading supervise supervises supervising oversee oversees overseeing
need needs needed must require requires required requirement necessary mandatory compulsory
need obligatory prerequisite
can could may might able possible possibly feasible
should ought
code codes coding program programs programming
university college uni
degree degrees diploma
author writer
salary salaries wage wages compensation comp
important matter matters
usual usually typical typically normal normally generally commonly
wise sensible smart advisable reasonable
hard difficult tough
easy simple
big large
hire hires hired hiring recruit recruits recruited recruiting employ employs employed employing
company companies firm firms employer employers
candidate candidates applicant applicants
decide decides choose chooses pick picks
begin begins start starts
make makes made create creates created
become becomes becoming qualify qualifies qualified eligible suit suited suitable fit fits
become realistic viable
junior juniors
graduate graduates grad grads
newest latest
useful helpful
differ differs different difference vary varies varying
handle handles deal deals
biggest largest
true correct accurate
"""
_ALIKE = {
    stem(word): stem(line.split()[0]) for line in _FAMILIES.splitlines() for word in line.split()
}
_LEADS_UP = (
    (
        re.compile(
            r"\b(?:is|was) it (?:really |actually )?(?:true|right|correct|the case|so) that\b"
        ),
        " ",
    ),
    (re.compile(r"\bam i (?:right|correct) that\b"), " "),
    (
        re.compile(
            r"\b(?:my|our|the|a) (?:\w+ )?(?:boss|manager|ceo|cto|founder|company|team|recruiter"
            r"|friend|colleague|director|vp)s? (?:thinks?|wants?|says?|said|believes?|asks?"
            r"|expects?|insists?)"
            r"(?: that)?\b(?: to\b)?"
        ),
        " ",
    ),
    (re.compile(r"\bi (?:think|guess|believe|suppose|heard|read)(?: that)?\b"), " "),
    (re.compile(r"\b(?:know(?:ing)?|learn(?:ing)?|understand(?:ing)?) how to\b"), " "),
    (re.compile(r"\b(?:have|has|had|having) to\b"), " need "),
    (re.compile(r"\b(?:be|being|is|are|am) able to\b"), " can "),
    (
        re.compile(
            r"\b(?:(?:get|gets|land|lands|landing|getting|take|do) (?:a|an|the|this|that|such a) "
            r"(?:job|role|position|post|gig)|get hired|getting hired|break into|get into|move into"
            r"|switch(?:ing)? (?:in)?to|transition(?:ing)? (?:in)?to|turn into|make it as|work as"
            r"|go into|land as|end up as|make the (?:jump|switch|move)(?: to)?)\b"
        ),
        " become ",
    ),
    (
        re.compile(
            r"\b(?:in|for) (?:this|the|that|such a) (?:job|role|position|post|gig|line of work)\b"
        ),
        " ",
    ),
    (
        re.compile(r"\ba (?:good|bad|wise|smart|sensible) idea\b"),
        lambda m: " unwise " if "bad" in m.group() else " wise ",
    ),
    (re.compile(r"\bgood idea\b"), " wise "),
    (
        re.compile(
            r"\b(?:some|any)(?:one|body)\b|\b(?:a |the )?(?:person|people|folks?|guys?|man|woman)\b"
            r"(?! (?:who|that) )"
        ),
        " ",
    ),
)
_LONG = re.compile(
    r"\b(?:for |with |over |about |have |after )*(?:the (?:last|past) )?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|several|many"
    r"|some|a few|a couple of)\+? (?:years?|yrs?|months?)(?:['’]s?)?"
    r"(?: now| ago| (?:of )?experience)?(?: in| as| of)?\b"
)
_OWN = re.compile(r"\b(?:i|i'm|i've|me|my)\b")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def plain_words(text: str) -> tuple[str, ...]:
    """The stems of the words that say something, in order, each as the first of its family.

    Args:
        text: a question, in which the names of the subject are one word already.
    """
    text = text.lower().replace("’", "'")
    text = (
        text.replace("cannot", "can not").replace("can't", "can not").replace("won't", "will not")
    )
    text = text.replace("n't", " not")
    if _OWN.search(text):
        text = _LONG.sub(" ", text)
    for form, plain in _LEADS_UP:
        text = form.sub(plain, text)
    stems = [stem(word) for word in _WORD.findall(text) if word not in _LIGHT]
    return tuple(_ALIKE.get(one, one) for one in stems)
