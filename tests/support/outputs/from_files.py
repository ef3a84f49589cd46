"""What `report.json` and the spreadsheets of agents say, in the words and under the names that pages have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from support.outputs.statements import Stated, Value
from support.outputs.whole import Whole
from trustpages.compose import paths
from trustpages.compose.wording.names import to_title
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.follow_through import ReviewState
from trustpages.model.states import CLAIMS, FRESHNESS, POSTURES, REVIEWS, VERDICTS, word_of

_RECORD: Final = "report.json"


def tell_record(whole: Whole) -> Iterator[Stated]:
    """What the record says of each agent."""
    yield Stated(_RECORD, "report", "as of", date.fromisoformat(whole.record["as_of"]))
    yield Stated(_RECORD, "report", "inputs", whole.record["inputs_digest"][:12])
    for agent in whole.record["agents"]:
        subject = paths.agent(agent["id"])
        for quantity, value in _tell_agent(agent):
            yield Stated(_RECORD, subject, quantity, value)
        yield from _tell_parts(agent)


def _read_day(text: str | None, absent: str) -> date | str:
    return absent if text is None else date.fromisoformat(text)


def _tell_agent(agent: Any) -> Iterator[tuple[str, Value]]:
    verdicts = Counter(promise["verdict"] for promise in agent["obligations"])
    follow, freshness = (agent["metrics"][name]["details"] for name in ("follow-through", "freshness"))
    reviews = agent["reviews"]
    yield "Posture", word_of(POSTURES, agent["posture"])
    yield "Authority", to_title(agent["authority"]["by_rules"])
    yield "authority granted", to_title(agent["authority"]["granted"])
    yield "Valid until", _read_day(agent["valid_until"], "no end is named")
    yield "limitations", len(agent["limitations"])
    yield "promises", len(agent["obligations"])
    yield from (
        (f"promises that are {word_of(VERDICTS, verdict).lower()}", count) for verdict, count in verdicts.items()
    )
    yield "claims", len(agent["claims"])
    yield "consequences", len(agent["consequences"])
    yield "incidents", sum(item["kind"] == "incident" for item in agent["evidence"])
    yield "items of evidence", len(freshness["items"])
    yield "reviews on record", sum(item["kind"] == "review" for item in agent["evidence"])
    yield "Consequences due", follow["due"]
    yield "Late", follow["late"]
    yield "Did not happen", follow["not_enacted"]
    yield "Never recorded", follow["missed"]
    yield "Not due yet", follow["pending"]
    yield "rows of overrides", len(agent["overrides"])
    yield "rows of events that call for a review", len(reviews["triggers"])
    yield "rows of disputes", sum(item["kind"] == "dispute" for item in agent["evidence"])
    yield "rows of rules that could not be evaluated", len(agent["not_evaluable"])
    yield "rows of benchmark results", len(agent["metrics"]["benchmark-quality"]["details"]["results"])
    for label, metric in (
        ("Fresh", "freshness"),
        ("On time", "follow-through"),
        ("On time in the last year", "review-cadence"),
        ("Kinds of evidence, by weight", "diversity"),
        ("Covered, weighted by consequence", "coverage"),
    ):
        value = agent["metrics"][metric]["value"]
        if value is not None:
            yield label, float(value)
    yield "Oldest", "unknown" if freshness["oldest"] is None else f"{freshness['oldest']:,} days"
    yield "Without a date", len(freshness["undated"])
    yield "State", REVIEWS[ReviewState(reviews["state"])].word
    yield "Last review", _read_day(reviews["last"], "none on record")
    yield "Next due", _read_day(reviews["due"], "not deployed yet")


def _tell_parts(agent: Any) -> Iterator[Stated]:
    page = paths.agent(agent["id"])
    for promise in agent["obligations"]:
        path = paths.obligation(agent["id"], f"{promise['pact']}/{promise['id']}")
        yield Stated(_RECORD, path, "Verdict", word_of(VERDICTS, promise["verdict"]))
        yield Stated(_RECORD, path, "severity", promise["severity"])
        if promise["valid_until"]:
            yield Stated(_RECORD, path, "Valid until", date.fromisoformat(promise["valid_until"]))
    for claim in agent["claims"]:
        yield Stated(_RECORD, f"{page} | {claim['text']}", "Verdict", word_of(CLAIMS, claim["verdict"]))
    for item in agent["metrics"]["freshness"]["details"]["items"]:
        path = paths.evidence(agent["id"], item["evidence"])
        yield Stated(_RECORD, path, "Freshness", FRESHNESS[FreshnessStatus(item["status"])].word)
        yield Stated(_RECORD, path, "Age in days", "unknown" if item["age"] is None else item["age"])
        yield Stated(_RECORD, path, "Within its age until", _read_day(item["expires_on"], "unknown"))


def tell_spreadsheets(whole: Whole) -> Iterator[Stated]:
    """What the spreadsheets of each agent say of its promises and limitations."""
    sheets = {sheet.path: sheet for sheet in whole.site.spreadsheets}
    for agent in whole.report.agents:
        promises, limitations = sheets[paths.promises_csv(agent.id)], sheets[paths.limitations_csv(agent.id)]
        page = paths.agent(agent.id)
        for values in promises.rows:
            row = dict(zip(promises.columns, values, strict=True))
            path = paths.obligation(agent.id, str(row["promise"]))
            yield Stated(promises.path, path, "Verdict", str(row["verdict"]))
            yield Stated(promises.path, path, "severity", str(row["severity"]))
            until = _read_day(None if row["valid_until"] is None else str(row["valid_until"]), "no end is named")
            yield Stated(promises.path, page, "Valid until", until)
            if row["unit"] == "share" and isinstance(row["estimate"], float | int):
                yield Stated(promises.path, path, "Seen", float(row["estimate"]))
        yield Stated(promises.path, page, "promises", len(promises.rows))
        yield Stated(limitations.path, page, "limitations", len(limitations.rows))


_STANDING: Final = re.compile(
    r"^(?P<name>.*): (?P<posture>\w+), (?:valid until (?P<until>[\w ]+?)(?P<passed> \(expired\))?|no end is named)\.?$"
)


def tell_feed(whole: Whole) -> Iterator[Stated]:
    """How the feed says that each agent stands, and how much changed."""
    feed = whole.site.shared.feeds[0]
    named = {agent.agent.name: paths.agent(agent.id) for agent in whole.report.agents}
    for entry in feed.entries:
        for sentence in (*entry.points, *entry.sentences):
            found = _STANDING.match(sentence)
            if found is None or found["name"] not in named:
                continue
            subject = named[found["name"]]
            yield Stated(feed.path, subject, "Posture", found["posture"])
            yield Stated(feed.path, subject, "Valid until", found["until"] or "no end is named")
            yield Stated(feed.path, subject, "expired", bool(found["passed"]))
        if entry.link.startswith("../"):
            subject = entry.link.removeprefix("../").replace(".html", ".md")
            yield Stated(feed.path, subject, "rows of what changed", len(entry.points))


def tell_text(whole: Whole) -> Iterator[Stated]:
    """What the first lines of the report for a terminal say."""
    for agent in whole.report.agents:
        text = " ".join(whole.text(agent.id).split())
        subject = paths.agent(agent.id)
        for label, quantity in (("Posture: ", "Posture"), ("Valid until: ", "Valid until")):
            said = text.partition(label)[2].removeprefix("Expired, was ")
            end = next(mark for mark in re.findall(r"[:.,]", said) if mark)
            yield Stated(
                "report as text", subject, quantity, said.partition(end)[0].replace("no end", "no end is named")
            )
        counted = re.search(r"Limitations: ((?:\d+ \w+(?:, )?)+)", text)
        if counted:
            yield Stated("report as text", subject, "limitations", sum(map(int, re.findall(r"\d+", counted[1]))))
