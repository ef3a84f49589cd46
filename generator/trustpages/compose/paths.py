"""Paths of pages and files in the site, spelled here only."""

from __future__ import annotations

HOME = "index.md"
AGENTS = "agents/index.md"
BENCHMARKS = "benchmarks/index.md"
LIMITATIONS = "limitations.md"
METHOD = "method.md"
VERIFY = "verify.md"
CLAIMS = "claims.md"
CONSEQUENCES = "consequences.md"
DECISIONS = "decisions.md"
CHANGES = "changes.md"
CHANGES_FEED = "changes/feed.xml"
LOOK_UP = "look-up.md"
GLOSSARY = "glossary.md"
NEXT = "what-next.md"
REPORT = "report.json"


def agent(agent_id: str) -> str:
    """The page of an agent."""
    return f"agents/{agent_id}/index.md"


def analyst(agent_id: str) -> str:
    """Everything about an agent that its page leaves to those who analyse it."""
    return f"agents/{agent_id}/analyst.md"


def agent_report(agent_id: str) -> str:
    """The machine-readable report of an agent."""
    return f"agents/{agent_id}/report.json"


def document(agent_id: str, ending: str) -> str:
    """A document about an agent that is sent on, by the end of its name."""
    return f"agents/{agent_id}/exports/{agent_id}{ending}"


LLMS = "llms.txt"
CATALOG = "well-known/ai-catalog.json"


def agent_data(agent_id: str) -> str:
    """The data of an agent, without the ending of a format."""
    return f"agents/{agent_id}/data"


def agent_a2a(agent_id: str) -> str:
    """The extension for the agent's card of A2A."""
    return f"agents/{agent_id}/a2a.json"


def promises_csv(agent_id: str) -> str:
    """The promises of an agent as a spreadsheet."""
    return f"agents/{agent_id}/promises.csv"


def limitations_csv(agent_id: str) -> str:
    """The limitations of an agent as a spreadsheet."""
    return f"agents/{agent_id}/limitations.csv"


EMBEDS = "embed/"
"""The folder of all that others may frame or fetch: no page of the site lies in it."""
TRUST_CARD = f"{EMBEDS}trust-card.js"


def embed_page(agent_id: str) -> str:
    """The page that offers the card and the badges of an agent."""
    return f"agents/{agent_id}/embed.md"


def embeds_of(agent_id: str) -> str:
    """The folder of an agent's card, badges and picture."""
    return f"{EMBEDS}{agent_id}/"


def agent_consequences(agent_id: str) -> str:
    """What changed because this agent's pacts exist."""
    return f"agents/{agent_id}/because.md"


def questions(reader: str) -> str:
    """The questions of one kind of reader."""
    return f"for/{reader}.md"


def agent_questions(agent_id: str) -> str:
    """The questions of all readers about one agent, where there are too many agents for one page."""
    return f"agents/{agent_id}/questions.md"


FRAMEWORKS = "frameworks/index.md"
"""The page that lists the frameworks that buyers work with."""


def framework(framework_id: str) -> str:
    """The page of a framework that buyers work with."""
    return f"frameworks/{framework_id}.md"


def pact(agent_id: str, pact_id: str) -> str:
    """The page of a pact."""
    return f"agents/{agent_id}/pacts/{pact_id}.md"


def obligation(agent_id: str, ref: str) -> str:
    """The place of an obligation on its pact's page; `ref` is `pact/obligation`."""
    pact_id, _, obligation_id = ref.partition("/")
    return f"{pact(agent_id, pact_id)}#{obligation_anchor(obligation_id)}"


def obligation_anchor(obligation_id: str) -> str:
    """The anchor of an obligation on its pact's page."""
    return f"promise-{obligation_id}"


def evidence_list(agent_id: str) -> str:
    """The list of an agent's evidence."""
    return f"agents/{agent_id}/evidence/index.md"


def evidence(agent_id: str, item_id: str) -> str:
    """The page of an evidence item."""
    return f"agents/{agent_id}/evidence/{item_id}.md"


def incident(agent_id: str, item_id: str) -> str:
    """The page of an incident."""
    return f"agents/{agent_id}/incidents/{item_id}.md"


def benchmark(benchmark_id: str) -> str:
    """The page of a benchmark."""
    return f"benchmarks/{benchmark_id}.md"


def rule(rule_id: str) -> str:
    """The paragraph on a limitation rule."""
    return f"{METHOD}#{rule_id.lower()}"


def agent_claims(agent_id: str) -> str:
    """The place of an agent's claims on the page of all claims."""
    return f"{CLAIMS}#{agent_id}"


def claims_apart(agent_id: str) -> str:
    """The place of an agent's claims on its own page, where there are too many agents for one page."""
    return f"{analyst(agent_id)}#claims"


def limitations_of_agent(agent_id: str) -> str:
    """The place of an agent's limitations on the page of all limitations."""
    return f"{LIMITATIONS}#{agent_id}"


def agent_limitations(agent_id: str) -> str:
    """The page of an agent's limitations, where there are too many agents for one page."""
    return f"agents/{agent_id}/limitations.md"
