"""Why an export comes to nothing."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

EXPORT_CODES: Final = (
    Explanation(
        "export-format",
        "There is no such format to export to",
        "`trustpages export --help` lists the formats. Bad: `--format cyclone-dx`. Good: `--format cyclonedx`.",
    ),
    Explanation(
        "export-audience",
        "The audience may not see the agent",
        "An export is made from what its audience may see, the public unless said otherwise. Choose the audience that "
        "it is for, as in `--audience internal`, or say `visibility: public` in the agent's documents.",
    ),
    Explanation(
        "export-empty",
        "The format has no place for anything that there is",
        "Formats for results of evaluations take scores, tests and red teams, and no real use, audits or promises. "
        "Others take promises: `--format oscal`.",
    ),
    Explanation(
        "export-option",
        "An option changes nothing about the format",
        "`--font` is for PDF, `--template` for slides, `--release` for documents. Bad: `--format oscal --font FILE`. "
        "Good: `--format pdf --font FILE`.",
    ),
    Explanation(
        "export-font",
        "A file is no font",
        "What `--font` names is read as TrueType or OpenType: `.ttf`, `.otf`, or a collection, of which the first font "
        "is taken.",
    ),
    Explanation(
        "export-template",
        "A file cannot be the template of slides",
        "Slides go to other people, so a template holds no macros, nothing that another program would open, and "
        "nothing that lies elsewhere. It is a `.pptx` of at most 32 MB; its own slides are left out.",
    ),
    Explanation(
        "export-binary",
        "A document would go to a terminal",
        "PDF, slides and workbooks are no text. Bad: `--format pdf`. Good: `--format pdf -o desk.pdf`.",
    ),
    Explanation(
        "export-folder",
        "The export has several files, and goes to standard output",
        "Results of different producers, tools or versions stand in files of their own. Name a folder: `-o exports`.",
    ),
    Explanation(
        "export-framework",
        "The format has no place for the items of a framework",
        "Items with their states are a table or a component definition. Bad: `--framework nist-ai-rmf --format "
        "openslo`. Good: `--framework nist-ai-rmf --format csv`; `xlsx`, `md` and `oscal` have a place for them, too.",
    ),
    Explanation(
        "unknown-framework",
        "There is no framework of that name",
        "Several come with the program, and a workspace has its own in `evidence/frameworks/`. Bad: `--framework "
        "NIST`. Good: `--framework nist-ai-rmf`.",
    ),
    Explanation(
        "unknown-claim",
        "The agent has no such claim",
        "A claim is named as `AGENT/CLAIM`, by its id in `claims.yml`. `trustpages claims --sayable AGENT` lists them.",
    ),
    Explanation(
        "claim-audience",
        "The audience may not see the claim",
        "Choose the audience that it is for, as in `--audience internal`, or say `visibility: public` with the claim.",
    ),
    Explanation(
        "claim-not-sayable",
        "The sentence may not be said today",
        "A sentence may be said while current evidence supports it, the report has not expired, nobody took it back, "
        "no critical limitation is about it, and no open dispute would turn it. The refusal says which of these does "
        "not hold, and what would help. `trustpages claims --sayable` lists what may be said.",
    ),
    Explanation(
        "claim-low-n",
        "The figure of the sentence rests on too little",
        "A share of few independent outcomes, or with a wide range, stands as counts and never as a headline "
        "(`low_n` in the policy). More outcomes make it possible: the refusal says how many.",
    ),
)
