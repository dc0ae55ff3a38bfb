"""Dialects of Markdown and habits of plain text are read as their readers see them."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.readers import read_bytes
from tests.support.source_laws import assert_exact, assert_on_the_page, lawful, passages, texts


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("H.\n\n!!! warning \"No diving\"\n    It is 1.2 m deep.\n\n    Never run.\n\nAfter.",
         [("H.", ""), ("It is 1.2 m deep.", "No diving"), ("Never run.", "No diving"),
          ("After.", "")]),
        ("??? note\n    Towels cost 2 euros.", [("Towels cost 2 euros.", "")]),
        ("=== \"Summer\"\n\n    Open till 20.\n\n=== \"Winter\"\n\n    Shut.",
         [("Open till 20.", "Summer"), ("Shut.", "Winter")]),
        (":::tip[Good to know]\n\nWarm.\n\n:::\n\n:::danger\nNo diving.\n:::\n\nAfter.",
         [("Warm.", "Good to know"), ("No diving.", ""), ("After.", "")]),
        ("::: {.warning}\nNo glass.\n:::\n\n::: tip Bring soap\nYes.\n:::",
         [("No glass.", ""), ("Yes.", "Bring soap")]),
        ("==Never== smoke. ^block1\n\n![[plan.png]]", [("Never smoke.", "")]),
        ("a == b and `==c==` and `[[ -f x ]]`.", [("a == b and ==c== and [[ -f x ]].", "")]),
        ("+-----+-----+\n| Day | Bin |\n+=====+=====+\n| Mon | red |\n|     | box |\n+-----+-----+",
         [("| Day | Bin |", ""), ("| Mon | red box |", "")]),
        ("Day     Bin\n------ -----\nMonday     3\nFriday    12\n\nEnd.",
         [("| Day | Bin |", ""), ("| Monday | 3 |", ""), ("| Friday | 12 |", ""), ("End.", "")]),
        ("```\n!!! note\n    x\n```", [("!!! note\n    x", "")]),
        ("B. <!--- secret ---> C. `<!-- shown -->`", [("B. C. <!-- shown -->", "")]),
        ("* TOC\n{:toc}\n\nGreen.{: .note }", [("Green.", "")]),
        ("export const meta = {\n  title: 'x'\n}\n\n<Card icon={<Icon/>}>\n\nRed.\n\n</Card>",
         [("Red.", "")]),
        ("H~2~O and 2^10^, 2*3*4.", [("H2O and 2^10, 2*3*4.", "")]),
        ("Q: Can I pay?\nA: By card.\n\nQ: When?\nA: Now.",
         [("By card.", "Can I pay?"), ("Now.", "When?")]),
        ("% Bins\n% Ann\n\nGreen.", [("Green.", "")]),
        ("# P\n\nOwner: Ann\nLast edited: May 3\n\n- Is it so?\n\n    No.\n\n- Blue.\n\nEnd.",
         [("Owner: Ann", "P"), ("Last edited: May 3", "P"), ("No.", "Is it so?"), ("Blue.", "P"),
          ("End.", "P")]),
        ("**Is it so?**\nNo. Never.\n\n**Q3: Or so?** Yes, it *is*.\n\n1. **How?** By card.",
         [("No.", "Is it so?"), ("Never.", "Is it so?"), ("Yes, it is.", "Or so?"),
          ("By card.", "How?")]),
        ("> [!warning]- No diving\n> It is deep.\n\n> [!note]\n> Red.\n\n#house #pool\n",
         [("No diving", ""), ("It is deep.", ""), ("Red.", "")]),
        ("✅ Open\n❌ Shut\n\n{{#include a.md}}\n\nPRICES OF TODAY\n\nFive euros.",
         [("✅ Open", ""), ("❌ Shut", ""), ("Five euros.", "PRICES OF TODAY")]),
        ("See [[Sauna|the sauna]] and [[Sauna#Price]].", [("See the sauna and Sauna Price.", "")]),
        ("| A | B |\n|---|---|\n| `x || y` | or |\n| `a` | b |\n",
         [("| A | B |", ""), ("| x || y | or |", ""), ("| a | b |", "")]),
        ("+++\ntitle = 'P'\n[params]\nkey = 'x'\n+++\n{{< figure caption=\"Map\" >}}\n\nB.",
         [("Map", ""), ("B.", "")]),
        ('{"title": "Bins", "draft": false}\n\nGreen.', [("Green.", "")]),
        ("Fig. 3 is old. Figure 1. The lift is here. Open till 20 h. Always knock.",
         [("Fig. 3 is old.", ""), ("Figure 1. The lift is here.", ""), ("Open till 20 h.", ""),
          ("Always knock.", "")]),
    ],
)  # fmt: skip
def test_dialects_of_markdown(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.text, p.heading) for p in passages(source)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hi Bo,\n\nit is here.\n\n> Where is the key? I need\n> it on Friday.\n>> Old stuff.\n",
         [("Hi Bo,", ""), ("it is here.", ""), ("Where is the key?", ""),
          ("I need it on Friday.", ""), ("Old stuff.", "")]),
        ("Is it so?\nIt is.\n\nIs it big?\nVery.\n\nIs it old?\nNot yet.\n",
         [("It is.", "Is it so?"), ("Very.", "Is it big?"), ("Not yet.", "Is it old?")]),
        ("TERMS\n\n1. Scope\n\n1.1 For all.\n\n2. Payment\n\n2.1 Pay at once.\n",
         [("1.1 For all.", "1. Scope"), ("2.1 Pay at once.", "2. Payment")]),
        ("1 RULES\n\n1.1 Depth\n\nNo dives.\n\n2 FEES\n\n2.1 Cards\n\nNone.\n",
         [("No dives.", "1.1 Depth"), ("None.", "2.1 Cards")]),
        ("STARTERS\nSoup      6.50\nBread     4.00\n", [("Soup      6.50", "STARTERS"),
         ("Bread     4.00", "STARTERS")]),
        ("== Prices ==\nFive euros.\n\n=== Cards ===\nNone.\n",
         [("Five euros.", "Prices"), ("None.", "Cards")]),
        ("I. Scope\n\nAll guests.\n\nII. Fees\n\nNone.\n",
         [("All guests.", "I. Scope"), ("None.", "II. Fees")]),
        ("1. Bread\n\n2. Milk\n\n3. Eggs\n", [("Bread", ""), ("Milk", ""), ("Eggs", "")]),
        ("The tele-\nphone rings, the well-\nknown bell too, a well-known one.\n",
         [("The telephone rings, the well-known bell too, a well-known one.", "")]),
        ("name,room,phone\nAnn,Blue,12\nBo,Red,13\n",
         [("name,room,phone", ""), ("Ann,Blue,12", ""), ("Bo,Red,13", "")]),
        ("Mon-Fri  9-17\nSat      9-12\n\n+---+---+\n| a | b |\n+---+---+\n",
         [("Mon-Fri  9-17", ""), ("Sat      9-12", ""), ("| a | b |", "")]),
        ("Rent is 400 [1] a month, all included.* Pets cost more.**\n\n[1] 420 from May.\n",
         [("Rent is 400 [1] a month, all included.*", ""), ("Pets cost more.**", ""),
          ("[1] 420 from May.", "")]),
        ("FEES AND CHARGES\nThe fee is 5 euros.\n\nREFUNDS\nNone are given. Tel. 555 123.\n",
         [("The fee is 5 euros.", "FEES AND CHARGES"), ("None are given.", "REFUNDS"),
          ("Tel. 555 123.", "REFUNDS")]),
        ("\x1b[1mBold\x1b[0m words are here.", [("Bold words are here.", "")]),
        ("Nächs\u200dter Halt. می\u200cروم.", [("Nächster Halt.", ""), ("می\u200cروم.", "")]),
    ],
)  # fmt: skip
def test_habits_of_plain_text(source: str, expected: list[tuple[str, str]]) -> None:
    parsed = lawful(source, "text")
    assert [(p.text, p.heading) for p in parsed.passages] == expected


def test_values_set_apart_by_commas_are_a_table() -> None:
    *_, last = passages("name,room,phone\nAnn,Blue,12\nBo,Red,13\n", "text")
    assert last.header == ("name", "room", "phone")
    assert [cell.text for cell in last.cells] == ["Bo", "Red", "13"]


def test_a_page_under_the_name_of_a_text_is_read_as_a_page() -> None:
    page = "<!DOCTYPE html><html><nav><a href=/>Home</a></nav><main><p>Shut.</p></main></html>"
    assert texts(page) == texts(page, "text") == ["Shut."]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Sklep jest otwarty od dziewiątej do osiemnastej, oprócz niedzieli.", "cp1250"),
        ("Dükkân dokuzdan altıya kadar açıktır, pazar günleri hariç.", "cp1254"),
        ("Für Gäste gibt es Öko-Müsli – „gratis“.", "cp1252"),
    ],
)
def test_old_code_pages(words: str, encoding: str) -> None:
    parsed = read_bytes(words.encode(encoding), "old.txt")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    assert [p.text for p in parsed.passages] == [words]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 255)), "a picture"),
        (b"PK\x03\x04 anything", "a packed file"),
        (bytes(range(1, 256)) * 4, "not a text file"),
        (b":::\n\n```\n", "no text"),
    ],
)
def test_what_is_no_text_in_spite_of_its_name(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match="was left out") as caught:
        read_bytes(raw, "picture.txt")
    assert reason in caught.value.message
