"""Signs that the makers of pages leave in them, put into the form that all pages have. Pure.

Page builders open and close text with scripts (tabs, accordions), set formulas as trees, number the
notes of an editor beside those of the text, and list the page's own headings. A reader of the page
sees none of that as text of it, or sees it in another form than the tree says.
"""

from __future__ import annotations

from lxml import etree, html
from lxml.html import HtmlElement

from assistant.sources.furniture import HEADINGS, remove, words_of
from assistant.sources.scripts import raised_text
from assistant.text import patterns as re

_CONTENTS = re.compile(
    r"(?:table of )?contents|on this page|in this article|inhalt(?:sverzeichnis)?"
    r"|contenidos?|índice|sommaire|toc",
    re.IGNORECASE,
)
_OPENED = re.compile(r"content|body|panel|answer|collaps|text|inner|desc", re.IGNORECASE)
_QUESTION_MOST = 120
_OPENING = re.compile(r"accordion|toggle|faq|collaps|expand|question|spoiler", re.IGNORECASE)
_OF_WORD = {
    "sSup": "msup", "sSub": "msub", "sSubSup": "msubsup", "f": "mfrac", "rad": "mroot",
}  # fmt: skip


def settle(root: HtmlElement) -> None:
    """Puts a tree into the common form; called before anything is taken away as hidden."""
    for formula in list(root.iter("math")):
        _replace(formula, told(formula))
    _remove_editors_notes(root)
    _name_parts(root)
    _open_panels(root)
    _remove_contents(root)
    ask_apart(root)
    for term in list(root.iter("dt")):
        _join_terms(term)


def _replace(element: HtmlElement, words: str) -> None:
    span = html.Element("span")
    span.text, span.tail = words, element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, span)


# --- formulas -----------------------------------------------------------------------------------


def told(formula: etree._Element) -> str:
    """A formula in one line: ``A=πr²``, ``x_max``, ``(a+b)/2``, ``√(x)``.

    Of MathML, or of Word (OMML), whose elements have names of their own for the same.
    """
    tag = re.split(r"[:}]", str(formula.tag))[-1]
    tag = _OF_WORD.get(tag, tag)
    children = [c for c in formula if isinstance(c.tag, str) and not c.tag.endswith("Pr")]
    if tag in ("annotation", "annotation-xml"):
        return ""
    if not children:
        return " ".join((formula.text or "").split())
    inner = [told(child) for child in children]
    if tag == "msup" and len(inner) == 2:
        raised = raised_text(inner[1], inner[0][-2:], ())
        return f"{_whole(inner[0])}{raised if raised[:1] not in ('', ' ') else f'^{inner[1]}'}"
    if tag == "msub" and len(inner) == 2:
        return f"{inner[0]}_{_whole(inner[1])}"
    if tag == "msubsup" and len(inner) == 3:
        return f"{inner[0]}_{_whole(inner[1])}^{_whole(inner[2])}"
    if tag == "mfrac" and len(inner) == 2:
        return f"{_whole(inner[0])}/{_whole(inner[1])}"
    if tag in ("msqrt", "mroot"):
        base = "".join(inner)
        if tag == "mroot":  # Word names the degree first, MathML last.
            base = inner[-1] if str(children[0].tag).endswith("deg") else inner[0]
        return f"√{_whole(base)}"
    if tag == "mtr":
        return ", ".join(inner)
    return ("; " if tag == "mtable" else "").join(inner)


def _whole(words: str) -> str:
    return words if re.fullmatch(r"[\w.,]*", words) else f"({words})"


# --- notes of editors ---------------------------------------------------------------------------


def _remove_editors_notes(root: HtmlElement) -> None:
    """Comments that Google Docs exports with the text: each is a note behind a link back."""
    for link in list(root.iter("a")):
        if re.fullmatch(r"cmnt\d+", link.get("id") or "") and link.getparent() is not None:
            box = next((a for a in link.iterancestors() if a.tag in ("div", "p", "li")), link)
            if len(words_of(box)) < 0.5 * len(words_of(root)):
                remove(box)


# --- names that makers give to parts ---------------------------------------------------------


def _name_parts(root: HtmlElement) -> None:
    """Titles that are one by their name only: of Google Docs, and of the boxes of Confluence."""
    for box in list(root.iter("p", "div", "span")):
        names = (box.get("class") or "").split()
        after = box.getnext()
        if box.tag == "p" and "title" in names and after is not None:
            parent = box.getparent()
            macro = parent is not None and "macro" in (parent.get("class") or "")
            if macro:
                _head(box, after)
            elif root.find(".//h1") is None or "doc-content" in _of_body(root):
                box.tag = "h1"
        elif after is not None and ("expand-control" in names or _opens_next(box, after)):
            after.set("style", re.sub(r"display\s*:[^;]*;?", "", after.get("style") or ""))
            after.attrib.pop("hidden", None)
            after.set("class", "")
            _head(box, after)


def _opens_next(head: HtmlElement, after: HtmlElement) -> bool:
    """Whether a line is the head of a box that a script opens: hidden, and named so."""
    hidden = after.get("hidden") is not None or re.search(
        r"display\s*:\s*none", after.get("style") or ""
    )
    words = words_of(head)
    if not hidden or after.tag not in ("div", "section") or not 0 < len(words) <= _QUESTION_MOST:
        return False
    if head.xpath(".//div|.//p|.//ul|.//table"):
        return False
    parent = head.getparent()
    around = "" if parent is None else parent.get("class") or ""
    named = _OPENED.search(after.get("class") or "") and _OPENING.search(head.get("class") or "")
    return bool(named or _OPENING.search(around))


def _of_body(root: HtmlElement) -> str:
    body = root.find(".//body")
    return "" if body is None else body.get("class") or ""


def _head(title: HtmlElement, told: HtmlElement) -> None:
    """Makes one element the heading of another: what is opened, or told in a box."""
    parent = title.getparent()
    if parent is None:
        return
    box = html.Element("details")
    parent.insert(parent.index(title), box)
    title.tail = None
    title.tag = "summary"
    box.append(title)
    box.tail, told.tail = told.tail, None
    box.append(told)


# --- questions that are headings by their looks -----------------------------------------------


def ask_apart(root: HtmlElement) -> None:
    """A question in bold at the head of a paragraph, or of an item, heads the rest of it."""
    for item in list(root.iter("li")):
        first = item[0] if len(item) and not (item.text or "").strip() else None
        if first is None or not _asks(first):
            continue
        in_bold = first.tag in ("b", "strong") and bool(_rest_of(first))
        above = first.tag == "p" and first.getnext() is not None and not _is_all_asked(item)
        if in_bold or above:
            _open_item(item, first)
    for paragraph in list(root.iter("p")):
        first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
        parent = paragraph.getparent()
        if first is None or parent is None or parent.tag in ("li", "td", "th"):
            continue
        if first.tag in ("b", "strong") and _asks(first) and _rest_of(first):
            _part(paragraph, first, parent)


def _part(paragraph: HtmlElement, first: HtmlElement, parent: HtmlElement) -> None:
    """Gives the question at the head of a paragraph a paragraph of its own."""
    asked = html.Element("p")
    rest, first.tail = first.tail, None
    parent.insert(parent.index(paragraph), asked)
    asked.append(first)
    paragraph.text = (rest or "").lstrip()
    after = paragraph[0] if len(paragraph) else None
    if after is not None and after.tag == "br" and not paragraph.text.strip():
        paragraph.text = after.tail
        after.tail = None
        paragraph.remove(after)


def _asks(element: HtmlElement) -> bool:
    words = words_of(element)
    return words.endswith("?") and len(words) <= _QUESTION_MOST and not re.search(r"[.!?] ", words)


def _rest_of(first: HtmlElement) -> str:
    """What stands behind the first element of a paragraph."""
    after = "".join(words_of(other) + (other.tail or "") for other in first.itersiblings())
    return f"{first.tail or ''}{after}".strip()


def _is_all_asked(item: HtmlElement) -> bool:
    return all(_asks(child) for child in item)


def _open_item(item: HtmlElement, asked: HtmlElement) -> None:
    """Makes an item one question with what answers it."""
    box = html.Element("details")
    summary = html.Element("summary")
    rest, asked.tail = asked.tail, None
    item.insert(0, box)
    box.append(summary)
    summary.append(asked)
    summary.tail = rest
    for child in list(item)[1:]:
        box.append(child)
    if asked.tag == "p":
        asked.tag = "span"


# --- what is opened by readers ------------------------------------------------------------------


def _open_panels(root: HtmlElement) -> None:
    """Text that is hidden until a reader opens it becomes visible; a tab heads its panel."""
    known = {e.get("id"): e for e in root.iter() if isinstance(e.tag, str) and e.get("id")}
    for control in list(root.iter("button", "a", "div", "span", "h2", "h3", "h4", "li")):
        role = (control.get("role") or "").lower()
        panel = _panel_of(control, known)
        if panel is None:
            continue
        named = f"{panel.get('role') or ''} {panel.get('class') or ''}"
        if re.search(r"\b(?:dialog|modal|menu|nav|dropdown|search)", named, re.IGNORECASE):
            if control.tag == "button":
                remove(control)
            continue
        if role == "tab" and words_of(control):
            summary = html.Element("summary")
            summary.text, panel.text = words_of(control), panel.text
            summary.tail, panel.text = panel.text, None
            panel.insert(0, summary)
            panel.tag = "details"
            remove(control)
        panel.attrib.pop("hidden", None)
        panel.attrib.pop("aria-hidden", None)
        style = re.sub(r"(?:display|visibility)\s*:[^;]*;?", "", panel.get("style") or "")
        panel.set("style", style)


def _panel_of(control: HtmlElement, known: dict[str | None, HtmlElement]) -> HtmlElement | None:
    """What a control opens: it names it, or it stands right behind the control."""
    names = (control.get("aria-controls"), control.get("data-bs-target"),
             control.get("data-target"))  # fmt: skip
    for name in names:
        if name and (panel := known.get(name.lstrip("#"))) is not None:
            return panel
    if control.get("aria-expanded") != "false":
        return None
    box = control
    while box.getnext() is None and (parent := box.getparent()) is not None:
        if parent.tag not in HEADINGS and len(parent) > 1:
            return None
        box = parent
    after = box.getnext()
    return after if after is not None and after.tag in ("div", "section", "p", "dd") else None


# --- lists of the page's own headings -----------------------------------------------------------


def _remove_contents(root: HtmlElement) -> None:
    """Takes away a table of contents: links to headings of the same page, and nothing else."""
    titles = [h for level in HEADINGS for h in root.iter(level)]
    heads = {_bare(words_of(h)) for h in titles} - {""}
    if not heads:
        return
    places = {e.get("id") or e.get("name") for h in titles for e in h.iter()} - {None}
    for box in list(root.iter("ul", "ol")):
        links = list(box.iter("a"))
        if not links or any(a.tag in ("ul", "ol") for a in box.iterancestors()):
            continue
        listed = all(
            (a.get("href") or "").startswith("#")
            and (_bare(words_of(a)) in heads or (a.get("href") or "")[1:] in places)
            for a in links
        )
        if not listed or _bare(words_of(box)) != _bare(" ".join(words_of(a) for a in links)):
            continue
        before = box.getprevious()
        if before is not None and _CONTENTS.fullmatch(words_of(before).strip(" :")):
            remove(before)
        remove(box)


def _bare(words: str) -> str:
    return re.sub(r"[\W\d_]+", "", words).casefold()


def _join_terms(term: HtmlElement) -> None:
    """Two terms with one meaning are one heading of it: "Child, Student"."""
    for inner in [one for one in term if one.tag == "dt"]:  # The first was not closed.
        inner.tag, inner.text = "span", f", {inner.text or ''}"
    after = term.getnext()
    while after is not None and after.tag == "dt" and term.getparent() is not None:
        comma = html.Element("span")
        comma.text = ", "
        term.append(comma)
        rest = html.Element("span")
        rest.text = after.text
        for child in list(after):
            rest.append(child)
        term.append(rest)
        parent = after.getparent()
        if parent is not None:
            parent.remove(after)
        after = term.getnext()
