"""Ids and days of sentences in words: only what a sentence marks is replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.builders import AS_OF, a_bundle, a_pact, a_workspace, an_agent_evidence, an_obligation, runs
from trustpages.assess.report import assess
from trustpages.compose.wording.names import name_target, spell_out, to_sentence
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Reference, Sentence, Term
from trustpages.model.vocabulary import Audience


def an_agent_report() -> AgentReport:
    bundle = a_bundle(runs(9, 10, id="success", title="Runs of June"))
    evidence = an_agent_evidence(bundle, pacts=[a_pact(an_obligation())])
    (agent,) = assess(a_workspace(evidence), AS_OF, Audience.PUBLIC).agents
    return agent


def test_references_read_as_titles_and_days_as_words() -> None:
    sentence = Sentence(Reference("success"), " for ", Reference("service/task-success"), " ended ", date(2026, 5, 1))
    assert spell_out(sentence, an_agent_report()) == "“Runs of June” for “Completes the request” ended 1 May 2026"


def test_words_that_look_like_ids_or_days_stay() -> None:
    text = "success of build 2026-05-01 is 'one-way'"
    assert spell_out(text, an_agent_report()) == text


def test_a_reference_without_title_stays_an_id() -> None:
    assert spell_out(Sentence(Reference("july"), " and ", Term("act-alone")), None) == "july and “act alone”"


def test_a_sentence_begins_with_a_capital_letter_and_ends_with_one_stop() -> None:
    assert to_sentence('it is "60%".', None) == "It is “60\N{NO-BREAK SPACE}%”."
    assert to_sentence("", None) == ""


@pytest.mark.parametrize(("target", "said"), [("approve-each", "approve each"), ("sonnet-4", "sonnet-4")])
def test_only_a_rung_of_authority_is_read_as_words(target: str, said: str) -> None:
    agent = an_agent_report()
    ladder = ("suspended", "approve-each", "review-after")
    assert name_target(replace(agent, authority=replace(agent.authority, ladder=ladder)), target) == said


def test_an_id_without_a_title_keeps_its_small_letter() -> None:
    assert to_sentence(Sentence(Reference("issue-7"), " is old"), None) == "issue-7 is old."
    assert to_sentence("it is old.", None) == "It is old."
