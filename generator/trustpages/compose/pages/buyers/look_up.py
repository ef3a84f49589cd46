"""The page of what buyers look for: under the words that they type, what is on record, or that nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.links import link_agent, link_evidence, link_promise
from trustpages.model.pages.blocks import Block, FactList, Panel, Section, Text
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, Link, Said
from trustpages.model.results.report import AgentReport

TITLE: Final = "What buyers look for"
MOST_NAMED: Final = 6
"""So many promises and pieces of evidence of an agent are named under a topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What buyers look for: the words that they type, and those by which promises and evidence are found.

    `nothing` is what is missing where nothing is found, such as `SOC 2 report`.
    """

    id: str
    title: str
    typed: str
    words: tuple[str, ...]
    nothing: str
    kinds: tuple[str, ...] = ()


TOPICS: Final = (
    Topic(
        "attacks",
        "Prompt injection and other attacks",
        "prompt injection, jailbreak, red team, penetration test, security",
        ("injection", "injected", "attack", "jailbreak", "red team", "penetration"),
        "attempt to attack it",
        ("red_team",),
    ),
    Topic("soc-2", "SOC 2", "SOC 2, SOC2, service organization controls", ("soc 2", "soc2"), "SOC 2 report"),
    Topic(
        "iso",
        "ISO 27001 and ISO 42001",
        "ISO 27001, ISO 42001, certificate",
        ("iso 27001", "iso 42001", "iso/iec"),
        "ISO certificate",
    ),
    Topic("audits", "Audits", "audit, auditor, assessment", ("audit",), "audit", ("audit",)),
    Topic(
        "privacy",
        "Privacy and GDPR",
        "privacy, GDPR, personal data, data protection, PII, CCPA, HIPAA",
        ("privacy", "gdpr", "personal data", "customer data", "data protection", "hipaa", "identif"),
        "promise or evidence about personal data",
    ),
    Topic(
        "wrong-answers",
        "Hallucination and wrong answers",
        "hallucination, wrong answer, made-up answer, accuracy, factual",
        ("hallucinat", "wrong answer", "made up", "made-up", "accurate", "accuracy", "correct"),
        "promise or evidence about wrong answers",
    ),
    Topic(
        "availability",
        "Speed and availability",
        "latency, response time, speed, uptime, availability, SLA",
        ("second", "minute", "latency", "uptime", "available", "availability", "offline"),
        "promise or evidence about speed or availability",
    ),
    Topic(
        "bias",
        "Bias and fairness",
        "bias, fairness, discrimination, EU AI Act",
        ("bias", "fairness", "discriminat"),
        "promise or evidence about bias",
    ),
    Topic("price", "Price and cost", "price, cost, pricing, fee", ("cost", "price", "fee"), "price or cost"),
)


def compose_look_up_page(composition: Composition) -> Page:
    """The page that answers what buyers type into the search."""
    sections = (
        *(_show_topic(composition, topic) for topic in TOPICS),
        _show_failures(composition),
        _show_contact(composition),
    )
    return Page(
        kind="look-up",
        path=paths.LOOK_UP,
        title=TITLE,
        frame=composition.frame(),
        sections=(Section("", sections),),
        lead="The words that buyers type, what is on record about them, and what is not.",
        description="SOC 2, ISO 27001, privacy, prompt injection, price, contact: what is on record, and what is not.",
        stands_alone=True,
        answers_searches=True,
    )


def _show_topic(composition: Composition, topic: Topic) -> Panel:
    shown = composition.report.agents[:MOST_AGENTS_IN_FULL]
    sought = re.compile("|".join(rf"\b{re.escape(word)}" for word in topic.words), re.IGNORECASE)
    facts = tuple(Fact(link_agent(agent), _say_found(agent, topic, sought)) for agent in shown)
    return _open_topic(topic.id, topic.title, topic.typed, (FactList(facts, "lines"),))


def _open_topic(anchor: str, title: str, typed: str, blocks: tuple[Block, ...]) -> Panel:
    return Panel((Text(f"Also called: {typed}.", "aside"), *blocks), title=title, id=anchor, level=2)


def _say_found(agent: AgentReport, topic: Topic, sought: re.Pattern[str]) -> Said:
    """The promises and evidence that speak of it, by name; or that nothing does."""
    found = list(dict.fromkeys(_find(agent, topic, sought)))
    if not found:
        return f"No {topic.nothing} is on record."
    named: list[str | Link] = []
    for link in found[:MOST_NAMED]:
        named += [", ", link] if named else [link]
    more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return (*named, f"{more}.")


def _find(agent: AgentReport, topic: Topic, sought: re.Pattern[str]) -> Iterator[Link]:
    for promise in agent.findings.obligations:
        if sought.search(promise.promise):
            yield link_promise(agent, promise.ref)
    for evidence in agent.evidence:
        if evidence.item.kind in topic.kinds or sought.search(evidence.item.title or ""):
            yield link_evidence(evidence)


def _show_failures(composition: Composition) -> Panel:
    typed = "how often does it fail, error rate, failure rate, success rate, reliability"
    links = (
        Fact(link_agent(agent), Link("What was promised, and what was seen", paths.agent(agent.id)))
        for agent in composition.report.agents[:MOST_AGENTS_IN_FULL]
    )
    return _open_topic("failures", "How often it fails", typed, (FactList(tuple(links), "lines"),))


def _show_contact(composition: Composition) -> Panel:
    frame = composition.frame()
    ask: Said = frame.contact or "No address is on record."
    facts = (Fact("Publisher", frame.publisher), Fact("Questions, or something that is wrong", ask))
    typed = "contact, support, report a problem, security contact, vulnerability"
    return _open_topic("contact", "Contact", typed, (FactList(facts, "lines"),))
