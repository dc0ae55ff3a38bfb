"""Plots are well-formed SVG with a title, and stay inside their frame."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import plots

shares = st.floats(0, 1)


@given(st.lists(shares, max_size=40), st.booleans())
def test_histograms_draw_inside_the_frame(values: list[float], good: bool) -> None:
    root = ET.fromstring(plots.histogram(values, "a < b", good_is_high=good))
    assert root.findtext("title") == "a < b"
    bars = root.findall("rect")
    assert bool(bars) is bool(values)
    assert all(float(bar.attrib["y"]) >= 0 and float(bar.attrib["height"]) > 0 for bar in bars)


@given(shares, shares, shares, st.none() | shares)
def test_intervals_are_well_formed(value: float, a: float, b: float, limit: float | None) -> None:
    root = ET.fromstring(plots.interval_bar(value, min(a, b), max(a, b), limit, "t"))
    lines = [line for line in root.findall("line") if line.get("class") == "limit"]
    assert len(lines) == (limit is not None)


@pytest.mark.parametrize("values", [[], [0.0], [1.0, 2.0, 300.0]])
def test_spreads_are_well_formed(values: list[float]) -> None:
    strokes = ET.fromstring(plots.spread(values, "t")).findall("line[@class='stroke']")
    assert len(strokes) == len(values)


def test_reliability_has_a_dot_for_each_bin() -> None:
    root = ET.fromstring(plots.reliability([(0.1, 0.0, 5), (0.9, 1.0, 50)], "t"))
    assert len(root.findall("circle")) == 2
