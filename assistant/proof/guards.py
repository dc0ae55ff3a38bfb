"""What words show to be unproved, however well the rest agrees: exact, and without a model.

Each guard looks at one thing that a fluent sentence gets wrong without anybody noticing: a number
with its unit and period, a name, a source that is cited for it, the column of a table. A guard
speaks only where it is nearly certain; everything else is for the judge. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.proof.amounts import agree
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.words import content, stem

# --- names --------------------------------------------------------------------------------------

_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'&]*(?:-[\w]+)*")
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        i i'm i'd i'll i've yes no ok monday tuesday wednesday thursday friday saturday
        sunday january february march april may june july august september october november
        december english
        """,
    )
)
_OPENING = re.compile(r"(?:^|[.!?:;…]\s+|[\n•*|>]\s*|^[-–—]\s+|[\"“‘(\[]|\s[–—]\s)$")


def names_in(text: str) -> list[str]:
    """Capitalised words that do not merely begin a sentence, and words with more capitals."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        opens = bool(_OPENING.search(text[: match.start()]))
        odd = len(re.findall(r"[A-Z]", word)) > 1 or any(c.isdigit() for c in word)
        plain = word.lower().replace("’", "'")
        if not {plain, plain.rstrip("s")} & _NOT_NAMES and (odd or not opens):
            found.append(word)
    return found


@lru_cache(maxsize=4096)
def _known_names(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_][\w’'&]*", text)
    known = {word.lower() for word in words} | {word.lower().rstrip("s") for word in words}
    known |= {re.sub(r"['’]s$", "", word) for word in known}
    # Initials of neighbouring words, small ones left out: "Bureau of Labor Statistics", BLS.
    letters = "".join(w[0].lower() for w in words if w.lower() not in ("of", "and", "the", "for"))
    known |= {letters[i:j] for i in range(len(letters)) for j in range(i + 2, i + 6)}
    return frozenset(known)


_OTHER_NAMES: Mapping[str, frozenset[str]] = {
    name: frozenset(names) - {name}
    for names in (
        ("aws", "amazon"), ("gcp", "google"), ("azure", "windows", "microsoft"),
        ("macos", "mac", "ios", "iphone", "apple"), ("kubernetes", "k8s"),
        ("postgres", "postgresql"),
        ("us", "usa", "america", "american", "americans"), ("uk", "britain", "british"),
        ("cv", "resume", "résumé", "curriculum"), ("tv", "television"), ("pc", "computer"),
        ("hr", "personnel"), ("eu", "europe", "european"),
        ("javascript", "js"), ("typescript", "ts"),
    )
    for name in names
}  # fmt: skip
"""What the same thing, or its maker, is commonly called; the judge decides about the rest."""


def unproved_name(claim: str, texts: Iterable[str]) -> str:
    """The first name in ``claim`` that none of ``texts`` has, or nothing.

    Initials stand for the words they come from, and the other way round.
    """
    known = _known_names("\n".join(texts))
    for name in names_in(claim):
        if _OTHER_NAMES.get(name.lower(), frozenset()) & known:
            continue
        pieces = [piece.lower() for piece in re.split(r"[-’'&/]", name) if piece]
        whole = name.lower()
        if whole in known or whole.rstrip("s") in known:
            continue
        if all(piece in known or piece.rstrip("s") in known for piece in pieces):
            continue
        if not _spelled_out(name, claim, known):
            return name
    return ""


def _spelled_out(name: str, claim: str, known: frozenset[str]) -> bool:
    """Whether ``name`` belongs to a run of words whose initials are known."""
    for run in re.findall(r"[A-Z][\w-]*(?:[ -](?:of|and|the|for|[A-Z][\w-]*))+", claim):
        initials = "".join(w[0].lower() for w in re.split(r"[ -]", run) if w[0].isupper())
        runs = {initials[i:] for i in range(len(initials) - 1)}  # "The" may stand in front.
        if name in run and runs & known:
            return True
    return False


# --- sources ------------------------------------------------------------------------------------

_ACCORDING = re.compile(r"\b(?:according to|as (?:stated|reported) by) ([^,.;:]{2,60})", re.I)
_OWN = frozenset(
    re.findall(
        r"\S+",
        """
        article text passage source author document page guide publisher they it this here
        faq rule list table note manual policy section
        """,
    )
)


def unproved_source(claim: str, premise: str, titles: Iterable[str]) -> str:
    """Whom ``claim`` names as its source without the premise doing so, or nothing."""
    known = content(premise) | content(" ".join(titles))
    for match in _ACCORDING.finditer(claim):
        words = content(match[1])
        plain = {w.lower() for w in re.findall(r"\w+", match[1])}
        if words - known and not plain & _OWN:
            return match[1]
    return ""


_OPINION = re.compile(
    r"\b(?:(?:some|others|many|most|few|several|all|experts|critics|people|nobody|everybody|everyone)"
    r"|(?:no|some|any|every) ?one|hardly any(?:one|body))(?: (?:people|of them|others))?"
    r" (?:(?:would|might|may|will|often|still|seriously|wrongly) )?"
    r"(?:says?|said|thinks?|thought|believes?|believed|claims?|argues?|agrees?|assumes?|doubts?)\b",
    re.IGNORECASE,
)
_OPINING = re.compile(
    r"\b(?:sa(?:y|id)|th(?:ink|ought)|belie[fv]|claim|argu|agree|assum|doubt|opinion|picture|tell)",
    re.IGNORECASE,
)


def unproved_opinion(claim: str, premise: str) -> str:
    """What makes ``claim`` an opinion, "some say", where the premise tells none; or nothing."""
    match = _OPINION.search(claim)
    return match.group() if match and not _OPINING.search(premise) else ""


# --- how many ---------------------------------------------------------------------------------

_HOW_MANY = re.compile(
    r"(?P<all>all(?! (?:in all|told|you|\d|two|three|four))|every|everyone|everybody|always)\b"
    r"|(?P<most>most)\b",
    re.IGNORECASE,
)
_SAYS_HOW_MANY = {
    "all": re.compile(
        r"\b(?:all|every\w*|each|always|entire\w*|complete\w*|any\w*|whole|both|no|nobody|none"
        r"|never|nothing|only|not|without)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "most": re.compile(
        r"\b(?:all|every\w*|each|always|most\w*|usual\w*|typical\w*|main\w*|normal\w*|general\w*"
        r"|major\w*|large\w*|almost|nearly|half|thirds?|quarters?|many|often|chief\w*|few)\b|\d",
        re.IGNORECASE,
    ),
}


def unproved_quantifier(claim: str, premise: str) -> str:
    """ "All" or "most" at the head of ``claim``, where ``premise`` counts nothing; or nothing."""
    match = _HOW_MANY.match(claim)
    if match is None or _SAYS_HOW_MANY[str(match.lastgroup)].search(premise):
        return ""
    return match.group()


# --- who does it, of two that talk to each other -----------------------------------------------

_BETWEEN = (
    "may must will can could should would do does did not never also only then always cannot still"
    " usually need needs have has to simply either first again normally both all don't won't can't"
    " doesn't didn't"
).replace(" ", "|")
_PARTIES = re.compile(
    rf"\b(?:(?P<told>you|the customer|customers)|we|the company)\b(?: (?:{_BETWEEN})\b)*"
    r" (?P<verb>[a-z]{3,})",
    re.IGNORECASE,
)
_NO_DEEDS = frozenset(
    re.findall(r"\w+", "be is are was were been have has had do does did get not who that and")
)


def turned_deed(claim: str, premise: str) -> str:
    """The verb that ``claim`` gives to "you" where "we" do it in ``premise``, or the other way.

    Where the text speaks to its reader, only; the verb must stand there once, and not denied.
    """
    there = _deeds(premise)
    words = [stem(word) for word in re.findall(r"[a-z']+", premise.lower())]
    for verb, who in _deeds(claim).items():
        if verb in there and not who & there[verb] and words.count(verb) == 1:
            return verb
    return ""


def _deeds(text: str) -> dict[str, set[bool]]:
    """What is done, by stem, and whether by those whom the text speaks to."""
    found: dict[str, set[bool]] = {}
    for match in _PARTIES.finditer(text.replace("’", "'")):
        verb = match["verb"].lower()
        denied = re.search(r"\b(?:not|never|cannot)\b|n't\b", match.group(), re.IGNORECASE)
        if verb not in _NO_DEEDS and not denied:
            found.setdefault(stem(verb), set()).add(bool(match["told"]))
    return found


# --- columns ------------------------------------------------------------------------------------


def wrong_column(claim: str, rows: Sequence[Passage]) -> str:
    """The header that ``claim`` gives a cell to which stands in another column, or nothing.

    The claim is cut at each mention of a header, and what follows a mention is compared with the
    cells. Only rows with two or more columns to choose from are looked at.
    """
    for row in rows:
        if len(row.cells) < 3 or len(row.header) != len(row.cells):
            continue
        # Columns of figures are not told apart by words.
        told = [
            (name, cell.text)
            for name, cell in zip(row.header[1:], row.cells[1:], strict=True)
            if not re.search(r"\d", cell.text)
        ]
        headers = [name for name, _ in told]
        cells = [content(text) for _, text in told]
        for column, words in _told(claim, headers, " ".join(text for _, text in told)):
            hits = [len(words & (cell - _shared(cells, place))) for place, cell in enumerate(cells)]
            best = max(range(len(hits)), key=lambda place: (hits[place], place == column))
            if hits[best] > hits[column] and hits[column] == 0 and hits[best] >= 1:
                return headers[column]
            others = [text for n, (_, text) in enumerate(told) if n != column]
            if not _SET_APART.search(claim) and _has_item(words, others, cells[column]):
                return headers[column]
    return ""


_SET_APART = re.compile(
    r"\b(?:not|never|no|rather|instead|unlike|than|whereas|while|but|others?|versus|vs|both|neither"
    r"|compared|against|differ\w*|or)\b|n['’]t\b",
    re.IGNORECASE,
)


def _has_item(words: frozenset[str], others: Sequence[str], own: frozenset[str]) -> bool:
    """Whether a whole item of another column's list, "conversion", is among ``words``."""
    items = [content(item) for text in others for item in text.split(",") if "," in text]
    return any(item and item <= words and not item & own for item in items)


def wrong_row(claim: str, rows: Sequence[Passage], elsewhere: str) -> str:
    """The number that ``claim`` gives to a row in whose cells it does not stand, or nothing.

    Only where the claim names the head of one of the rows and of no other, and the number stands
    in another row and not ``elsewhere``, which is whatever else is cited.
    """
    heads = [content(row.cells[0].text) if row.cells else frozenset() for row in rows]
    said = content(claim)
    named = [n for n, head in enumerate(heads) if head and head - _any(heads, n) and head <= said]
    partly = [n for n, head in enumerate(heads) if (head - _any(heads, n)) & said]
    if len(rows) < 2 or len(named) != 1 or partly != named:
        return ""
    own = quantities(_figures(rows[named[0]])) + quantities(elsewhere)
    others = [q for n, row in enumerate(rows) if n != named[0] for q in quantities(_figures(row))]
    for asked in quantities(claim):
        here = any(agree(asked, given) for given in own)
        if not here and any(agree(asked, given) for given in others):
            return asked.spelling
    return ""


def _any(heads: Sequence[frozenset[str]], but: int) -> frozenset[str]:
    return frozenset(word for n, head in enumerate(heads) if n != but for word in head)


def _figures(row: Passage) -> str:
    return "; ".join((*row.header, *(cell.text for cell in row.cells)))


_BEHIND = re.compile(
    r"\s*(?:of|is|are|was|were|at|:|=|–)\s*(?:(?:about|only|just|roughly|around|some|a|at)\s+)*",
    re.I,
)


def wrong_figure(claim: str, rows: Sequence[Passage]) -> str:
    """The header that ``claim`` gives a figure to which stands in another column, or nothing."""
    for row in rows:
        if len(row.cells) < 3 or len(row.header) != len(row.cells):
            continue
        names, cells = row.header[1:], [cell.text for cell in row.cells[1:]]
        for column, words in _mentions(claim, names):
            behind = _BEHIND.match(words)
            asked = quantities(words[behind.end() :]) if behind else []
            if len(asked) != 1 or asked[0].start > 0:
                continue
            homes = [n for n, cell in enumerate(cells)
                     if any(agree(asked[0], given) for given in quantities(cell))]  # fmt: skip
            if homes and column not in homes:
                return names[column]
    return ""


def _mentions(claim: str, names: Sequence[str]) -> list[tuple[int, str]]:
    """What stands behind each header that ``claim`` mentions, up to the next one."""
    found = sorted(
        (match.start(), match.end(), column)
        for column, name in enumerate(names)
        if len(name) > 3
        for match in re.finditer(rf"\b{re.escape(name)}\b", claim, re.IGNORECASE)
    )
    ends = [*(start for start, *_ in found[1:]), len(claim)][: len(found)]
    return [(column, claim[end:stop]) for (_, end, column), stop in zip(found, ends, strict=True)]


def _shared(cells: Sequence[frozenset[str]], place: int) -> frozenset[str]:
    others: set[str] = set()
    for other, words in enumerate(cells):
        if other != place:
            others |= words
    return frozenset(others)


def _told(claim: str, headers: Sequence[str], cells: str) -> list[tuple[int, frozenset[str]]]:
    """What ``claim`` says of each header it mentions: ``(column, stems)``."""
    mentions: list[tuple[int, int, int]] = []
    for column, name in sorted(enumerate(headers), key=lambda item: -len(item[1])):
        for pattern in _spellings(name, cells):
            for match in re.finditer(pattern, claim, re.IGNORECASE):
                if not any(s < match.end() and match.start() < e for s, e, _ in mentions):
                    mentions.append((match.start(), match.end(), column))
    if not mentions:
        return []
    mentions.sort()
    told: list[tuple[int, frozenset[str]]] = []
    for place, (_, end, column) in enumerate(mentions):
        first = 0 if place == 0 and len(mentions) == 1 else end
        last = mentions[place + 1][0] if place + 1 < len(mentions) else len(claim)
        told.append((column, content(claim[first:last]) - content(" ".join(headers))))
    return told


def _spellings(name: str, cells: str) -> list[str]:
    """A header as it stands, and its initials unless a cell has them as a word of its own."""
    words = re.findall(r"\w+", name)
    found = [rf"\b{re.escape(name)}s?\b"]
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(words) > 1 and len(initials) == len(words) and initials not in cells:
        found.append(rf"\b{initials}s?\b")
    return found
