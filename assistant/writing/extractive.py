"""Answers made of the document's own words: no model, nothing invented.

What answers comes first. A sentence is told with the sentences it needs, and cited together with
them where they stand side by side. Sentences that stand together in the document stay together;
several from different places become bullets; rows of one table become a table again; sentences
that only send the reader elsewhere come last. The only words that are not the document's are the
short phrases of ``wording``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from assistant.proof.leaning import negates
from assistant.reading.signs import sends_elsewhere
from assistant.reading.tables.columns import column_asked
from assistant.reading.tables.row_amounts import named_rows
from assistant.reading.tables.sums import Figured
from assistant.records import Passage
from assistant.sources.notes import How
from assistant.text.forms import Abbreviations
from assistant.wording.voice import Voice
from assistant.writing import tables
from assistant.writing.in_words import in_cell, is_block, pointed, words, written
from assistant.writing.itemised import itemised
from assistant.writing.leaning import Leaning, is_fragment
from assistant.writing.opening import HEADS, of_the_figure, opens_with
from assistant.writing.page import Page, Told
from assistant.writing.point_first import Arranged, in_full, measured_first, point_first
from assistant.writing.prose import full_stop, paragraphs
from assistant.writing.sides import Sides, labelled, sides, wants_sides
from assistant.writing.together import (
    BULLETS_FROM,
    LEANING_MOST,
    apart,
    beside,
    first_full,
    goes_on,
    grouped,
    in_lists,
    in_spans,
    lines_of,
    pointers_last,
    says_the_same,
    under_leads,
    without_stories,
)
from assistant.writing.verdicts import NAMES_ITS_SUBJECT, Says, proving

Shape: TypeAlias = Literal[
    "plain", "shorter", "one_sentence", "bullets", "table", "verbatim", "simpler", "prose"
]
SHAPES: tuple[Shape, ...] = get_args(Shape)

_OF_TWO = {"most": "more", "least": "less"}
"""Of two things neither has the most."""
_TABLE_LEAST = 2
_PARAGRAPH = "\n\n"
_ENDS = frozenset(".!?:…：。")


class Teller:
    """Tells passages of one corpus."""

    def __init__(self, leaning: Leaning, voice: Voice, short: Abbreviations | None = None) -> None:
        self._leaning = leaning
        self._short = short or {}
        self.voice = voice

    def tell(
        self,
        passages: Sequence[Passage],
        *,
        shape: Shape = "plain",
        question: str = "",
        says: Says = None,
        how: How = "",
        refutes: bool = False,
        headed: bool = True,
        before: Iterable[Passage] = (),
    ) -> Told:
        """The answer.

        Args:
            passages: what to cite, best first; at least one.
            shape: how the person wants it.
            question: what was asked, to see which cell of a table is meant.
            says: what the passages answer a question that asks yes or no with.
            how: whether that holds for most, or on conditions.
            refutes: the passages contradict what the question takes for granted.
            headed: whether a heading of the document may lead; no, where the question stands above.
            before: what the last answers showed, which is no context again.
        """
        one = shape in ("shorter", "one_sentence")
        passages = measured_first(proving(says, passages, self._leaning), question, self._leaning)
        chosen = first_full(passages, question) if one else pointers_last(passages, question)
        page = Page(headed=headed, before=frozenset(p.id for p in before))
        if one:  # what leads up to it is what the person wants to be spared
            # A line that only leads up to a list says nothing without it.
            leads = chosen[0].text.rstrip(" *_").endswith(":")
            under = self._leaning.lists.items(chosen[0]) if leads else ()
            chosen += [p for p in passages if any(p in item for item in under)]
            page.told.update(p.id for p in passages if p not in chosen)
        chosen = in_full(chosen, question if shape == "plain" else "", self._leaning)
        page.told.difference_update(p.id for p in chosen)
        blocks: list[str] = []
        if key := opens_with(chosen, question, (says, how), refutes=refutes):
            blocks.append(self.voice.say(key))
            page.led = key in HEADS
            chosen = of_the_figure(chosen, question) if key == "premise_figure" else chosen
        elif shape == "shorter" and len(passages) == 1:
            blocks.append(self.voice.say("already_short"))
        if shape == "table":
            blocks.append(self._as_table(chosen, page, question))
        elif shape == "verbatim":
            blocks += [f"> {written(p.text)} {page.mark(p)}" for p in chosen]
        elif shape == "prose":
            blocks += self._in_prose(chosen, page, question)
        else:
            told = self._stretches(chosen, page, shape, question)
            blocks += itemised(chosen, told, page.mark) if shape == "bullets" else told
        if page.led and len(blocks) > 1 and not is_block(blocks[1]):
            blocks[:2] = [f"{blocks[0]} {blocks[1]}"]
        return Told("\n\n".join(blocks), tuple(page.shown))

    def figures(self, found: Figured, question: str, says: Says = None) -> Told:
        """Rows of a table that answer a question over its figures."""
        page = Page()
        verdict = found.says or says
        said = [self.voice.say(verdict)] if verdict is not None else []
        blocks = self._figured(found, question, said, page)
        for end in found.ends[1:]:
            blocks += self._figured(end, question, [], page)
        return Told("\n\n".join(blocks), tuple(page.shown), found.derived)

    def _figured(self, found: Figured, question: str, said: list[str], page: Page) -> list[str]:
        """Rows under what is said of them, the first of two ends where there are two."""
        found = found.ends[0] if found.ends else found
        rows, blocks = found.rows, [*said]
        if found.way in ("most", "least"):
            of_two = found.against and len(found.rows) + len(found.against) == len(_OF_TWO)
            blocks.append(self.voice.say(_OF_TWO[found.way] if of_two else found.way))
        if len(rows) == 1:
            blocks = [" ".join([*blocks, self._figure_row(rows[0], found, question, page)])]
            blocks += [self._figure_row(row, found, question, page) for row in found.against]
        else:
            column = column_asked(question, rows[0].header)
            wide = found.way == "rows" and column is not None and len(rows[0].header) > 2
            columns = (0, column) if wide and column is not None else ()
            blocks.append(tables.table(rows, page.mark, written, columns))
        if found.sum:
            blocks.append(self.voice.say(found.way, sum=found.sum))
        return blocks

    def _figure_row(self, row: Passage, found: Figured, question: str, page: Page) -> str:
        """A row that was counted: its figure, or all of it where more of it is asked for."""
        of_figures = found.way in ("most", "least", "share")
        cell = tables.amount_asked(question, row) if of_figures else None
        said = tables.said_cell(row, cell, written) if cell else tables.said_row(row, written)
        return f"{said} {page.mark(row)}"

    def table_of(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """All rows of the table that the first row among ``passages`` stands in."""
        row = next((passage for passage in passages if passage.cells), None)
        return self._leaning.row_table(row) if row is not None else ()

    def listed(
        self, passages: Sequence[Passage], lead: str = "", heads: Mapping[str, str] | None = None
    ) -> Told:
        """Passages in the order in which they are given, one line for each stretch of them, led by
        what ``heads`` names for its first one."""
        page, heads = Page(), heads or {}
        lines: list[str] = []
        rest = list(passages)
        while rest:
            run = [rest.pop(0)]
            while rest and goes_on(run[-1], rest[0]):
                run.append(rest.pop(0))
            if run[0].cells and len(run) >= _TABLE_LEAST:
                lines.append(tables.table(run, page.mark, written))
                continue
            for piece in under_leads([run], self._leaning):
                if piece.lead is not None:
                    lines.append("- " + self._led(piece.lead, piece.passages, page, indent="  "))
                    continue
                for told in lines_of(piece.passages, self._leaning):
                    if told[0].id not in page.told:
                        head = f"**{written(name)}**: " if (name := heads.get(told[0].id)) else ""
                        lines.append(f"- {head}{self._sentences(told, page, heading=False)}")
        return Told("\n\n".join(in_lists(lead, lines)), tuple(page.shown))

    # --- stretches -----------------------------------------------------------------------------

    def _stretches(
        self, chosen: Sequence[Passage], page: Page, shape: Shape, question: str
    ) -> list[str]:
        stretches = grouped(chosen, self._leaning)
        if shape == "bullets":
            stretches = [line for stretch in stretches for line in apart(stretch)]
        if shape == "plain":
            stretches = without_stories(stretches, chosen[0], self._leaning)
        hung = under_leads(stretches, self._leaning)
        telling = [piece for piece in hung if not sends_elsewhere(piece.passages[0])]
        many = len(telling) >= BULLETS_FROM or (shape == "bullets" and len(hung) > 1)
        blocks: list[str] = []
        bullets: list[tuple[Passage, str]] = []
        heading = ""
        for lead, stretch in ((piece.lead, piece.passages) for piece in hung):
            if lead is not None:
                indent = "  " if many else ""
                said = self._led(lead, stretch, page, indent, point=lead == chosen[0])
            elif stretch[0].cells:
                said = self._rows(stretch, page, question)
                if len(stretch) > 1:
                    blocks += [*self._flush(bullets), said]
                    continue
            else:
                said = self._sentences(
                    stretch, page, skip=(question, heading), inline=many, best=chosen[0]
                )
                said += self._items(stretch[-1], page, indent="  " if many else "")
                # A question that was left out before one stretch is not left out twice.
                asks = stretch[0].heading.endswith(("?", "？"))
                if not asks or said.startswith("**"):
                    heading = stretch[0].heading
            if said and many:
                bullets.append((stretch[0], said))
            elif said:
                blocks.append(said)
        return [*blocks, *self._flush(bullets)] if blocks or bullets else blocks

    def _flush(self, bullets: list[tuple[Passage, str]]) -> list[str]:
        """What was gathered as one list, or as a sentence where it is one line; empties it."""
        signs = self._leaning.lists.signs([item for item, _ in bullets])
        lines = [f"{sign} {said}" for sign, (_, said) in zip(signs, bullets, strict=True)]
        joined = [bullets[0][1]] if len(bullets) == 1 else ["\n".join(lines)] if lines else []
        bullets.clear()
        return joined

    def _in_prose(self, chosen: Sequence[Passage], page: Page, question: str) -> list[str]:
        """Running text: no list and no table, whatever the document has there."""
        told: list[str] = []
        for piece in under_leads(grouped(chosen, self._leaning), self._leaning):
            first = piece.passages[0]
            if piece.lead is not None:
                told.append(self._led(piece.lead, piece.passages, page, "", point=True))
            elif first.cells:
                for row in piece.passages:
                    told.append(f"{full_stop(tables.said_row(row, written))} {page.mark(row)}")
            else:
                said = self._sentences(piece.passages, page, skip=(question,), best=chosen[0])
                told.append(said + self._items(piece.passages[-1], page, ""))
        return paragraphs(told)

    def _led(
        self,
        lead: Passage,
        chosen: Sequence[Passage],
        page: Page,
        indent: str,
        *,
        point: bool = False,
    ) -> str:
        """Items of a list under the line that leads up to it: one goes on with its words.

        What answers is cited first: the lead where it is the ``point``, else an item.
        """
        by_item: dict[int, list[Passage]] = {}
        # Who is told the lead for itself is told all that it leads to.
        every = self._leaning.items(lead) if lead in chosen else ()
        for passage in sorted({*chosen, *every}, key=lambda p: p.position):
            if passage != lead and passage.id not in page.told:
                by_item.setdefault(self._leaning.lists.item(passage), []).append(passage)
        if lead in chosen and not by_item:
            return self._sentences([lead], page) + self._items(lead, page, indent)
        fresh = lead.id not in page.told
        page.told.add(lead.id)
        said = [self._sentences(item, page, heading=False) for item in by_item.values()]
        signs = self._leaning.lists.signs([item[0] for item in by_item.values()])
        if not fresh or not said:
            return " ".join(said)
        start = words(lead) + ("" if lead.text.rstrip(" *_")[-1:] in _ENDS else ":")
        if point and len(said) == 1:
            item, _, number = said[0].rpartition(" [")
            return f"{start} {item} {page.mark(lead)}[{number}"
        if point:
            start = f"{start} {page.mark(lead)}"
        else:
            said[0] += page.mark(lead)
        if len(said) == 1:
            return f"{start} {said[0]}"
        lines = "".join(f"\n{indent}{sign} {line}" for sign, line in zip(signs, said, strict=True))
        return start + ("" if indent else "\n") + lines

    def _items(self, lead: Passage, page: Page, indent: str) -> str:
        """The list under a line that introduces it."""
        items = [item for item in self._leaning.items(lead) if item.id not in page.told]
        page.told.update(item.id for item in items)
        signs = zip(self._leaning.lists.signs(items), items, strict=True)
        lines = [f"\n{indent}{sign} {words(item)} {page.mark(item)}" for sign, item in signs]
        return ("" if indent else "\n") + "".join(lines) if lines else ""

    def _rows(self, rows: Sequence[Passage], page: Page, question: str) -> str:
        if len(rows) > 1:
            column = column_asked(question, rows[0].header)
            every = len(rows) >= BULLETS_FROM and column is not None and len(rows[0].header) > 2
            columns = (0, column) if every and column is not None else ()
            return tables.table(rows, page.mark, written, columns)
        row = rows[0]
        # A cell is understood as the answer only where it comes first.
        asked = row.kind == "table_row" and not page.shown
        cell = tables.cell_asked(question, row) if asked else None
        if asked and cell is None:
            cell = tables.cell_of_subject(question, row, self._leaning.is_subject)
        if cell is not None:
            return f"{tables.said_cell(row, cell, written)} {page.mark(row)}"
        return f"{tables.said_row(row, written)} {page.mark(row)}"

    def _sentences(
        self,
        stretch: Sequence[Passage],
        page: Page,
        *,
        skip: Sequence[str] = (),
        inline: bool = False,
        heading: bool = True,
        best: Passage | None = None,
    ) -> str:
        """A stretch in running text with what it needs before it."""
        fresh = [passage for passage in stretch if passage.id not in page.told]
        first_told = not page.shown
        if not fresh:
            return ""
        needs = self._leaning.needs(fresh[0])
        before = self._before(fresh, page, listing=not heading)
        led_up_to = any(p.id in page.told for p in needs.passages)
        helpers = {p.id for p in before}
        if not heading and len(fresh) > 1 and len(fresh[0].text.split()) <= LEANING_MOST:
            helpers.add(fresh[0].id)  # it only opens the line
        if best in fresh:
            # What the best passage leans on is cited with it, also where it was chosen itself.
            leant_on = self._leaning.needs(best).passages
            helpers |= {p.id for p in fresh if p in leant_on}
        for passage in fresh:
            beside = self._leaning.beside(passage) if is_fragment(passage) else None
            if beside and beside not in fresh and beside.id not in page.told | helpers:
                helpers.add(beside.id)
                before.append(beside)
        point = best if best in fresh and heading else None
        ordered = fresh if not before else sorted([*before, *fresh], key=lambda p: p.position)
        last = page.shown[-1] if page.shown else None
        turned = heading and point_first(before, fresh, point, " ".join(skip), self._leaning, last)
        if turned:
            said = self._turned(turned, helpers, page, inline=inline)
        else:
            said = self._spanned(ordered, helpers, page, point, tight=not heading)
        page.told.update(p.id for p in ordered)
        if page.led and first_told:
            return said
        name = fresh[0].heading
        leans = self._leaning.leans_hard(fresh[0]) and not led_up_to
        leaves = leans or is_fragment(fresh[0])
        named = NAMES_ITS_SUBJECT.match(fresh[0].text)
        asks = (name.endswith(("?", "？")) and not named) or (leaves and not before)
        asks = asks and needs.heading
        # An item with no line that leads up to it is one of what its heading names.
        asks = asks or (bool(name) and self._leaning.lists.hangs(fresh[0]))
        told_already = says_the_same(name, skip)
        if told_already and self._leaning.lists.hangs(fresh[0]) and negates(name):
            # "Can I take it with wine" has all words of "Do not take it" but the one that counts.
            told_already = negates(" ".join(skip))
        if not (heading and page.headed and asks) or told_already:
            return said
        return f"**{written(name)}** {said}" if inline else f"**{written(name)}**\n\n{said}"

    def _spanned(
        self,
        passages: Sequence[Passage],
        helpers: set[str],
        page: Page,
        point: Passage | None = None,
        *,
        tight: bool = False,
    ) -> str:
        spans = in_spans(passages, helpers, self._leaning, tight=tight)
        return " ".join(f"{pointed(span, point)} {page.mark(span)}" for span in spans)

    def _turned(self, turned: Arranged, helpers: set[str], page: Page, *, inline: bool) -> str:
        """What answers, and behind it what it follows on."""
        said = self._spanned(turned.first, helpers, page)
        if turned.name:
            said = f"**{written(turned.name)}**: {said}"
        if page.before.issuperset(p.id for p in turned.behind):
            return said
        behind = self._spanned(turned.behind, {p.id for p in turned.behind}, page)
        return f"{said}{' ' if inline else _PARAGRAPH}{self.voice.say('just_before')} {behind}"

    def _before(self, fresh: Sequence[Passage], page: Page, *, listing: bool) -> list[Passage]:
        """What the first sentence needs before it and was not told yet."""
        first = fresh[0]
        needs = self._leaning.needs(first)
        before = [p for p in needs.passages if p.id not in page.told and p not in fresh]
        if sends_elsewhere(first):
            return []  # what is only a pointer is not worth a story
        if listing or not self._leaning.leans_hard(first):
            before = beside(before, first)  # nor is each line of a list
        if before:
            last = max(before, key=lambda p: p.position)
            between = self._leaning.bridge(last, first)
            far = last.position + len(between) + 1 < first.position
            if far and needs.heading:
                return []  # the heading says as much, and the point comes first
            before += [p for p in between if p.id not in page.told]
        return before

    # --- leads and shapes ----------------------------------------------------------------------

    def _as_table(self, chosen: Sequence[Passage], page: Page, question: str) -> str:
        rows = [passage for passage in chosen if passage.cells]
        if rows:
            every = named_rows(question, self._leaning.row_table(rows[0]))
            return tables.table(every, page.mark, written)
        if found := sides(question, chosen, self._short):
            return self._side_table(found, page, question)
        ordered = sorted(chosen, key=lambda p: (p.document_id, p.position))
        if pairs := labelled(ordered):
            return tables.two_columns(
                (in_cell(written(label)), f"{in_cell(written(rest))} {page.mark(passage)}")
                for (label, rest), passage in zip(pairs, ordered, strict=True)
            )
        headings = [in_cell(written(tables.head_of(passage, ordered))) for passage in ordered]
        if len(set(headings)) == 1 or wants_sides(question):
            # One column is no table, and nobody says whose side a heading takes.
            return "\n\n".join(self._stretches(chosen, page, "bullets", question))
        cells = (f"{in_cell(words(p))} {page.mark(p)}" for p in ordered)
        return tables.two_columns(zip(headings, cells, strict=True))

    def _side_table(self, found: Sides, page: Page, question: str) -> str:
        """A row for each thing, and below it what is said of both."""
        rows: list[tuple[str, str]] = []
        for thing, told in found.rows:
            said = " ".join(f"{in_cell(words(p))} {page.mark(p)}" for p in told)
            page.told.update(passage.id for passage in told)
            rows.append((in_cell(written(thing[:1].upper() + thing[1:])), said))
        below = self._stretches(found.others, page, "plain", question) if found.others else []
        return "\n\n".join([tables.two_columns(rows), *below])
