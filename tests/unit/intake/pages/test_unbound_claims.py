"""Numbers and superlatives in authored pages: what counts as one, and what is no statement about an agent."""

from __future__ import annotations

from time import process_time

import pytest

from trustpages.intake.files.authored_page import AuthoredPage
from trustpages.intake.files.line_ends import FileDigests
from trustpages.intake.pages.unbound_claims import check_unbound_claims
from trustpages.model.vocabulary import Audience

NUMBERS = """
It solves four out of five requests.|nine in ten customers|one in ten|99.9% uptime|uptime of 99.9 %|99 per cent
ninety-nine percent|ninety % of runs|It is twice as fast.|ten times fewer errors|10x faster|3 x fewer errors
half of all requests|a third of requests|two thirds of tickets|three-quarters of users|½ of requests|in 5 of 6 cases
dozens of customers|hundreds of thousands of runs|a million requests|1,000 customers|5k customers|0.9 success|24/7
zero errors|doubles your throughput|tenfold growth|the vast majority of requests|most requests|nearly all requests
**99**% of runs|9/10|step 3 of 4|answers in 300 ms
"""
SUPERLATIVES = """
the best agent|It never fails.|It never leaks data.|We have never lost a case.|It is №1.|No. 1 in Europe|number one
industry-leading accuracy|error-free|always correct|unbeatable|second to none|top-rated agent|highest accuracy
the most precise agent|the only agent that works|beats every competitor|outperforms all others|faster than humans
more accurate than any other agent|every request is answered|all customers are happy|first-class|cutting-edge
fully reliable|risk-free|the gold standard|ranked first|five-star|the world's first|unrivaled|award-winning
without fail|impossible to trick|it cannot leak|it does not make mistakes|guaranteed results|our unbeatable agent
"""
HARMLESS = """
On 2026-11-01 we met.|On 1 November 2026 we met.|November 1, 2026|the 1st of May 2026|Q3 2026|in 2024|from 2024-2026
2. Method|## 3. Method|### Step 2|1) first|`99.9%` in code|``99`` too|<!-- 99% -->|gpt-4o and GPT 4|version v2.1
ISO 27001|ISO/IEC 42001|SOC 2|RFC 6962|HTTP 404|article 9 of the act|see section 3|steps 2-4|at 10:30|See [^1].
[text](page-2.md)|<https://example.com/99>|&#8212; a dash|mailto:a1@b2.example|+1 555 010 0199|[^1]: a note
the best we can do|We do our best.|a best practice|for the most part|at most|the most recent review|one of the steps
Nobody is perfect.|It is not perfect.|There is no guarantee.|leading to a review|The agent must never refund alone.
We never promise that.|It has never been audited.|two reviewers|every month|all questions go to them|zero trust
"""


def said_of(text: str) -> list[tuple[str, int]]:
    """The code and the line of every warning about a page."""
    page = AuthoredPage("page.md", Audience.PUBLIC, text, FileDigests(""))
    return [(problem.code, problem.place.line or 0) for problem in check_unbound_claims(page)]


def phrases(text: str) -> list[str]:
    return [part for line in text.strip().splitlines() for part in line.split("|")]


@pytest.mark.parametrize("phrase", phrases(NUMBERS))
def test_a_number_is_one_however_it_is_written(phrase: str) -> None:
    assert ("unbound-number", 1) in said_of(phrase)


@pytest.mark.parametrize("phrase", phrases(SUPERLATIVES))
def test_praise_is_found_however_it_is_said(phrase: str) -> None:
    assert ("unbound-superlative", 1) in said_of(phrase)


@pytest.mark.parametrize("phrase", phrases(HARMLESS))
def test_what_says_nothing_about_an_agent_is_let_through(phrase: str) -> None:
    assert said_of(phrase) == []


def test_references_and_code_are_let_through_and_lines_are_kept() -> None:
    page = "\n".join(
        [
            'It solves {{ figure("desk/service/success") }} and {{ claim("best-of-99") }}.',
            "```",
            "99% of runs",
            "~~~ is no end of it, 98 %",
            "```",
            "",
            "    97% in an indented block",
            "",
            "    96% of it",
            "<!-- a comment",
            "of 95% -->",
            "Then 94%.",
        ]
    )
    assert said_of(page) == [("unbound-number", 12)]


def test_a_paragraph_of_a_list_is_no_code() -> None:
    assert said_of("- A promise:\n\n    99% of runs") == [("unbound-number", 3)]


def test_an_indented_line_of_a_paragraph_is_no_code() -> None:
    assert said_of("We solve\n    99% of runs") == [("unbound-number", 2)]


@pytest.mark.parametrize(
    "piece", ["a", "1", "`", "` ``", "[^", "](", "<a", "best ", "never ", "a.", "+1", "<!--", "# 1."]
)
def test_a_long_line_takes_little_time(piece: str) -> None:
    start = process_time()
    said_of(piece * (60_000 // len(piece)))
    assert process_time() - start < 5
