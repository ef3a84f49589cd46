"""Technical terms lead to the glossary once a page; all else stays text."""

from __future__ import annotations

import pytest

from trustpages.model.pages.glossary import GLOSSARY, LINKED
from trustpages.render.terms import TermLinks


def linked(*texts: str) -> list[str]:
    links = TermLinks(lambda anchor: f"glossary/{anchor}")
    return [str(links.link(text)) for text in texts]


def test_a_term_is_linked_where_it_stands_first() -> None:
    first, second = linked("The posture and two pacts", "Posture again")
    assert first == (
        'The <a class="tp-term" href="glossary&#47;posture">posture</a> and two '
        '<a class="tp-term" href="glossary&#47;pact">pacts</a>'
    )
    assert second == "Posture again"


@pytest.mark.parametrize("text", ["Fictitious Red Team BV", "impact", "compacted", "repostures", "nothing of it"])
def test_names_and_parts_of_words_are_no_terms(text: str) -> None:
    assert linked(text) == [text]


def test_what_is_quoted_is_shown_as_it_was_said() -> None:
    (shown,) = linked("“Keeps the pact” and “no posture” are said of a posture")
    assert shown.startswith("“Keeps the pact” and “no posture” are said of a <a")


@pytest.mark.parametrize(
    ("text", "shown"), [("`<b>`", "&#96;&#60;b&#62;&#96;"), (" with blanks ", " with blanks "), ("", "")]
)
def test_text_stays_text_and_blanks_stay(text: str, shown: str) -> None:
    assert linked(text) == [shown]


def test_nothing_is_linked_without_a_glossary() -> None:
    assert TermLinks(lambda _: "").link("the posture") == "the posture"


def test_every_linked_term_has_its_meaning() -> None:
    names = [entry.name for entry in GLOSSARY]
    assert set(names) >= LINKED
    assert names == sorted(names)
