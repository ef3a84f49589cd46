"""Twins are found by what they have in common, which says the same as to hold each agent against each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, an_agent
from trustpages.intake.checks.visibility import check_twins
from trustpages.intake.files.projection import Projection
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.intake.yaml import load
from trustpages.model.documents.agent import Agent
from trustpages.model.names import identify_name
from trustpages.model.vocabulary import Audience

AGENTS = st.lists(
    st.fixed_dictionaries(
        {
            "visibility": st.sampled_from(Audience),
            "name": st.sampled_from(["Desk", "DESK", "Till", "Post", "Mail"]),
            "digest": st.sampled_from([None, "0" * 64, "1" * 64]),
            "model_family": st.sampled_from([None, "m"]),
            "owner": st.sampled_from(["Ops", "Shop"]).map(lambda name: {"name": name, "role": "owner"}),
            "workflow": st.tuples(st.sampled_from("abcdef"), st.sets(st.sampled_from("xyz"), min_size=1)).map(
                lambda told: {
                    "id": told[0],
                    "summary": "Works.",
                    "steps": [{"id": step, "consequence": "high"} for step in sorted(told[1])],
                }
            ),
        }
    ),
    max_size=5,
)


def are_twins(one: Agent, other: Agent) -> bool:
    """The same work, name or digest, or model, owner and a step."""
    steps, others = ({step.id for step in agent.workflow.steps} for agent in (one, other))
    return (
        one.workflow.id == other.workflow.id
        or identify_name(one.name) == identify_name(other.name)
        or (one.digest is not None and one.digest == other.digest)
        or (
            one.model_family is not None
            and one.model_family == other.model_family
            and identify_name(one.owner.name) == identify_name(other.owner.name)
            and bool(steps & others)
        )
    )


def loaded(agent: Agent) -> LoadedDocument:
    located, _ = load(f"id: {agent.id}\n".encode(), f"evidence/{agent.id}/agent.yml")
    assert located is not None
    return LoadedDocument(agent, Projection(located, located.value), agent.id)


@settings(max_examples=20, deadline=None)
@given(AGENTS)
def test_who_is_withheld_beside_a_twin_is_named_with_all_of_them(described: list[Values]) -> None:
    agents = [an_agent(id=f"agent-{number}", **told) for number, told in enumerate(described)]
    expected = {}
    for hidden in agents:
        seen = [agent for agent in agents if agent.visibility.rank < hidden.visibility.rank]
        if twins := [agent.id for agent in seen if are_twins(hidden, agent)]:
            expected[f"evidence/{hidden.id}/agent.yml"] = twins
        assert [agent for agent in agents if hidden.is_twin_of(agent)] == [
            agent for agent in agents if are_twins(hidden, agent)
        ]
    found = list(check_twins(map(loaded, agents)))
    assert [problem.place.file for problem in found] == sorted(expected)
    for problem in found:
        told = problem.sentence.partition(" than ")[2]
        assert [agent.id for agent in agents if agent.id in told] == expected[problem.place.file]
