"""Web pages are read as people see them, without what is hidden and what surrounds the text."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.readers import parse
from tests.support.source_laws import lawful, passages, texts

LONG = "The shop sells bread of its own oven every day but Monday."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>&gt; 5 years of experience</p>", ["> 5 years of experience"]),
        ("<p>- 5 degrees</p><p>+ 3</p><p># 1</p><p>1. x</p>",
         ["- 5 degrees", "+ 3", "# 1", "1. x"]),
        ("<h2>Pay</h2><p>5.</p>", ["5."]),
        ("<p>It is <del>40</del> 60 metres <s>wide</s>.</p>", ["It is 60 metres ."]),
        ("<p>It is $71,200<sup><a href='#fn3'>3</a></sup> a year.</p>", ["It is $71,200 a year."]),
        ("<p>It is $71,200<sup>3</sup> a year.</p>", ["It is $71,200 a year."]),
        ("<p>10<sup>6</sup> is 10<sup>-3</sup>.</p>", ["10^6 is 10^-3."]),
        ("<p>2<sup>10</sup> and 5 m<sup>2</sup>, the 1<sup>st</sup>.</p>",
         ["2^10 and 5 m², the 1st."]),
        ("<p>Word<sup>2</sup> and<sup>[4]</sup> more<sup>*</sup>.</p><p><sup>2</sup> A note.</p>",
         ["Word and more.", "A note."]),
        ("<p>CO<sub>2</sub>, v<sub>max</sub>, 2<sup>1</sup>/<sub>2</sub> hours.</p>",
         ["CO2, v_max, 2 1/2 hours."]),
        ("<p>As shown<a href='#ref-1'>[1]</a>. Next.</p>", ["As shown.", "Next."]),
        ("<p hidden>no</p><p style='display:none'>no</p><p aria-hidden=true>no</p><template>no"
         "</template><noscript>no</noscript><p>Yes.</p>", ["Yes."]),
        ("<style>.x{display:none} /* .y{} */</style><p class=x>no</p><p>Yes.</p>", ["Yes."]),
        ("<style>.a{display:none} .a.on{display:block}</style><p class=a>Yes.</p>", ["Yes."]),
        ("<p hidden=until-found>Found.</p>", ["Found."]),
        ("<!-- no --><p>Yes<!-- no -->.</p>", ["Yes."]),
        ("<div>Buy.</div><button>Send</button><div>A word.</div>", ["Buy.", "A word."]),
        ("<p><span>Price</span><span>12 euros</span></p>", ["Price 12 euros"]),
        ("<p><b>Java</b><b>Script</b> and <b>W</b><b>LAN</b>.</p>", ["Java Script and WLAN."]),
        ("<ul><li>One<li>Two<ul><li>Three</ul></ul>", ["One", "Two", "Three"]),
        ("<dl><dt>Open</dt><dd>At nine.</dd></dl>", ["At nine."]),
        ("<details><summary>Why?</summary>So.</details>", ["So."]),
        ("<button aria-expanded=false>Why?</button><div>So.</div>", ["So."]),
        ("<p>One.<br><br>Two</p>", ["One.", "Two"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p>Mail <a href='mailto:a@b.example'>us</a>.</p>", ["Mail us."]),
        ("<figure><img src=x alt='The north gate is closed'><figcaption>Gate</figcaption></figure>",
         ["The north gate is closed", "Gate"]),
        ("<p>Press <img alt='the red button'> now.</p><img alt=logo>",
         ["Press the red button now."]),
        ("<img src='data:image/png;base64,AAAA' alt='data:x'><p>Yes.</p>", ["Yes."]),
        ("<svg><text>no</text></svg><p>Yes.</p>", ["Yes."]),
        ("<p>He said <q>no</q>.</p>", ["He said “no”."]),
        ("<p>One</p></body></html><p>Two</p>", ["One", "Two"]),
        ("<p>Toast&shy;ers &amp; caf&eacute;s&nbsp;&#8212; 5&#8239;000.</p>",
         ["Toasters & cafés — 5 000."]),
        ("<h2>Rules<a href='#rules'>#</a></h2><p>One.", ["One."]),
        ("<ul>" + "".join(f"<li><a href=https://{n}.example>{n}</a>" for n in "abcd") + "</ul>",
         ["a", "b", "c", "d"]),
        ("<title>T</title><main><p>One</main><p>Two", ["One"]),
        ("<title>T</title><section>One</section>Two", ["One", "Two"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>字。", ["漢字。"]),
    ],
)  # fmt: skip
def test_what_is_read(source: str, expected: list[str]) -> None:
    assert texts(source, "html") == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href=/>Home</a></nav>",
        "<header><a href=/>Shop</a> <span>since 1990</span></header>",
        "<footer><p>© 2024. All rights reserved.</p></footer>",
        "<aside><p>Read this too.</p></aside>",
        "<form><label>Name</label><input><button>Send</button></form>",
        "<div class='cookie-banner'>We use cookies. <button>Accept</button></div>",
        "<div>This site uses cookies. <button>OK</button></div>",
        "<a class=skip href='#main'>Skip to content</a>",
        "<ul class='breadcrumb'><li><a href=/>Home</a></li><li><a href=/b>Bread</a></li></ul>",
        "<div role=navigation><a href=/>Home</a></div>",
        "<div role=dialog>Subscribe!</div>",
        "<ul>" + "".join(f"<li><a href='{n}.html'>Page {n}</a>" for n in "abcd") + "</ul>",
        "<select><option>English</option></select>",
    ],
)
@pytest.mark.parametrize("form", ["{0}<p>{1}</p>", "<main><p>{1}</p></main>{0}", "<p>{1}</p>{0}"])
def test_furniture_is_left_where_it_stands(furniture: str, form: str) -> None:
    page = f"<html><body>{form.format(furniture, LONG)}</body></html>"
    assert texts(page, "html") == [LONG]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"<article><p>One. {LONG}</p></article><article><p>Two.</p></article>",
         ["One.", LONG, "Two."]),
        (f"<main><p>{LONG}</p></main><article><p>Two.</p></article>", [LONG, "Two."]),
        ("<body><main></main><p>Text.</p></body>", ["Text."]),
        (f"<main><p>Hi.</p></main><section><p>{LONG}</p></section>", ["Hi.", LONG]),
        (f"<form id=aspnet><h1>Bread</h1><p>{LONG}</p><input></form>", [LONG]),
        (f"<div aria-hidden=true><h1>Bread</h1><p>{LONG}</p></div>", [LONG]),
        (f"<header><h1>Bread</h1><p>Since 1990.</p></header><p>{LONG}</p>", ["Since 1990.", LONG]),
        (f"<aside class=note><p>Never on Monday.</p></aside><p>{LONG}</p>",
         ["Never on Monday.", LONG]),
        (f"<div class=menu><p>{LONG}</p></div>", [LONG]),
        (f"<div>Our cookies are baked daily. <button>Order</button></div><p>{LONG}</p>",
         ["Our cookies are baked daily.", LONG]),
        ("<p>We use cookies of oats.</p><p>They are good.</p>",
         ["We use cookies of oats.", "They are good."]),
    ],
)  # fmt: skip
def test_no_text_is_lost(source: str, expected: list[str]) -> None:
    assert texts(source, "html") == expected


def test_headings_are_a_path() -> None:
    source = "<h1>A</h1><p>1<h3>B <em>c</em></h3><p>2<dl><dt>D<dd>3</dl><p>4<h2>E</h2><p>5"
    assert [(p.text, p.section) for p in passages(source, "html")] == [
        ("1", ("A",)), ("2", ("A", "B c")), ("3", ("A", "B c", "D")), ("4", ("A", "B c")),
        ("5", ("A", "E")),
    ]  # fmt: skip


def test_a_table_is_read_row_by_row_with_its_header() -> None:
    source = (
        "<table><caption>Prices</caption><thead><tr><th rowspan=2>Ticket<th colspan=2>Price</tr>"
        "<tr><th>Adult<th>Child</tr></thead><tr><td rowspan=2>Day<td>6<td>3<tr><td colspan=2>free"
        "<tr><td colspan=3>Closed on Monday.</table>"
    )
    found = passages(source, "html")
    assert [(p.kind, [cell.text for cell in p.cells]) for p in found] == [
        ("sentence", []),
        ("table_header", ["Ticket", "Price", "Price"]),
        ("table_header", ["Ticket", "Adult", "Child"]),
        ("table_row", ["Day", "6", "3"]),
        ("table_row", ["Day", "free", "free"]),
        ("table_row", ["Closed on Monday."]),
    ]
    assert found[3].header == ("Ticket", "Price Adult", "Price Child")


def test_a_table_that_only_places_things_is_no_table() -> None:
    source = "<table><tr><td><h2>A</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>"
    assert texts(source, "html") == ["One.", "Two."]


def test_facts_about_a_page() -> None:
    document = lawful(
        "<!-- saved from url=(0026)https://example.org/bread --><html><head><title> Our\n bread "
        '</title><meta name="author" content="Ann"><meta property="og:site_name" content="Shop">'
        '<meta property="article:modified_time" content="2026-06-16T10:00:00Z"></head><p>X.',
        "html",
    ).document
    assert (document.title, document.author, document.publisher) == ("Our bread", "Ann", "Shop")
    assert (document.updated, document.source_url) == ("2026-06-16", "https://example.org/bread")


def test_depth_is_no_danger() -> None:
    assert texts("<div>" * 1_500 + "<p>Deep." + "</div>" * 1_500, "html") == ["Deep."]


@pytest.mark.parametrize("source", ["<nav>Home</nav>", "<p hidden>no</p>", "<html></html>", "<b>"])
def test_a_page_without_text_is_said_to_be_one(source: str) -> None:
    with pytest.raises(DocumentError, match="no text"):
        parse(source, "page", "html")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<table><tr><td><a href=/>Home</a><br><a href=f>Dates</a><br><a href=c>Map</a><br>"
         "<a href=l>Links</a></td><td><h1>Dates</h1><p>We play.</p></td></tr></table>",
         ["We play."]),
        ("<ul role=tablist><li role=tab>A</li></ul><div role=tabpanel style='display:none'><p>Dusk."
         "</p></div><button aria-controls=x>More</button><p id=x hidden>Dawn.</p>"
         "<p id=y hidden>Draft.</p>", ["A", "Dusk.", "Dawn."]),
        ("<div><span>Tue</span><span>closed</span></div><p>A <span>D</span><span>og</span> barks.",
         ["Tue closed", "A Dog barks."]),
        ("<p><a href=c><img src=c.svg alt=build></a> <img src=d.svg alt=coverage></p><p>It bakes.",
         ["It bakes."]),
        ("<p><img src=a.jpg alt='The mill in the snow of last year'> <img src=b.jpg alt=Map></p>",
         ["The mill in the snow of last year Map"]),
    ],
    ids=["menu-in-a-table", "opened-by-readers", "columns-of-words", "badges", "pictures"],
)  # fmt: skip
def test_pages_of_other_makers(page: str, expected: list[str]) -> None:
    assert texts(page, "html") == expected


def test_notes_at_the_end_stand_under_no_heading() -> None:
    page = (
        "<h1>Club</h1><h2>Fees</h2><p>Five.<sup><a href=#fn1>1</a></sup></p><h2>Dogs</h2><p>None."
    )
    notes = "<ol><li id=fn1><p>Six from May.</p></li></ol>"
    *_, dogs, note = passages(page + notes, "html")
    assert (dogs.text, dogs.section) == ("None.", ("Club", "Dogs"))
    assert (note.text, note.section) == ("Six from May.", ())
