"""What of an HTML page is not its text: what is hidden, deleted, or furniture around it. Pure.

Hidden text is never read, because its author took it away from readers: comments, ``hidden``,
``display:none``, templates, deleted words. Furniture is what stands on every page of a site:
navigation, footers, forms, notices about cookies. Where a rule would take away the text itself (a
page in one big form, a page hidden behind an open dialogue), it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from assistant.text import patterns as re

_GONE = frozenset(
    re.findall(
        r"\S+",
        """
        script style noscript template svg canvas iframe object embed audio video select
        textarea input datalist progress meter head title link meta base del s strike rt rp
        annotation frameset applet
        """,
    )
)
HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form"))
_FURNITURE_ROLES = frozenset(
    re.findall(
        r"\S+",
        """
        navigation search contentinfo complementary dialog alertdialog menubar toolbar
        banner
        """,
    )
)
_FOOT_IDS = ("footer", "site-footer", "page-footer", "colophon")
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{4,}px|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?:accept|agree|consent|privacy|polic(?:y|ies)|preferences|reject|decline|this (?:web)?site"
    r"|we use|akzeptieren|zustimmen|einverstanden|datenschutz|aceptar|rechazar|privacidad|accepter"
    r"|refuser)\b",
    re.IGNORECASE,
)
"""What a notice says that a baker of cookies does not."""
_NOTICE_NAME = re.compile(r"cookie|consent|gdpr|privacy-?(?:banner|notice|popup)", re.IGNORECASE)
_LINKS_NAME = re.compile(
    r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|toolbar|share|sharing|social|pagination"
    r"|pager|related|newsletter|adverti[sz]ements?|advert|ads?|promo|tags|skip(?:-?link|nav)?|topbar"
    r"|footer|related-?(?:posts?|articles?|pages?)|share-?(?:daddy|buttons?|bar|links?)"
    r"|jp-relatedposts|addtoany\w*|navbox)\b",
    re.IGNORECASE,
)
_ALWAYS_NAME = re.compile(
    r"\b(?:onetrust-\w+(?:-sdk)?|ot-sdk-\w+|cybotcookiebotdialog|usercentrics-root|didomi-host"
    r"|truste_overlay|iubenda-cs-banner|cmplz-cookiebanner|borlabs-cookie|cc-window|cky-consent\w*"
    r"|mw-editsection|mw-jump-link|mw-cite-backlink|catlinks|printfooter|navbox|disqus_thread"
    r"|sharedaddy|sd-sharing|share-buttons?|social-share|addtoany\w*|comment-respond|comments-area|wpd-comments?|post-comments)(?![\w-])|^respond$",
    re.IGNORECASE,
)
"""Names that makers of sites give to what is never the text: windows of consent, the edit links of
a wiki, what visitors have said below."""
_NOTE_NAME = re.compile(r"\b(?:note|tip|warning|info|hint|callout|important|admonition|caution)\b")
_SKIP_LINK = re.compile(r"(?:skip|jump) to\b|zum (?:inhalt|hauptinhalt)\b|saltar al\b", re.I)
_MOST_OF_A_NOTICE = 600
_LINKED = 0.5
_MAIN_SHARE = 0.25
"""A ``main`` with less of the page's text than this is not where its text is."""
_MENU_LEAST = 4
_MENU_WORDS = 4
"""Words of an entry of a menu, on average, at most."""
_MENU_BESIDE = ".//h1|.//h2|.//p"
_PARAGRAPHS = ".//h1|.//main|.//article"


def words_of(element: HtmlElement) -> str:
    """All text of an element, with single blanks."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def remove(element: HtmlElement) -> None:
    """Takes an element away and keeps what stands behind it, apart from what stood before."""
    if element.getparent() is None:
        return
    if element.tag in ("div", "p", "section", "button", "li", "form", "nav", "ul", "table"):
        element.tail = f" {element.tail or ''}"
    element.drop_tree()


def remove_hidden(root: HtmlElement) -> None:
    """Takes away what readers of the page do not see, and what was deleted."""
    by_sheet = _hidden_by_sheet(root)
    opened = _opened(root)
    _remove_where(root, lambda element: element.tag in _GONE or by_sheet(element))
    _remove_where(root, lambda element: _is_hidden(element) and element not in opened)


def _opened(root: HtmlElement) -> set[HtmlElement]:
    """What is hidden until a reader opens it by a button or a tab of the page."""
    named = {
        name
        for element in root.iter("a", "button", "li", "div", "span", "label")
        for name in (element.get("aria-controls") or "").split()
    }
    return {
        element
        for element in _elements(root)
        if element.get("role") == "tabpanel"
        or (element.get("id") in named and element.get("role") not in _FURNITURE_ROLES)
    }


def remove_furniture(root: HtmlElement) -> list[HtmlElement]:
    """Takes away what stands around the text, and returns the elements that hold the text."""
    body = root.find(".//body")
    body = root if body is None else body
    whole = len(words_of(body))
    _remove_where(body, lambda element: _is_furniture(element, whole))
    _remove_where(body, lambda element: element.tag == "button" and not opens_something(element))
    mains = [e for e in body.iter("main") if not any(a.tag == "main" for a in e.iterancestors())]
    mains += [
        e for e in body.iter("div", "section") if e.get("role") == "main" and _outside(e, mains)
    ]
    told = sum(len(words_of(main)) for main in mains)
    if told == 0 or told < _MAIN_SHARE * len(words_of(body)):
        return [body]
    return [
        e
        for e in body.iter()
        if e in mains or (e.tag in ("article", "h1") and _outside(e, mains) and _outer(e))
    ]


def opens_something(button: HtmlElement) -> bool:
    """Whether a button is the heading of text that it opens."""
    return (
        button.get("aria-expanded") is not None
        or button.get("aria-controls") is not None
        or words_of(button).endswith("?")
        or any(a.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt")
               for a in button.iterancestors())
    )  # fmt: skip


def _outside(element: HtmlElement, boxes: list[HtmlElement]) -> bool:
    return element not in boxes and not any(a in boxes for a in element.iterancestors())


def _outer(element: HtmlElement) -> bool:
    return not any(a.tag in ("article", "main") for a in element.iterancestors())


def _remove_where(root: HtmlElement, rule: Callable[[HtmlElement], bool]) -> None:
    for element in list(_elements(root)):
        if element is not root and element.tag not in ("html", "body") and rule(element):
            remove(element)


def _elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _is_hidden(element: HtmlElement) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    if _UNSEEN_STYLE.search(element.get("style") or ""):
        return True
    if element.tag == "dialog":
        return element.get("open") is None
    # A page that was saved while a dialogue was open hides all of its text in this way.
    return (element.get("aria-hidden") or "").lower() == "true" and not element.xpath(_PARAGRAPHS)


def _is_furniture(element: HtmlElement, whole: int) -> bool:
    if element.tag in ("main", "article", "h1"):
        return False
    role = (element.get("role") or "").lower()
    holds_text = bool(element.xpath(_PARAGRAPHS))
    if element.tag == "nav" or role == "navigation":
        return True
    if element.tag == "footer":
        return not any(a.tag in ("blockquote", "figure") for a in element.iterancestors())
    if element.tag == "header" and not holds_text:
        return _outer(element) and not element.xpath(".//h2|.//h3")
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if element.tag == "aside":
        return not (_NOTE_NAME.search(named) or role == "note")
    if element.tag == "form":
        return not holds_text and len(words_of(element)) < whole / 2
    if role in _FURNITURE_ROLES:
        return not holds_text
    menu = (_is_menu if element.tag in ("ul", "ol", "dl") else _is_menu_cell)(element)
    if menu or _is_named_so(element):
        return True
    if element.tag == "a" and _SKIP_LINK.match(words_of(element)):
        return True
    return not holds_text and _is_notice_or_links(element, named, whole)


def _is_named_so(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if not names or element.xpath(".//h1|.//main"):
        return False
    if element.get("id") in _FOOT_IDS and _outer(element):
        body = element.getroottree().getroot()
        return len(words_of(element)) < len(words_of(body)) / 4
    comments = element.get("id") == "comments" and any(
        "comment" in (inner.get("class") or "") for inner in element.iter("ol", "ul", "li", "div")
    )
    return comments or any(_ALWAYS_NAME.search(name) for name in names)


def _is_menu(box: HtmlElement) -> bool:
    """Whether a list is nothing but short links to other pages of the site, or within the page."""
    items = [item for item in box if item.tag in ("li", "dd")]
    if len(items) < _MENU_LEAST or any(a.tag in ("main", "article") for a in box.iterancestors()):
        return False
    links = [link for item in items for link in item.iter("a")]
    outside = any(re.match(r"(?:https?:)?//|mailto:|tel:", a.get("href") or "") for a in links)
    linked = sum(len(words_of(link)) for link in links)
    words = words_of(box)
    short = len(words.split()) <= _MENU_WORDS * len(items)
    return bool(links) and not outside and short and linked >= 0.9 * len(words) - len(items)


def _is_menu_cell(cell: HtmlElement) -> bool:
    """Whether a cell of a page that is set in a table holds nothing but links within the site."""
    if cell.tag != "td":
        return False
    links = list(cell.iter("a"))
    beside = [*cell.itersiblings("td"), *cell.itersiblings("td", preceding=True)]
    if len(links) < _MENU_LEAST or not any(other.xpath(_MENU_BESIDE) for other in beside):
        return False
    outside = any(re.match(r"(?:https?:)?//|mailto:|tel:", a.get("href") or "") for a in links)
    linked = sum(len(words_of(link)) for link in links)
    words = words_of(cell)
    return not outside and linked >= 0.9 * len(words) - len(links)


def _is_notice_or_links(element: HtmlElement, named: str, whole: int) -> bool:
    if element.tag not in ("div", "section", "ul", "ol", "p", "span", "header"):
        return False
    words = words_of(element)
    if len(words) > _MOST_OF_A_NOTICE or len(words) > whole * 0.6:
        return False
    buttons = element.xpath(".//button|.//a[contains(@class, 'btn') or contains(@class, 'button')]")
    if _NOTICE_NAME.search(named) and _COOKIES.search(words):
        return True
    if buttons and _COOKIES.search(words) and _CONSENT.search(words):
        return True
    if not _LINKS_NAME.search(named):
        return False
    linked = sum(len(words_of(link)) for link in element.xpath(".//a|.//button"))
    return linked >= _LINKED * len(words)


# --- style sheets -------------------------------------------------------------------------------

_AT_RULE = re.compile(r"@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{;]+;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#])([\w-]+)", re.IGNORECASE)
_NONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through", re.IGNORECASE
)


def _hidden_by_sheet(root: HtmlElement) -> Callable[[HtmlElement], bool]:
    """Tells what the page's own style sheet hides for good.

    Only plain selectors (``.draft``, ``#note``). One that another rule or a script names too is
    opened and closed by readers, as the answers of many lists of questions are, and stays.
    """
    sheet = re.sub(r"/\*.*?\*/", "", " ".join(s.text or "" for s in root.iter("style")), flags=re.S)
    rules = [(m[1], m[2]) for m in _RULE.finditer(_AT_RULE.sub("", sheet))]
    scripts = " ".join(script.text or "" for script in root.iter("script"))
    hidden: set[tuple[str, str, str]] = set()
    for selectors, declarations in rules:
        if not _NONE.search(declarations):
            continue
        for selector in selectors.split(","):
            if not (match := _SIMPLE.fullmatch(selector.strip())):
                continue
            name = match[2] + match[3]
            named = re.compile(rf"{re.escape(name)}(?![\w-])")
            if sum(bool(named.search(other)) for other, _ in rules) == 1 and not re.search(
                rf"(?<![\w-]){re.escape(match[3])}(?![\w-])", scripts
            ):
                hidden.add(((match[1] or "").lower(), match[2], match[3]))

    def is_hidden(element: HtmlElement) -> bool:
        if not hidden:
            return False
        classes = (element.get("class") or "").split()
        return any(
            tag in ("", element.tag)
            and (name in classes if sign == "." else element.get("id") == name)
            for tag, sign, name in hidden
        )

    return is_hidden
