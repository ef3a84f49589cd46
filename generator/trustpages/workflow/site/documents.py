"""Documents that are sent: which there are, and how one is printed from a composition; for `export` and for sites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustpages.compose import paths
from trustpages.compose.wording.said import say
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.system.extras import refuse_missing

if TYPE_CHECKING:
    from trustpages.compose.composition import Composition
    from trustpages.model.pages.sent import SentReport
    from trustpages.model.results.report import AgentReport
    from trustpages.render.charts.files import ChartFiles


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """What whoever prints a document may choose: a `font` for further characters, a `template` with their masters,
    and the published `release` that it is a copy of.
    """

    font: Path | None = None
    template: Path | None = None
    release: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """The bytes of a document, and in sentences what could not be shown in it."""

    content: bytes
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFormat:
    """A kind of document: `ending` is that of its file's name, `takes` which option goes with it, `library`
    what it needs and the extra that brings it.

    `keeps` and `loses` are sentences for whoever chooses one.
    """

    id: str
    title: str
    ending: str
    print: Callable[[SentReport, Mapping[str, ChartFiles], DocumentOptions], PrintedDocument]
    keeps: str
    loses: str
    takes: str = ""
    library: tuple[str, ...] = ()
    is_text: bool = False


def _print_html(report: SentReport, charts: Mapping[str, ChartFiles], options: DocumentOptions) -> PrintedDocument:
    from trustpages.render.document import render_sent

    del options
    return PrintedDocument(render_sent(report, charts, say).encode())


def _print_page(report: SentReport, charts: Mapping[str, ChartFiles], options: DocumentOptions) -> PrintedDocument:
    return _print_pdf(report, charts, options, in_full=False)


def _print_whole(report: SentReport, charts: Mapping[str, ChartFiles], options: DocumentOptions) -> PrintedDocument:
    return _print_pdf(report, charts, options, in_full=True)


MOST_NAMED: Final = 8


def _print_pdf(
    report: SentReport, charts: Mapping[str, ChartFiles], options: DocumentOptions, *, in_full: bool
) -> PrintedDocument:
    from trustpages.exports.documents.pdf import print_pdf

    pictures = {name: files.light for name, files in charts.items()}
    printed = print_pdf(report, pictures, say, in_full=in_full, font=options.font)
    if not printed.missing:
        return PrintedDocument(printed.content)
    named = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(printed.missing)[:MOST_NAMED])
    more = f" and {len(printed.missing) - MOST_NAMED} more" if len(printed.missing) > MOST_NAMED else ""
    remedy = "`site.font` in trust.yml, or --font FILE, adds one that does"
    return PrintedDocument(printed.content, (f"{report.agent}: no font has {named}{more}; {remedy}",))


def _print_slides(report: SentReport, charts: Mapping[str, ChartFiles], options: DocumentOptions) -> PrintedDocument:
    from trustpages.exports.documents.slides import print_slides

    del charts
    return PrintedDocument(print_slides(report, say, options.template))


DOCUMENT_FORMATS: Final = (
    DocumentFormat(
        id="html",
        title="One HTML file",
        ending=".html",
        print=_print_html,
        keeps="Everything that the pages of the agent say, with charts; opens from a mail, asks for nothing.",
        loses="Links between pages. Whoever gets it sees no newer version by itself.",
        is_text=True,
    ),
    DocumentFormat(
        id="one-page",
        title="One page of A4, PDF/UA-1",
        ending="-one-page.pdf",
        print=_print_page,
        keeps="The first screen, the worst limitations, date, expiry and digest, on one page whatever there is to say.",
        loses="What has no room: how much that is, and where it stands, is on the page.",
        takes="font",
        library=("typst", "pdf"),
    ),
    DocumentFormat(
        id="pdf",
        title="Full report, PDF/UA-1",
        ending=".pdf",
        print=_print_whole,
        keeps="That page first, and behind it everything that the pages of the agent say, with charts.",
        loses="Links between pages.",
        takes="font",
        library=("typst", "pdf"),
    ),
    DocumentFormat(
        id="pptx",
        title="Five slides, PowerPoint",
        ending=".pptx",
        print=_print_slides,
        keeps="Posture, steps, promises, limitations and origin, in native text, tables, charts; more in the notes.",
        loses="Single evidence items. What does not fit on a slide is counted there.",
        takes="template",
        library=("pptx", "slides"),
    ),
)
"""All kinds of document, in the order in which the documentation lists them."""


def print_document(
    form: DocumentFormat, composition: Composition, agent: AgentReport, options: DocumentOptions
) -> PrintedDocument:
    """The document on the agent; raises TrustpagesError as its format does."""
    from trustpages.compose.exports.sent import compose_sent_report
    from trustpages.render.charts.drawing import draw

    report = compose_sent_report(composition, agent)
    return form.print(report, {chart.id: draw(chart) for chart in report.charts}, options)


def name_document(form: DocumentFormat, agent: str) -> str:
    """The name of its file."""
    return f"{agent}{form.ending}"


def list_documents(forms: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Title and end of the name of each of those documents."""
    wanted = set(forms)
    return tuple((form.title, form.ending) for form in DOCUMENT_FORMATS if form.id in wanted)


def choose_documents(text: str) -> tuple[str, ...]:
    """The formats in a list such as `pdf,pptx`, each once and in our order.

    Raises TrustpagesError: `export-format`, and `missing-extra` before a build has begun.
    """
    named = [name.strip() for name in text.split(",") if name.strip()]
    known = {form.id: form for form in DOCUMENT_FORMATS}
    for name in named:
        if name not in known:
            remedy = suggest_nearest(name, tuple(known), f"it is one of {join_names(known)}")
            raise TrustpagesError("export-format", f"there is no document {quote(name)}", remedy)
    refuse_missing_libraries(named)
    return tuple(form.id for form in DOCUMENT_FORMATS if form.id in named)


def refuse_missing_libraries(forms: Iterable[str]) -> None:
    """Raises TrustpagesError `missing-extra` where one of those documents cannot be printed here."""
    wanted = set(forms)
    for form in DOCUMENT_FORMATS:
        if form.id in wanted and form.library:
            refuse_missing(*form.library)


def find_documents(published: Iterable[str]) -> tuple[str, ...]:
    """The formats of the documents among the paths of a site."""
    found = [re.fullmatch(r"agents/([^/]+)/exports/\1(.+)", path) for path in published]
    endings = {match[2] for match in found if match}
    return tuple(form.id for form in DOCUMENT_FORMATS if form.ending in endings)


def print_documents(
    forms: Iterable[str], composition: Composition, font: Path | None
) -> Iterator[tuple[Artifact, tuple[str, ...]]]:
    """The documents of those formats on every agent, where they lie in the site, and what no font shows."""
    from trustpages.compose.exports.sent import compose_sent_report
    from trustpages.render.charts.drawing import draw

    chosen = [form for form in DOCUMENT_FORMATS if form.id in set(forms)]
    for agent in composition.report.agents if chosen else ():
        report = compose_sent_report(composition, agent)
        charts = {chart.id: draw(chart) for chart in report.charts}
        for form in chosen:
            path = paths.document(agent.id, form.ending)
            printed = form.print(report, charts, DocumentOptions(font))
            yield Artifact(path, printed.content), printed.left_out
