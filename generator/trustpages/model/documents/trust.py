"""`trust.yml`: publisher, site, policy parameters, gates and imports of a workspace."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, Strict, StringConstraints

from trustpages.model.documents.base import (
    Colour,
    Day,
    Flag,
    Id,
    Label,
    Model,
    ObligationRef,
    Party,
    Period,
    RetiredKeys,
    Text,
    Url,
    Version,
)
from trustpages.model.documents.items.data_file import FileReference
from trustpages.model.documents.policy import Policy
from trustpages.model.ids import Refers, SeenByReaders
from trustpages.model.vocabulary import Audience, Posture, Relationship, Severity


class Publisher(Model):
    """Who publishes the report."""

    name: Annotated[Text, SeenByReaders()]
    """Name of the organisation."""
    url: Url | None = None
    """Its address."""
    contact: Url | None = None
    """Where questions go: an https or mailto address."""


class Site(Model):
    """The site as a whole."""

    title: Text = "Trust report"
    """Title of the site."""
    description: Text | None = None
    """The site in a sentence."""
    url: Url | None = None
    """Address at which it is served, where it is known."""
    logo: FileReference | None = None
    """The publisher's logo: an SVG or PNG below `content/`, of at most 128 KiB."""
    font: FileReference | None = None
    """A font for characters that ours lack, such as Japanese: .ttf or .otf below `content/`, of at most 24 MiB. PDF and
    the picture of a link are set in it; pages use the fonts of whoever reads them."""
    accent: Colour | None = None
    """Colour of links and marks on light grounds and on paper, never of states: `'#0a568c'`, in quotes."""
    accent_dark: Colour | None = None
    """The same on dark grounds; `accent` itself unless given, with as much white as makes it readable there."""
    commit_ids: Flag = False
    """Whether pages for part of the readers name the git commit that last changed their evidence."""
    declare_withheld: Flag = False
    """Whether those pages say how many evidence items of each class they do not show."""


class SwitchedOff(Model):
    """Who switched a gate off, and why."""

    off_by: Party
    """Who decided it."""
    since: Day
    """Since when it is off."""
    reason: Text
    """Why."""


ReviewGateName = Annotated[
    str, Strict(), StringConstraints(pattern=r"^[a-z][a-z-]*(:(critical|high|medium|low))?$", max_length=60)
]
"""A kind of changes or the id of a rule, and a weight after a colon."""


class Gates(Model):
    """What stops `check` and publishing with exit code 4."""

    posture_at_least: Posture | None = None
    """Worst posture that any agent may have."""
    limitations_below: Severity | None = None
    """Limitations of this severity or worse stop."""
    claims: tuple[Literal["contradicted", "unsupported", "stale", "out-of-scope"], ...] = ()
    """Claim verdicts that stop."""
    warnings: Flag = False
    """Whether warnings stop."""
    selective_disclosure: Flag | SwitchedOff = True
    """Whether a report that looks better to some readers than to those who see everything stops `build`, too; `false`,
    or who switched the gate off, since when and why: every page says so."""

    review: tuple[ReviewGateName, ...] = ("worse:high", "lost:high", "gaming", "missing-version-bump", "policy")
    """What stops a change in `diff`, as kinds of changes or ids of rules, each from a weight on where it has one:
    `worse:high`, `gaming`, `terms:critical`. Those of the earlier side hold, so that no change opens its own gate."""

    @property
    def holds_disclosure(self) -> bool:
        """Whether the gate on selective disclosure is on."""
        return self.selective_disclosure is True


class AllowedValue(Model):
    """A value that looks like a secret and is none."""

    sha256: Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9a-f]{16,64}$")]
    """SHA-256 of the value in lower-case hexadecimal digits, or its first 16 or more."""
    reason: Text
    """Why it is no secret."""


class Secrets(Model):
    """What the search for secrets passes over."""

    allow: tuple[AllowedValue, ...] = ()
    """Values that are no secrets."""


InputPattern = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=500)]
"""Path of a file or folder below the workspace; `*` and `?` stand for any part of a name, `**` once for any folders."""


class DeclaredImport(Model):
    """An import that `trustpages import --all` repeats."""

    paths: Annotated[tuple[InputPattern, ...], Field(min_length=1, max_length=100)]
    """The files: paths below the workspace, or below the folder that `import --all` is given."""
    agent: Annotated[Id, Refers("agent")] | None = None
    """The agent that the files are about; absent where they concern no single one."""
    format: Label | None = None
    """Their format; recognised by what they hold unless given."""
    mapping: FileReference | None = None
    """File of the workspace that says what the columns mean, where no importer knows the files."""
    items: tuple[Text, ...] = ()
    """Only these items of the files; all of them unless given."""
    benchmark: Annotated[Id, Refers("benchmark")] | None = None
    """The benchmark whose tasks were run, or whose leaderboard it is."""
    entrant: Text | None = None
    """The entry of a leaderboard that is the agent."""
    supports: tuple[ObligationRef, ...] = ()
    """The promises on which they bear."""
    to: Text | None = None
    """The document that they become, by its path in the workspace; the usual one unless given."""
    producer: Text | None = None
    """Who made the files; the publisher unless given."""
    relationship: Relationship | None = None
    """Whose the producer is; the vendor's unless given."""
    agent_version: Version | None = None
    """The version that was run; as the files say unless given."""
    collected: Period | None = None
    """The days on which they were recorded; as the files say unless given."""


class Connection(Model):
    """A warehouse that can be asked; who asks, and where it is, the environment alone says."""

    retired_keys: ClassVar[RetiredKeys] = tuple(
        (key, "delete it, and change it if it was a secret: the environment alone says it, as in TRUSTPAGES_PROD_USER")
        for key in ("url", "dsn", "host", "user", "username", "password", "token", "private_key", "credentials")
    )

    backend: Literal["bigquery", "clickhouse", "databricks", "duckdb", "postgres", "pyspark", "snowflake", "trino"]
    """How it is called in ibis, which asks it."""


class Trust(Model):
    """The workspace's own file."""

    kind: Literal["trust"]
    """Kind of the document."""
    schema_: Literal["trustpages/1"] = Field(alias="schema")
    """Version of the document's schema."""
    publisher: Publisher
    """Who publishes the report."""
    site: Site = Site()
    """The site as a whole."""
    as_of: Day | None = None
    """Date of the report; the day of the build unless given here or on the command line."""
    audience: Audience = Audience.PUBLIC
    """Audience of a build that names none."""
    previous: FileReference | None = None
    """Earlier `report.json`, kept in the workspace, that a report for the same audience is held against."""
    illustrative: Flag = False
    """Whether the whole workspace is a demonstration."""
    policy: Policy = Policy()
    """Lines that the rules draw."""
    gates: Gates = Gates()
    """What stops a publication."""
    secrets: Secrets = Secrets()
    """What the search for secrets passes over."""
    imports: tuple[DeclaredImport, ...] = ()
    """Files of other tools that `trustpages import --all` makes evidence of; only those who see everything see them."""
    connections: dict[Label, Connection] = Field(default_factory=dict)
    """Warehouses that `evidence snapshot` asks, by name."""
