"""Pages as the makers of sites export them: their own signs are no text, and no text is lost."""

from __future__ import annotations

import pytest

from tests.support.source_laws import passages, texts

LONG = "The shop sells bread of its own oven every day but Monday."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # What is opened by readers.
        ("<button aria-expanded=false>Abroad?</button><div style='display: none'>To Norway.</div>",
         [("To Norway.", "Abroad?")]),
        ("<h3><button aria-expanded=false aria-controls=a>Abroad?</button></h3>"
         "<div id=a hidden><p>To Norway.</div>", [("To Norway.", "Abroad?")]),
        ("<button role=tab aria-controls=p>Bus</button><button role=tab aria-controls=q>Train"
         "</button><div role=tabpanel id=p>Daily.</div><div role=tabpanel id=q"
         " hidden>Hourly.</div>",
         [("Daily.", "Bus"), ("Hourly.", "Train")]),
        ("<button aria-controls=m>Menu</button><div id=m class=modal hidden>no</div><p>Yes.",
         [("Yes.", "")]),
        # Formulas.
        ("<p>It is <math><mi>A</mi><mo>=</mo><mi>π</mi><msup><mi>r</mi><mn>2</mn></msup>"
         "</math> and "
         "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>, <math><msqrt><mi>x</mi><mo>+</mo>"
         "<mn>1</mn></msqrt></math>, <math><msub><mi>v</mi><mi>m</mi></msub></math>.",
         [("It is A=πr² and 1/2, √(x+1), v_m.", "")]),
        ("<p>Use <span><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation>"
         "x^2</annotation></semantics></math></span><span aria-hidden=true>x2</span> tries.",
         [("Use x² tries.", "")]),
        # Google Docs: a struck-out style, an editor's note.
        ("<style>.c2{text-decoration:line-through}</style><p><span>Bring </span><span class=c2>two"
         "</span><span>three.</span><sup><a href='#cmnt1' id=cmnt_ref1>[a]</a></sup></p>"
         "<p>It is so."
         "</p><div><p><a href='#cmnt_ref1' id=cmnt1>[a]</a><span>No!</span></p></div>",
         [("Bring three.", ""), ("It is so.", "")]),
        # A wiki.
        ("<h2><span>History</span><span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>"
         f"<p>{LONG}<sup>[<i><a href=/c>citation needed</a></i>]</sup></p><ol><li id=cite_note-1>"
         "<span class=mw-cite-backlink>^ <a href='#cite_ref-1'>Jump up</a></span> Census.</li></ol>"
         "<div class=navbox><a href=/a>Towns</a></div>",
         [(LONG, "History"), ("Census.", "History")]),
        # Lists of the page's own headings.
        ("<h1>A</h1><h2>Contents</h2><ul><li><a href='#b'>1. Fees</a><li><a href='#c'>2. Pay</a>"
         "</ul><h2 id=b>Fees</h2><p>None.<h2 id=c>Pay</h2><p>Cash.",
         [("None.", "Fees"), ("Cash.", "Pay")]),
        ("<h2>Fees</h2><p>None.</p><ul><li><a href='#x'>Fees</a> are due<li><a href='#y'>in"
         " May</a></ul>",
         [("None.", "Fees"), ("Fees are due", "Fees"), ("in May", "Fees")]),
        # Lists that are typed into paragraphs; a trap beside the screen.
        ("<p>Bring:</p><p>• keys<br>• lamp</p><p style='left:-9999px'>trap</p><p>- 5 degrees</p>",
         [("Bring:", ""), ("keys", ""), ("lamp", ""), ("- 5 degrees", "")]),
        # Exports of Confluence and Google Docs; boxes that a script opens; a list with targets.
        ("<div class='macro-note'><p class=title>Careful</p><div><p>No diving.</p></div></div>"
         "<div class=expand-container><div class=expand-control><span>Cards?</span></div>"
         "<div class=expand-content style='display:none'><p>Yes.</p></div></div>"
         "<div class=faq><div class=q>Parking</div><div hidden>Behind.</div></div>"
         "<p style='display:none'>draft</p><div id=footer><p>Generated on May 3</p></div>"
         f"<p>{LONG}</p>",
         [("No diving.", "Careful"), ("Yes.", "Cards?"), ("Behind.", "Parking"), (LONG, "")]),
        ("<body class=doc-content><p class='c0 title'>Pool</p><h1>Fees</h1><p>None.",
         [("Pool", ""), ("None.", "Fees")]),
        ("<div id=toc><h2>Contents</h2><ul><li><a href='#h'>1 History</a></ul></div>"
         f"<h2><span id=h>History</span> [edit]</h2><p>{LONG}", [(LONG, "History [edit]")]),
        # Questions in bold, and items that are questions with their answers.
        ("<p><b>Dogs?</b><br>No.<p><strong>When?</strong> At nine.<ul><li><b>How?</b> By card."
         "<li><p>Why?</p><p>So.</p></ul><p>End.",
         [("No.", "Dogs?"), ("At nine.", "When?"), ("By card.", "How?"), ("So.", "Why?"),
          ("End.", "When?")]),
        # Terms, cells, labels.
        ("<dl><dt>Child<dt>Student<dd>5 euros<dt>Adult<dd>9 euros</dl>",
         [("5 euros", "Child, Student"), ("9 euros", "Adult")]),
        ("<table><tr><th>Room<th>Has<tr><td>Blue<td><ul><li>sink</li><li>bed</li></ul></table>",
         [("| Room | Has |", ""), ("| Blue | sink; bed |", "")]),
    ],
)  # fmt: skip
def test_what_is_read(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.text, p.heading) for p in passages(source, "html")] == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<div id=onetrust-consent-sdk><h2>Your privacy</h2><p>812 partners store data.</p></div>",
        "<div class=sharedaddy><h3>Share</h3><a href='?x'>Click to share</a></div>",
        "<div class=jp-relatedposts><h3>Related</h3><p><a href=/x>How to paint</a></p></div>",
        "<div id=comments><ol class=comment-list><li><article>I like it.</article></ol></div>",
        "<div id=respond class=comment-respond><h3>Leave a reply</h3></div>",
    ],
)
def test_furniture_of_site_makers(furniture: str) -> None:
    assert texts(f"<h1>Bread</h1><p>{LONG}</p>{furniture}", "html") == [LONG]
    assert texts(f"<main><h1>Bread</h1><p>{LONG}</p>{furniture}</main>", "html") == [LONG]
