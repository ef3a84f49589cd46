"""Error codes of comments on a forge, each with its explanation."""

from __future__ import annotations

from trustpages.model.problem import Explanation

FORGE_CODES: tuple[Explanation, ...] = (
    Explanation(
        "no-forge",
        "This is no job of a forge",
        "`comment` reads from the environment of a job of GitHub or GitLab where it runs, on which request, and as "
        "whom: `GITHUB_TOKEN`, or `TRUSTPAGES_TOKEN` on GitLab. The sentence names what is missing.",
    ),
    Explanation(
        "no-pull-request",
        "There is no pull request to comment on",
        "The event that started the job is about none, or the pull request was closed or has newer commits meanwhile: "
        "then the job of the newest commit writes the comment.",
    ),
    Explanation(
        "not-a-review",
        "The file is not what `diff --format markdown` writes",
        "A comment begins with a mark by which it is found again. Nothing else is written under our name.",
    ),
    Explanation(
        "forge-address",
        "The address of the forge is not https",
        "A token must not travel in the clear, so that plain http is spoken to this machine alone.",
    ),
    Explanation(
        "forge-refused",
        "The forge refuses the request",
        "Most often the token may not write: on GitHub a workflow needs `permissions: {pull-requests: write}`, and "
        "never has it for a fork; on GitLab a project access token needs the scope `api` and the role Reporter.",
    ),
    Explanation(
        "forge-busy",
        "The forge is busy, or cannot be reached",
        "It answered that there were too many requests, or failed, several times in a row. Exit code 75: run the job "
        "again in a few minutes.",
    ),
    Explanation(
        "forge-answer",
        "What answers is not a forge",
        "No JSON, far too much of it, or a redirect to another host, which is not followed, since the token would go "
        "with it. See whether the address is that of the forge itself.",
    ),
    Explanation(
        "too-many-comments",
        "The request has too many comments",
        "Among so many our own cannot be found. A new request begins with none.",
    ),
)
"""In the order in which a job meets them."""
