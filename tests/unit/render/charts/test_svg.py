from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import matplotlib as mpl
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.render.charts.renderer import configured
from trustpages.render.charts.scene import Disc, Ink, Label, Scene, Shape, draw_line
from trustpages.render.charts.svg import FONTS, to_svg

SCENE = Scene(
    100.0,
    50.0,
    (
        draw_line((0, 10), (100, 10), Ink.GRID, dashed=True),
        Shape(((1, 2), (3, 4), (5, 2)), stroke=Ink.KEPT, fill=Ink.PAPER, width=2.5),
        Disc(20, 30, 4, fill=Ink.BROKEN),
        Label(100, 45, "$5 to $9 & <#0067a3>", 13.0, Ink.KEPT, "end", bold=True),
    ),
)


def test_writes_presentation_attributes_and_nothing_else() -> None:
    lines = to_svg(SCENE, "c1", "T & <t>", "S\x00").light.decode().splitlines()
    assert lines[0] == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="120" height="60" role="img"'
        f' aria-labelledby="c1-title c1-desc" font-family="{FONTS}" stroke-linejoin="round">'
    )
    assert lines[1:3] == ['<title id="c1-title">T &amp; &lt;t&gt;</title>', '<desc id="c1-desc">S\ufffd</desc>']
    body = [text.strip() for text in lines[3:] if text.strip()]
    assert body[0] == (
        '<path d="M 0 10 L 100 10 " fill="none" stroke-dasharray="4,4" stroke-dashoffset="0" stroke="#dfe3e8"/>'
    )
    assert body[1] == '<path d="M 1 2 L 3 4 L 5 2 " fill="#fffffe" stroke="#0067a3" stroke-width="2.5"/>'
    assert body[2].endswith('fill="#b84600"/>')
    assert body[3] == (
        '<text font-weight="600" font-size="13px" text-anchor="end" fill="#0067a3" x="100" y="45">'
        "$5 to $9 &amp; &lt;#0067a3&gt;</text>"
    )
    assert body[4:] == ["</svg>"]


def test_words_are_left_as_they_are() -> None:
    words = 'A style="fill: #0067a3" transform="rotate(-0 1 2)" transform="translate(1 2)"'
    files = to_svg(Scene(100, 50, (Label(8, 20.5, words, 13.0, Ink.TEXT),)), "c1", words, words)
    assert [node.text for node in ET.fromstring(files.dark)] == [words] * 3  # noqa: S314 - our own output
    for content, colour in ((files.light, Ink.TEXT.light), (files.dark, Ink.TEXT.dark)):
        assert f'<text font-size="13px" fill="{colour}" x="8" y="20.5">' in content.decode()


def test_neighbours_that_look_alike_are_one_path() -> None:
    rules = tuple(draw_line((0, y), (9, y), Ink.GRID) for y in (1, 2, 3))
    symbols = tuple(Disc(x, 9, 4, Ink.KEPT, Ink.PAPER) for x in (5, 7))  # the second lies on the first
    drawn = to_svg(Scene(100, 50, (*rules, *symbols)), "c1", "", "").light.decode()
    assert 'd="M 0 1 L 9 1 M 0 2 L 9 2 M 0 3 L 9 3 "' in drawn
    assert drawn.count("<path") == 1 + len(symbols)


def test_settings_are_put_back() -> None:
    before = dict(mpl.rcParams)
    with configured({"svg.fonttype": "none", "svg.hashsalt": "c1"}):
        assert mpl.rcParams["svg.hashsalt"] == "c1"
    assert dict(mpl.rcParams) == before


def test_the_dark_variant_differs_in_colours_of_marks_alone() -> None:
    files = to_svg(SCENE, "c1", "#0067a3", "#dfe3e8")
    expected = files.light.decode()
    for ink in (Ink.GRID, Ink.KEPT, Ink.PAPER, Ink.BROKEN):
        expected = expected.replace(f'"{ink.light}"', f'"{ink.dark}"')
    assert files.dark.decode() == expected


MARKUP = st.lists(
    st.sampled_from(
        (' style="', ' transform="', "rotate(0 ", "translate(1 2)", "fill: #0067a3", "; ", '"', ">", "<", " \n", ")")
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(MARKUP, MARKUP)
@settings(max_examples=60, deadline=None)
def test_words_that_look_like_markup_are_words(first: str, second: str) -> None:
    label = next(mark for mark in SCENE.marks if isinstance(mark, Label))
    scenes = [
        replace(SCENE, marks=(*SCENE.marks[:3], replace(label, text=text), replace(label, text=after)))
        for text, after in ((first, second), ("a", "b"))
    ]
    found, plain = (ET.fromstring(to_svg(scene, "c1", "T", "S").dark) for scene in scenes)  # noqa: S314 - our own output
    assert [node.attrib for node in found.iter()] == [node.attrib for node in plain.iter()]
    assert [" ".join((node.text or "").split()) for node in list(found)[-2:]] == [
        " ".join(text.split()) for text in (first, second)
    ]
