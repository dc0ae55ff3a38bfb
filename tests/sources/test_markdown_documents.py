"""Markdown is read as it is shown: what is hidden, deleted or a sign of a tool is not read."""

from __future__ import annotations

import pytest

from tests.support.source_laws import lawful, passages, texts


def test_headings_are_a_path() -> None:
    source = "Before.\n\n# A\n\nOne.\n\n### B ###\n\nTwo.\n\n## C?\n\nThree.\n\nD\n===\n\nFour.\n"
    assert [(p.text, p.section) for p in passages(source)] == [
        ("Before.", ()),
        ("One.", ("A",)),
        ("Two.", ("A", "B")),
        ("Three.", ("A", "C?")),
        ("Four.", ("D",)),
    ]
    assert passages(source)[3].heading == "C?"


def test_headings_are_the_words_that_are_shown() -> None:
    source = "# C#\n\nX.\n\n## **Bold** and `code` &amp; [link](http://a.example) #\n\nY.\n"
    assert [p.heading for p in passages(source)] == ["C#", "Bold and code & link"]


def test_a_heading_with_nothing_below_is_the_message() -> None:
    assert texts("# Closed on Monday\n") == ["Closed on Monday"]
    assert texts("# Shop\n\n## Closed on Monday\n\n## Open\n\nOn Tuesday.\n") == [
        "Closed on Monday", "On Tuesday.",
    ]  # fmt: skip


def test_a_line_in_bold_heads_what_follows() -> None:
    found = passages("**How do I pay?**\n\nBy card.\n\n**This is said loudly.**\n\nYes.\n")
    assert [(p.text, p.heading) for p in found] == [
        ("By card.", "How do I pay?"),
        ("This is said loudly.", "How do I pay?"),
        ("Yes.", "How do I pay?"),
    ]


def test_marks_are_shown_and_not_read() -> None:
    assert texts(
        "A **bold _and_ more** `co*de*` \\*plain\\* &amp; [label](https://e.example)."
    ) == ["A bold and more co*de* *plain* & label."]


def test_a_table_row_knows_its_header_and_the_span_of_each_cell() -> None:
    header, row = passages("| Fruit | Price \\| unit | |\n|---|:-:|---|\n| Pear | $3 \\| kg |  |\n")
    assert (header.kind, row.kind) == ("table_header", "table_row")
    assert row.header == ("Fruit", "Price | unit", "")
    assert [cell.text for cell in row.cells] == ["Pear", "$3 | kg", ""]
    assert row.block == header.block


@pytest.mark.parametrize(
    "source",
    [
        "A | B\n---|---\nc | d\n",
        "> | A | B |\n> |---|---|\n> | c | d |\n",
        "- | A | B |\n  |---|---|\n  | c | d |\n",
        "Words.\n\n  | A | B |\n  |---|---|\n  | c | d |\n",
        "<table><tr><th>A<th>B<tr><td>c<td>d</table>\n",
    ],
)
def test_tables_everywhere(source: str) -> None:
    rows = [passage for passage in passages(source) if passage.cells]
    assert [[cell.text for cell in row.cells] for row in rows] == [["A", "B"], ["c", "d"]]


def test_two_tables_are_two_blocks() -> None:
    table = "| A | B |\n|---|---|\n| b | c |\n"
    assert len({passage.block for passage in passages(f"{table}\n{table}")}) == 2


def test_list_items_lose_their_marker_and_nothing_else() -> None:
    assert texts("- One. Two.\n- 3 things.\n  - Inner.\n1) Last - really.\n- [x] Done.\n") == [
        "One.", "Two.", "3 things.", "Inner.", "Last - really.", "Done.",
    ]  # fmt: skip


def test_deep_lists_are_read_to_the_end() -> None:
    source = "\n".join("  " * depth + f"- item {depth}." for depth in range(60))
    assert texts(source)[-1] == "item 59."


def test_code_is_one_passage_with_every_character() -> None:
    assert texts("Words.\n\n```py\nx = 1. Then\n\n- y\n```\n\n    - z. A\n") == [
        "Words.", "x = 1. Then\n\n- y", "- z. A",
    ]  # fmt: skip
    assert texts("```\n    indented\n  less\n```\n") == ["indented\n  less"]
    assert texts("```\nimport x from 'y'\n{% raw %}\n```\n") == ["import x from 'y'\n{% raw %}"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A.\n\n<!-- code 4711 -->\n\nB.", ["A.", "B."]),
        ("Coaches need <!-- two days, no: --> a permit.", ["Coaches need a permit."]),
        ("[//]: # (secret)\n\nB.", ["B."]),
        ("<div style='display: none'>\n\nsecret\n\n</div>\n\nB.", ["B."]),
        ("Open at ~~six~~ seven.", ["Open at seven."]),
        ("It is <del>40</del> 60 metres.", ["It is 60 metres."]),
        ("%%secret%%\n\nB.", ["B."]),
        ("A {/* secret */}word.", ["A word."]),
        ("import Tabs from '@theme/Tabs';\nexport const x = 1\n\nB.", ["B."]),
        ("<Tabs>\n<TabItem value=\"a\">\n\nB.\n\n</TabItem>\n</Tabs>", ["B."]),
        (":::note\n\nB.\n\n:::", ["B."]),
        ("> [!NOTE]\n> B.", ["B."]),
        ("{% include x.html %}\n\n{{< figure src=\"x\" >}}\n\nB.", ["B."]),
        ("[TOC]\n\nB.", ["B."]),
        ("B.\n{: .lead}", ["B."]),
        ("See [[Home page|the start]].", ["See the start."]),
        ("</details>\n\nB.", ["B."]),
        ("![](data:image/png;base64,iVBORw0KGgo=)\n\nB.", ["B."]),
        ("A `List<String>` and Vec<String> here.", ["A List<String> and Vec<String> here."]),
        ("Stays.[^a]\n\n[^a]: Not on\n    Monday.", ["Stays.", "Not on Monday."]),
        ("It rose.[^1] More.\n\n[^1]: A note.", ["It rose.", "More.", "A note."]),
        ("![Enter by the north gate](x.png)", ["Enter by the north gate"]),
        ("[![build](x.svg)](y)\n\nB.", ["B."]),
        ("Press ![OK](x.png) to stop.", ["Press OK to stop."]),
        ("Term\n: What it is.", ["What it is."]),
        ("H<sub>2</sub>O at 10<sup>6</sup> and 4 m<sup>2</sup>.", ["H2O at 10^6 and 4 m²."]),
        ("**Q: Is it so?**\n\nA: It is.", ["It is."]),
        ("First line  \nsecond line.", ["First line\nsecond line."]),
        ("Mix\u00adtu\u00adre.", ["Mixture."]),
    ],
)  # fmt: skip
def test_what_is_read(source: str, expected: list[str]) -> None:
    parsed = lawful(source)
    assert [passage.text for passage in parsed.passages] == expected
    assert "secret" not in parsed.document.text


def test_html_in_markdown_is_not_cut_off_at_a_smaller_sign() -> None:
    assert texts("Those of <5 years are free, of > 5 not.") == [
        "Those of <5 years are free, of > 5 not."
    ]
