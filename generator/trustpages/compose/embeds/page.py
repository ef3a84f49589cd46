"""The page that offers card, badge and picture of an agent: how each looks, what to copy, what it needs."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.embeds.snippets import (
    CARD,
    COMPACT,
    NOWHERE,
    SOCIAL,
    write_badge,
    write_element,
    write_frame,
    write_page_address,
    write_shields,
)
from trustpages.model.pages.blocks import Block, Bullets, Panel, Preview, Section, Snippet, Text
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Code, Link, Said

TITLE: Final = "Show it elsewhere"
LEAD: Final = (
    "A card, a badge and a picture for pages of your own. Each carries its limits, its day and its last good day; "
    "none of them can be had without."
)

RULES: Final[tuple[Said, ...]] = (
    "After its last good day a card says so by itself. A badge or a picture cannot, so both days stand in it.",
    "If the report is withdrawn, the same addresses say so.",
    "A badge never looks good while anything is open: overdue, stale, disputed, missing, or otherwise than said.",
    "No cookie is set, nothing is stored, and nobody else is asked for anything.",
    (
        "Show them from here. A copy does not change with the report; whether one still holds says ",
        Code("trustpages embed check FILE"),
        ".",
    ),
)
NEEDS: Final[tuple[Said, ...]] = (
    (
        "A plain frame does not know how high its card is, and scrolls where that is more. The sizes above are for a "
        "width of 480 pixels; for 390 give the card a height of 1,600, or take the element, which knows.",
    ),
    (
        "A page with a content security policy has to allow the frame, by ",
        Code("frame-src"),
        "; the element also needs ",
        Code("script-src"),
        ".",
    ),
    (
        "Behind either address ",
        Code("#light"),
        " or ",
        Code("#dark"),
        " chooses the colours; without, the reader's own setting does.",
    ),
)


def compose_embed_page(composition: Composition, view: EmbedView) -> Page:
    """What can be shown of the agent elsewhere, as it looks today."""
    return Page(
        kind="embed",
        path=paths.embed_page(view.agent),
        title=f"{TITLE} — {view.name}",
        heading=TITLE,
        frame=composition.frame(composition.report.find_agent(view.agent)),
        sections=tuple(
            Section(title, (Panel(blocks),))
            for title, blocks in (
                ("What all of them keep to", (Bullets(RULES),)),
                ("Card", _offer_card(view)),
                ("Badge", _offer_badge(view)),
                ("Picture", _offer_picture(view)),
            )
        ),
        lead=LEAD,
        above=(Link(view.name, view.page),),
        searchable=False,
    )


def _offer_card(view: EmbedView) -> tuple[Block, ...]:
    return (
        *_warn_of_address(view),
        Snippet("An element as high as its card", write_element(view)),
        Snippet("A plain frame", write_frame(view, CARD)),
        _preview(view, CARD),
        Snippet("A plain frame, compact", write_frame(view, COMPACT)),
        _preview(view, COMPACT),
        Bullets(NEEDS),
        Text(("Where a page asks for an address alone (oEmbed), give it ", Code(write_page_address(view)), ".")),
    )


def _warn_of_address(view: EmbedView) -> tuple[Block, ...]:
    if view.site:
        return ()
    return (Text(f"This site names no address of its own, so put yours in the place of {NOWHERE}.", "caution"),)


def _offer_badge(view: EmbedView) -> tuple[Block, ...]:
    return (
        _preview(view, ("badge.svg", 0, 20)),
        Snippet("Markdown, such as for a README", write_badge(view)),
        Snippet("The same drawn by shields, which is another company's server", write_shields(view)),
    )


def _offer_picture(view: EmbedView) -> tuple[Block, ...]:
    return (
        _preview(view, SOCIAL),
        Text("Chats and mails show it with a link to the agent's page. It has 1,200 by 630 pixels."),
    )


def _preview(view: EmbedView, form: tuple[str, int, int]) -> Preview:
    file, width, height = form
    return Preview(f"{paths.embeds_of(view.agent)}{file}", view.title, width, height)
