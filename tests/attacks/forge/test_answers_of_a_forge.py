"""The comment of a review on a forge: one, ours alone, through refusals, limits, failures and answers without end."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from support.publish.forges import PULL_REQUEST, TOKEN, Forge, a_forge, github_environment, gitlab_environment
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.forge import requests
from trustpages.publish.forge.requests import ForgeAccess
from trustpages.publish.forge.sticky import CommentOutcome
from trustpages.render.comment import MARKER
from trustpages.workflow.commands.review.comment import comment

OURS = "github-actions[bot]"
TEXT = f"{MARKER}\n\n### Nothing changes\n"
OLD = f"{MARKER}\n\n### Stopped: 1 change needs a decision\n"
BUSY = (429, {"Retry-After": "7"}, b"{}")
LIMITED = (403, {"X-RateLimit-Remaining": "0"}, b"{}")
FAILED: tuple[int, dict[str, str], bytes] = (502, {}, b"<html>")


class Waits(list[float]):
    """How long was waited, in seconds; nobody waits."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def put(forge: Forge, event: bytes = PULL_REQUEST, text: str = TEXT, waits: Waits | None = None) -> CommentOutcome:
    return comment(text, github_environment(forge), event, waits if waits is not None else Waits())


def refusal(forge: Forge, event: bytes = PULL_REQUEST) -> TrustpagesError:
    with pytest.raises(TrustpagesError) as raised:
        put(forge, event)
    assert TOKEN not in f"{raised.value}{raised.value.__cause__!r}"
    return raised.value


def test_the_first_review_is_a_new_comment_later_ones_mend_it() -> None:
    with a_forge(Forge([("octocat", "Looks good.")])) as forge:
        assert put(forge, text=OLD) is CommentOutcome.CREATED
        assert put(forge) is CommentOutcome.UPDATED
        assert put(forge) is CommentOutcome.UNCHANGED
    assert forge.comments == [("octocat", "Looks good."), (OURS, TEXT)]
    assert {asker for _, _, asker in forge.asked} == {f"Bearer {TOKEN}"}
    assert {path.split("?")[0] for _, path, _ in forge.asked} == {
        "/repos/acme/trust/issues/5/comments",
        "/repos/acme/trust/issues/comments/1",
    }


def test_a_comment_of_somebody_else_with_the_same_mark_is_never_touched() -> None:
    theirs = [("mallory", OLD), ("github-actions", OLD), ("", OLD)]
    with a_forge(Forge(list(theirs))) as forge:
        assert put(forge) is CommentOutcome.CREATED
    assert forge.comments == [*theirs, (OURS, TEXT)]


def test_a_comment_of_ours_that_only_quotes_the_mark_is_another_one() -> None:
    with a_forge(Forge([(OURS, f"About {MARKER}")])) as forge:
        assert put(forge) is CommentOutcome.CREATED


def test_ours_is_found_behind_many_others() -> None:
    with a_forge(Forge([("octocat", "x")] * 120 + [(OURS, OLD)] + [("octocat", "x")] * 3)) as forge:
        assert put(forge) is CommentOutcome.UPDATED
    assert forge.comments[120] == (OURS, TEXT)


@pytest.mark.parametrize(("answer", "seconds"), [(BUSY, 7), (LIMITED, 1), (FAILED, 1)])
def test_a_busy_forge_is_asked_again(answer: tuple[int, dict[str, str], bytes], seconds: float) -> None:
    waits = Waits()
    with a_forge(Forge([(OURS, OLD)], first=[answer])) as forge:
        assert put(forge, waits=waits) is CommentOutcome.UPDATED
    assert waits == [seconds]


def test_a_comment_that_was_written_although_the_forge_failed_is_not_written_twice() -> None:
    class Forgetful(Forge):
        def write(self, method: str, path: str, body: object) -> object:
            done = super().write(method, path, body)
            if method == "POST":
                self.first = [FAILED]
            return done

    with a_forge(Forgetful()) as forge:
        assert put(forge) is CommentOutcome.CREATED
        assert put(forge, text=OLD) is CommentOutcome.UPDATED
    assert forge.comments == [(OURS, OLD)]


@pytest.mark.parametrize("answer", [BUSY, LIMITED, FAILED, (429, {"Retry-After": "3600"}, b"")])
def test_a_forge_that_stays_busy_is_left_in_peace(answer: tuple[int, dict[str, str], bytes]) -> None:
    waits = Waits()
    with a_forge(Forge(lasting=answer)) as forge, pytest.raises(TryAgain) as raised:
        put(forge, waits=waits)
    assert raised.value.code == "forge-busy"
    assert sum(waits) <= 60
    assert len(forge.asked) <= 4


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((401, {}, b'{"message": "Bad credentials"}'), "forge-refused"),
        ((403, {}, json.dumps({"message": f"no {TOKEN} {'x' * 999}"}).encode()), "forge-refused"),
        ((404, {}, b"[" * 100_000), "forge-refused"),
        ((200, {}, b"<html>"), "forge-answer"),
        ((200, {}, b"{}"), "forge-answer"),
        ((200, {}, b"[" * 100_000), "forge-answer"),
        ((301, {"Location": "https://evil.example/repos"}, b""), "forge-answer"),
        ((307, {"Location": "//evil.example/"}, b""), "forge-answer"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "forge-answer"),
        ((304, {}, b""), "forge-refused"),
    ],
)
def test_what_a_forge_may_answer_ends_with_a_code(answer: tuple[int, dict[str, str], bytes], code: str) -> None:
    with a_forge(Forge(lasting=answer)) as forge:
        assert refusal(forge).code == code


def test_a_redirect_within_the_forge_is_followed_but_not_for_ever() -> None:
    with a_forge(Forge()) as forge:
        forge.first = [(301, {"Location": f"{forge.address}/repositories/1/issues/5/comments"}, b"")]
        assert put(forge) is CommentOutcome.CREATED
        forge.lasting = (301, {"Location": f"{forge.address}/again"}, b"")
        assert refusal(forge).code == "forge-answer"


def test_an_answer_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_BYTES", 100_000)
    with a_forge(Forge([("octocat", "x" * 200_000)])) as forge:
        assert refusal(forge).code == "forge-answer"


def test_too_many_comments_get_no_second_one_of_ours() -> None:
    with a_forge(Forge([("octocat", "x")] * 3_050 + [(OURS, OLD)])) as forge:
        assert refusal(forge).code == "too-many-comments"


def test_the_request_of_a_fork_is_found_by_its_last_commit() -> None:
    sha, branch = "ab" * 20, "a&b/../#c"
    run = {"head_sha": sha, "head_branch": branch, "head_repository": {"owner": {"login": "mallory"}}}
    event = json.dumps({"workflow_run": {**run, "pull_requests": []}}).encode()
    pulls = [{"number": 8, "head": {"sha": "cd" * 20}}, {"number": 9, "head": {"sha": sha}}]
    with a_forge(Forge(pulls=pulls)) as forge:
        assert put(forge, event) is CommentOutcome.CREATED
        assert forge.asked[0][1] == ("/repos/acme/trust/pulls?state=open&head=mallory%3Aa%26b%2F..%2F%23c&per_page=100")
        assert forge.asked[-1][1] == "/repos/acme/trust/issues/9/comments"
        forge.pulls = pulls[:1]
        assert refusal(forge, event).code == "no-pull-request"


@pytest.mark.parametrize("event", [b"", b"{", b"[]", b'{"pull_request": {}}', b'{"push": 1}'])
def test_a_job_about_no_request_says_so(event: bytes) -> None:
    with a_forge(Forge()) as forge:
        assert refusal(forge, event).code == "no-pull-request"
    assert forge.asked == []


def test_gitlab_has_a_note_by_the_owner_of_the_token() -> None:
    with a_forge(Forge([("", OLD)] * 50 + [("mallory", OLD), ("trust-bot", OLD)])) as forge:
        environment = gitlab_environment(forge)
        assert comment(TEXT, environment, b"", Waits()) is CommentOutcome.UPDATED
        assert comment(TEXT, environment, b"", Waits()) is CommentOutcome.UNCHANGED
    assert forge.comments[-2:] == [("mallory", OLD), ("trust-bot", TEXT)]
    assert {asker for _, _, asker in forge.asked} == {TOKEN}
    assert forge.asked[-4:-2][0][1].startswith("/projects/7/merge_requests/3/notes")


ELSEWHERE: tuple[Mapping[str, str], ...] = (
    {},
    {"GITHUB_REPOSITORY": "acme/trust", "GITHUB_API_URL": "https://api.example"},
    {"GITHUB_REPOSITORY": "../../x/y", "GITHUB_API_URL": "https://api.example", "GITHUB_TOKEN": TOKEN},
    {"CI_API_V4_URL": "https://api.example", "TRUSTPAGES_TOKEN": TOKEN, "CI_PROJECT_ID": "7"},
    {
        "CI_API_V4_URL": "https://a.example",
        "TRUSTPAGES_TOKEN": TOKEN,
        "CI_PROJECT_ID": "7/x",
        "CI_MERGE_REQUEST_IID": "3",
    },
)


@pytest.mark.parametrize("environment", ELSEWHERE)
def test_outside_of_a_job_nothing_is_asked(environment: Mapping[str, str]) -> None:
    with pytest.raises(TrustpagesError) as raised:
        comment(TEXT, environment, PULL_REQUEST, Waits())
    assert raised.value.code == "no-forge"


def test_a_token_never_travels_in_the_clear_nor_stands_in_a_trace() -> None:
    with pytest.raises(TrustpagesError) as raised:
        ForgeAccess("http://forge.example", ("Authorization", f"Bearer {TOKEN}"))
    assert raised.value.code == "forge-address"
    assert TOKEN not in repr(ForgeAccess("https://forge.example", ("Authorization", f"Bearer {TOKEN}")))


@pytest.mark.parametrize("text", [f"x\n{MARKER}\n", "", MARKER, f"{MARKER}\n{'x' * 1_000_000}"], ids=len)
def test_nothing_but_a_review_is_written(text: str) -> None:
    with a_forge(Forge()) as forge, pytest.raises(TrustpagesError) as raised:
        put(forge, text=text)
    assert raised.value.code == "not-a-review"
    assert forge.asked == []


def test_a_forge_that_is_not_there_is_busy() -> None:
    forge = Forge(address="http://127.0.0.1:1")
    with pytest.raises(TryAgain) as raised:
        put(forge)
    assert raised.value.code == "forge-busy"
