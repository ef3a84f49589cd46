"""Why a command could not run: the codes that stand on stderr with exit code 1 or 75."""

from __future__ import annotations

from trustpages.model.explained import Explained

REFUSALS: tuple[Explained, ...] = (
    Explained(
        "not-empty",
        "A file of that name exists already",
        "`init` writes over nothing. Choose an empty folder, as in `trustpages init demo`.",
    ),
    Explained(
        "unknown-code",
        "There is nothing of that name to explain",
        "`trustpages explain` without a code lists everything that has one.",
    ),
    Explained(
        "file-system",
        "The operating system refused a file or folder",
        "The folder does not exist, may not be written, or the disk is full; the sentence says which. Nothing "
        "that was there before has changed.",
    ),
    Explained(
        "folder-not-ours",
        "The folder holds files that this program did not write",
        "A site replaces its folder as a whole, so that nothing of an older one is left. A folder with anything "
        "else in it is never replaced. Bad: `--to ~/Documents`. Good: `--to site`, a folder of its own.",
    ),
    Explained(
        "port-in-use",
        "The port cannot be used",
        "Another program listens there, perhaps an older `serve`. Name another port, or `--port 0` for any that "
        "is free.",
    ),
    Explained(
        "site-engine",
        "The site has errors",
        "Links that lead nowhere, pages that are missing, or a template that the site engine cannot use: each is "
        "listed with its page. A site with errors is not put in place; the old one stays as it was.",
    ),
    Explained(
        "unsafe-page",
        "A page is not fit to publish",
        "Every built page is parsed, and may hold only elements, attributes and addresses from a list: no inline "
        "script, no event handler, nothing from another host. Most often a template of the workspace added it.",
    ),
    Explained(
        "unsafe-path",
        "A file of the site would have an unfit name",
        "Names are made of letters, digits, `.`, `-` and `_`, below the folder of the site, and differ in more than "
        "case. Rename the page or asset.",
    ),
    Explained(
        "front-matter",
        "A page begins with keys that it may not set",
        "Some keys at the beginning of a page reach into all other pages. The sentence lists those that are allowed.",
    ),
    Explained(
        "site-language",
        "The theme does not speak this language",
        "A language is a code such as `en` or `pt-BR`.",
    ),
    Explained(
        "template-error",
        "A template cannot be used",
        "The place is that of the template, with its line. An unknown name, a wrong call or a syntax error; mostly in "
        "a template with which the workspace overrides a shipped one.",
    ),
    Explained(
        "unknown-chart",
        "A template asks for a chart that the page does not have",
        "Which charts a page has depends on its kind, and on the evidence: ask for one only where it is there.",
    ),
    Explained(
        "statement-too-long",
        "A statement is too long",
        "A statement has at most 16,000 bytes. Put the rest on an authored page, and link to it.",
    ),
)
"""In the order in which a newcomer meets them."""
