"""Every form of every review: whatever somebody wrote, it stays a form, and says the same."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from html.parser import HTMLParser

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from reference_pages.review import build_review_schema
from support.render.hostile import hostile_texts, shared
from support.review.reviews import GAMED, MUCH, NAMES, REVIEWS, poison
from trustpages.cli.commands.review.diff import FORMATS
from trustpages.model.results.review import ChangeReview
from trustpages.render.document import POLICY
from trustpages.workflow.diff.forms import FORMS, OutputForm

FORM = OutputForm("any")
NASTY = (
    "<script>alert(1)</script>",
    "\n::error::x",
    "\x1b[2J\x07",
    "%0A::stop-commands::x",
    '"]}{',
    "\udcff",
    "\u202e",
)
VALIDATOR = jsonschema.Draft202012Validator(build_review_schema())


class Elements(HTMLParser):
    """The elements of a document in their order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "bdi":  # around text from right to left
            self.found.append(f"{tag}{attrs}")


def test_the_command_offers_every_form() -> None:
    assert tuple(FORMS) == FORMATS


@pytest.mark.parametrize("name", REVIEWS)
def test_the_same_review_gives_the_same_bytes(name: str) -> None:
    for form in FORMS.values():
        assert form(REVIEWS[name], FORM) == form(REVIEWS[name], FORM)


def expect_forms(review: ChangeReview, harmless: ChangeReview) -> None:
    for form in ("json", "codequality", "sarif"):
        json.loads(FORMS[form](review, FORM).encode())
    lines, plain = (FORMS["github"](which, FORM).split("\n") for which in (review, harmless))
    assert len(lines) == len(plain)
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines[:-1])
    assert Elements(FORMS["html"](review, FORM)).found == Elements(FORMS["html"](harmless, FORM)).found
    for form in ("text", "github"):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", FORMS[form](review, FORM))


@pytest.mark.parametrize("text", NASTY, ids=ascii)
@pytest.mark.parametrize("name", REVIEWS)
def test_nothing_that_somebody_wrote_breaks_out_of_a_form(name: str, text: str) -> None:
    expect_forms(poison(REVIEWS[name], text), poison(REVIEWS[name], "x"))


@pytest.mark.parametrize(
    "source", [pytest.param("xss_html", marks=shared), pytest.param("naughty_strings", marks=shared)]
)
def test_nothing_that_nobody_here_wrote_does(source: str) -> None:
    texts = hostile_texts(source)
    for text in texts[:: max(1, len(texts) // 20)]:
        expect_forms(poison(MUCH, text), poison(MUCH, "x"))


def test_a_document_stands_alone() -> None:
    document = FORMS["html"](MUCH, FORM)
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in document
    assert POLICY.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<script|<link|<img|src=|href=|url\(|@import", document)
    assert "color-scheme: light dark" in document


@pytest.mark.parametrize("form", ["text", "markdown", "html", "github", "sarif", "codequality"])
def test_forms_for_people_say_why_how_sure_and_what_to_do(form: str) -> None:
    told = " ".join(re.sub("<[^>]*>", "", html.unescape(FORMS[form](MUCH, FORM))).replace("\u200b", "").split())
    for words in (
        "Outside noise: chance alone hardly explains it.",
        "11,400 runs a side would tell",
        "The harmless reading: The old line was a typing error",
        "by Dana Ruiz (Head of operations) on 18 November 2026, until 28 February 2027",
        "trustpages record acceptance fp-00000000000000aa",
        NAMES["airline-desk"]["service/every-time"],
    ):
        assert words in told, words


@pytest.mark.parametrize("name", REVIEWS)
def test_documents_are_what_their_schema_says(name: str) -> None:
    document = json.loads(FORMS["json"](REVIEWS[name], FORM))
    VALIDATOR.validate(document)
    assert document["format"] == "trustpages.diff/1"
    assert document["is_stopped"] is REVIEWS[name].is_stopped


def test_a_program_reads_ids_days_and_arguments() -> None:
    document = json.loads(FORMS["json"](MUCH, FORM))
    assert document["next_step"] == ["trustpages", "diff", "main", "--format", "html"]
    first = document["changes"][0]
    assert first["title"] == "the promise service/every-time is broken now"
    assert first["figure"]["difference"] == [-0.089, -0.17, -0.01]
    assert document["before"]["as_of"] == date(2026, 11, 20).isoformat()
    accepted = document["changes"][2]
    assert (accepted["stops"], accepted["accepted"]["state"]) == (False, "in-force")
    assert list(document["changes"][0]) == list(document["changes"][-1])
    assert document["changes"][0]["fingerprint"] != GAMED.fingerprint
