"""A sample of CODEOWNERS from the rights to decide: whom a forge asks before evidence, pacts or claims change."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose.wording.said import escape_controls
from trustpages.model.workspace import AgentEvidence, Workspace

_HEADER = """\
# A sample, made from `decision_rights` and owners: who has to approve what. Put people or teams of your own in the
# place of the roles, and take the # away. Whoever may approve these files decides what the gates of trust.yml let pass.
#
"""


def compose_code_owners(workspace: Workspace | None) -> str:
    """Lines that are comments as long as nobody says who has which role."""
    agents = workspace.agents if workspace is not None else ()
    lines = [line for agent in agents for line in _list_lines(agent)]
    first = "# /trust.yml  @risk-owner" if not agents else f"# /trust.yml  {_join(_list_deciders(agents))}"
    return "".join(f"{line}\n" for line in (_HEADER.rstrip("\n"), first, *lines))


def _list_lines(evidence: AgentEvidence) -> Iterator[str]:
    agent = evidence.agent
    owner = agent.owner.role if agent.owner is not None and agent.owner.role else "owner"
    deciders = _join(_list_deciders((evidence,))) or f"@{owner}"
    yield f"#\n# {agent.id}: " + (_list_decisions(evidence) or "nobody is named who decides")
    yield f"# /evidence/{agent.id}/agent.yml  {deciders}"
    yield f"# /evidence/{agent.id}/pacts/  {deciders}"
    yield f"# /evidence/{agent.id}/bundles/  @{owner}"
    yield f"# /evidence/{agent.id}/claims.yml  @{owner}"


def _list_decisions(evidence: AgentEvidence) -> str:
    rights = evidence.agent.decision_rights
    return "; ".join(f"{escape_controls(right.decision)} by {right.owner}" for right in rights)


def _list_deciders(agents: tuple[AgentEvidence, ...]) -> tuple[str, ...]:
    """The roles that decide something, or may decide otherwise, each once."""
    rights = [right for evidence in agents for right in evidence.agent.decision_rights]
    return tuple(dict.fromkeys(role for right in rights for role in (right.owner, *right.may_override)))


def _join(roles: tuple[str, ...]) -> str:
    return " ".join(f"@{role}" for role in roles)
