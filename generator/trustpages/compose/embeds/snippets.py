"""What somebody copies to show an agent elsewhere: markup with addresses in full, and what oEmbed answers."""

from __future__ import annotations

from html import escape
from typing import Final

from trustpages.compose import paths
from trustpages.compose.wording.dates import format_day
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.results.records.json_values import Json

SANDBOX: Final = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""What the frame of a card may do: compare days, say how high it is, and open a link in another tab."""

CARD: Final = ("card.html", 480, 1400)
COMPACT: Final = ("compact.html", 480, 640)
"""The file of each form of a card, and a width and height in which most are shown whole."""

SOCIAL: Final = ("social.png", 1200, 630)

NOWHERE: Final = "https://your-site.example/"
"""Stands for the address of a site that says none."""


def write_frame(view: EmbedView, form: tuple[str, int, int]) -> str:
    """A plain frame with a form of the card, which needs no script of ours on the page around it."""
    file, width, height = form
    return (
        f'<iframe src="{_address(view, file)}" title="{escape(view.title)}" width="{width}" height="{height}" '
        f'sandbox="{SANDBOX}" referrerpolicy="no-referrer" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def write_element(view: EmbedView) -> str:
    """The element that makes the frame as high as its card, with a link for readers without scripts."""
    script = escape(f"{view.site or NOWHERE}{paths.TRUST_CARD}")
    link = f'<a href="{write_page_address(view)}">{escape(view.title)}</a>'
    return f'<script src="{script}" async></script>\n<trust-card agent="{view.agent}">{link}</trust-card>'


def write_badge(view: EmbedView) -> str:
    """The badge as Markdown, which leads to the report."""
    name = view.title.translate({ord(mark): f"\\{mark}" for mark in "\\[]`*_<>"})
    return f"[![{name}]({_address(view, 'badge.svg')})]({write_page_address(view)})"


def write_shields(view: EmbedView) -> str:
    """The address at which shields draws the badge in its own style."""
    return f"https://img.shields.io/endpoint?url={_address(view, 'badge.json')}"


def write_page_address(view: EmbedView) -> str:
    """The address in full of the agent's page."""
    return escape(f"{view.site or NOWHERE}agents/{view.agent}/")


def describe_for_oembed(view: EmbedView) -> dict[str, Json]:
    """What a page that knows oEmbed shows for the address of an agent's page, of type `rich`: https://oembed.com."""
    _, width, height = CARD
    until = view.bottom.valid_until
    good = f"good until {format_day(until)}" if until else "no end is named"
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{view.title}: {view.badge.label.word}, as of {format_day(view.frame.as_of)}, {good}",
        "provider_name": view.publisher,
        "provider_url": view.site,
        "cache_age": 3600,
        "html": write_frame(view, CARD),
        "width": width,
        "height": height,
        "thumbnail_url": f"{view.site}{paths.embeds_of(view.agent)}{SOCIAL[0]}",
        "thumbnail_width": SOCIAL[1],
        "thumbnail_height": SOCIAL[2],
    }


def _address(view: EmbedView, file: str) -> str:
    return escape(f"{view.site or NOWHERE}{paths.embeds_of(view.agent)}{file}")
