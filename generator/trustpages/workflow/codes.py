"""All codes that `explain` knows: metrics, formulas, limitation rules, changes, problems, refusals."""

from __future__ import annotations

from collections.abc import Mapping

from trustpages.assess.standing.gates import GATES
from trustpages.editing.codes import CODES as EDITING_CODES
from trustpages.exports.interchange.codes import EXPORT_CODES
from trustpages.intake.codes import CODES
from trustpages.intake.data.warehouse.codes import WAREHOUSE_CODES
from trustpages.intake.importers.codes import IMPORT_CODES
from trustpages.model.problem import Explanation
from trustpages.publish.codes import BRANCH_CODES, EMBED_CODES, PUBLISHING_CODES
from trustpages.publish.forge.codes import FORGE_CODES
from trustpages.review.gating import UNKNOWN_GATE
from trustpages.secrets.scanning import CODES as SECRETS
from trustpages.workflow.diff.codes import DIFF_CODES
from trustpages.workflow.problems.history_problems import HISTORY_CODES
from trustpages.workflow.problems.import_problems import IMPORT_CHANGED
from trustpages.workflow.site.authored_pages import AUTHORED_PAGE_CODES

COMMAND_CODES: tuple[Explanation, ...] = (
    *EDITING_CODES,
    Explanation(
        "no-such-name",
        "Nothing has the name that a command was given",
        "Commands that write take ids: of an agent, a document, an item, a promise as `pact/obligation`. Bad: "
        "`trustpages record review airline`. Good: `trustpages record review airline-desk`.",
    ),
    Explanation(
        "name-taken",
        "Something has the new name already",
        "A new id must be free where it has to be unique, and of the usual form: small letters and digits with single "
        "`-`, `.` or `_` between. Bad: `trustpages rename june-runs july-runs` where both exist. Good: a name of its "
        "own.",
    ),
    Explanation(
        "ambiguous-name",
        "Several things have the name that a command was given",
        "An item, a claim and a promise may have one id, and so may items of two agents. Bad: `trustpages rename june "
        "july` where two agents have an item `june`. Good: `trustpages rename airline-desk/june july --kind item`.",
    ),
    Explanation(
        "no-right",
        "Whoever accepts a change has no right to",
        "An acceptance counts only from a role that a decision right `accept-change` names, as owner or among "
        "`may_override`, at every agent that it concerns. Bad: `--role engineer`. Good: the right in `agent.yml` "
        "first, reviewed by those who give it, then the acceptance.",
    ),
    Explanation(
        "not-empty",
        "A file of that name exists already",
        "`init` writes over nothing. Choose an empty folder, as in `trustpages init demo`.",
    ),
    Explanation(
        "not-pinned",
        "What a job would install can change",
        "A package of a registry, a branch or a tag may be something else tomorrow. Name a wheel that lies in the "
        "repository, or a commit with all its digits. Bad: `git+https://HOST/PATH@main`. Good: `./FILE.whl`.",
    ),
    Explanation(
        "program-in-repository",
        "Git would call a program out of the repository",
        "Whoever may write to the repository could exchange it, and `git diff` would run what they put there. Install "
        "`trustpages` somewhere else, such as an environment in your home, and run `install --git` with that one.",
    ),
    Explanation(
        "unknown-code",
        "There is nothing of that name to explain",
        "`trustpages explain` without a code lists everything that has one.",
    ),
    Explanation(
        "file-system",
        "The operating system refused a file or folder",
        "The folder does not exist, may not be written, or the disk is full; the sentence says which. Nothing "
        "that was there before has changed.",
    ),
    Explanation(
        "folder-not-ours",
        "The folder holds files that this program did not write",
        "A site replaces its folder as a whole, so that nothing of an older one is left. A folder with anything "
        "else in it is never replaced. Bad: `--to ~/Documents`. Good: `--to site`, a folder of its own.",
    ),
    Explanation(
        "port-in-use",
        "The port cannot be used",
        "Another program listens there, perhaps an older `serve`. Name another port, or `--port 0` for any that "
        "is free.",
    ),
    Explanation(
        "site-engine",
        "The site has errors",
        "Links that lead nowhere, pages that are missing, or a template that the site engine cannot use: each is "
        "listed with its page. A site with errors is not put in place; the old one stays as it was.",
    ),
    Explanation(
        "unsafe-page",
        "A page is not fit to publish",
        "Every built page is parsed, and may hold only elements, attributes and addresses from a list: no inline "
        "script, no event handler, nothing from another host. Most often a template of the workspace added it.",
    ),
    Explanation(
        "unsafe-path",
        "A file of the site would have an unfit name",
        "Names are made of letters, digits, `.`, `-` and `_`, below the folder of the site, and differ in more than "
        "case. Rename the page or asset.",
    ),
    Explanation(
        "front-matter",
        "A page begins with keys that it may not set",
        "Some keys at the beginning of a page reach into all other pages. The sentence lists those that are allowed.",
    ),
    Explanation(
        "site-language", "The theme does not speak this language", "A language is a code such as `en` or `pt-BR`."
    ),
    Explanation(
        "template-error",
        "A template cannot be used",
        "The place is that of the template, with its line. An unknown name, a wrong call or a syntax error; mostly in "
        "a template with which the workspace overrides a shipped one.",
    ),
    Explanation(
        "template-link",
        "A template is a link, a pipe or a device",
        "A link among the templates of a workspace could publish any file of this machine. Only files and folders are "
        "taken from there.",
    ),
    Explanation(
        "templates-too-large",
        "The templates of the workspace are too many or too large",
        "They and the assets beside them are read at once, and are part of every version. 64 MiB and 5,000 files and "
        "folders are far more than pages need.",
    ),
    Explanation(
        "statement-too-long",
        "A statement is too long",
        "A statement has at most 16,000 bytes. Put the rest on an authored page, and link to it.",
    ),
)
"""In the order in which a newcomer meets them."""


def explain_problems() -> Mapping[str, Explanation]:
    """The codes of problems, of history, imports, authored pages, secrets and gates."""
    known = (*CODES, *HISTORY_CODES, IMPORT_CHANGED, *AUTHORED_PAGE_CODES, *SECRETS, *GATES)
    return {entry.code: entry for entry in known}


def explain_metrics() -> Mapping[str, Explanation]:
    """The metrics."""
    # Late, as below: importing all rules and metrics takes a second, and `explain` reads a file made of them.
    from trustpages.assess.metrics.catalog import METRICS

    return {metric.id: metric.explained() for metric in METRICS}


def explain_formulas() -> Mapping[str, Explanation]:
    """The formulas behind the names of methods, and what counts in a window."""
    from trustpages.assess.method import FORMULAS

    return {formula.id: formula.explained() for formula in FORMULAS}


def explain_rules() -> Mapping[str, Explanation]:
    """The limitation rules."""
    from trustpages.assess.limitations.catalog import RULES

    return {rule.id: rule.explained() for rule in RULES}


def explain_refusals() -> Mapping[str, Explanation]:
    """Errors that stop a command."""
    known = (
        *COMMAND_CODES,
        *DIFF_CODES,
        *PUBLISHING_CODES,
        *EMBED_CODES,
        *BRANCH_CODES,
        *FORGE_CODES,
        *IMPORT_CODES,
        *WAREHOUSE_CODES,
        *EXPORT_CODES,
        UNKNOWN_GATE,
    )
    return {entry.code: entry for entry in known}


def explain_changes() -> Mapping[str, Explanation]:
    """The changes that a review names, and acceptances that fail it."""
    # Late, as above.
    from trustpages.review.acceptances import ACCEPTANCE_CODES
    from trustpages.review.rules.catalog import CHANGE_RULES

    return {rule.id: rule.explained() for rule in CHANGE_RULES} | {entry.code: entry for entry in ACCEPTANCE_CODES}


def explain_everything() -> Mapping[str, Explanation]:
    """All codes, metrics first."""
    return {
        **explain_metrics(),
        **explain_formulas(),
        **explain_rules(),
        **explain_changes(),
        **explain_problems(),
        **explain_refusals(),
    }
