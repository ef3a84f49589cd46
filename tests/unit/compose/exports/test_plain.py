"""Blocks in their plain form: every kind has one, and what it said is still said."""

from __future__ import annotations

import re
from pathlib import Path

import trustpages
from support.compose.every_block import BOTTOM, PAGE
from trustpages.compose.exports.plain import make_plain, make_plain_said, tell_standing
from trustpages.compose.wording.said import say
from trustpages.exports.text import TextPrinter
from trustpages.model.pages.blocks import Bullets, ChartBlock, FactList, Panel, Section, Table, Text, walk
from trustpages.model.pages.tones import LIGHT, find_tone
from trustpages.model.pages.values import Link, StateLabel

PLAIN = (Section, Panel, Text, Bullets, FactList, Table, ChartBlock)
TOKENS = Path(trustpages.__file__).parents[2] / "site_templates/stylesheets/10-tokens.css"
WORDS = re.compile(r"[^\W_]{4,}")


def test_every_kind_of_block_has_a_plain_form() -> None:
    plain = tuple(walk(make_plain(PAGE.sections)))
    assert {type(block) for block in plain} == set(PLAIN)
    assert not any(not block.blocks for block in plain if isinstance(block, Section | Panel))


def test_no_word_that_a_terminal_has_is_lost() -> None:
    told, plain = (
        "\n".join(TextPrinter(say, 100_000).format_lines(blocks))
        for blocks in (PAGE.sections, make_plain(PAGE.sections))
    )
    lost = set(WORDS.findall(told.lower())) - set(WORDS.findall(plain.lower()))
    assert lost <= {
        "posture",
        "authority",
        "valid",
        "happened",
        "seen",
        "speaks",
        "against",
        "until",
        "after",  # the rung that is granted, which the sentence on authority names where it is another
        "although",
        "counted",
    }


def test_limits_stand_before_what_could_be_read_as_praise() -> None:
    labels = [say(fact.label) for fact in tell_standing(BOTTOM)]
    assert labels.index("Do not rely on it") < labels.index("May be relied on")
    assert labels[0] == "How far to rely on it"


def test_a_link_that_is_a_sentence_by_itself_is_left_out() -> None:
    link = Link("All changes", "changes.md")
    assert make_plain_said(("Nothing changed. ", link)) == "Nothing changed. "
    assert make_plain_said(("Of ", link, ": one.")) == ("Of ", link, ": one.")
    assert make_plain_said(("See ", link)) == ("See ", link)


def test_states_have_the_inks_of_the_style_sheet() -> None:
    style = TOKENS.read_text("utf-8")
    light = dict(re.findall(r"--tp-(kept|broken|leaning|unknown): (#\w+);", style.partition("@media screen")[0]))
    assert light == LIGHT
    for names, tone in re.findall(r"((?:\.tp-tone--[\w-]+,?\s*)+)\{\s*--tp-tone: var\(--tp-(\w+)\)", style):
        for name in re.findall(r"\.tp-tone--([\w-]+)", names):
            assert find_tone(StateLabel("", name)) == tone
