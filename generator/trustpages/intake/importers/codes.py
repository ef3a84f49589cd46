"""Why an import comes to nothing: what is wrong with the files, or what nobody has said of them."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

IMPORT_CODES: Final = (
    Explanation(
        "import-format",
        "The format of the files is not known",
        "Either no importer knows the files, or the named format does not exist. `trustpages import --format` takes "
        "one by name; files of any other form can be counted as they are by the keys under `data` of an item.",
    ),
    Explanation(
        "import-empty",
        "There is nothing to import",
        "No file is at the paths, or the files hold no record. Name the file that the tool wrote, or its folder.",
    ),
    Explanation(
        "import-item",
        "The input has no item of that name",
        "One input may hold several items, such as one a task. Without --item all of them are imported.",
    ),
    Explanation(
        "import-agent",
        "Nobody says which agent the files are about",
        "Evidence is evidence about one agent, and files of other tools do not use your ids. Good: --agent desk.",
    ),
    Explanation(
        "import-benchmark",
        "Nobody says which benchmark it is",
        "A score counts as evidence only beside what is known of its benchmark, and a leaderboard stands in its "
        "document. Good: --benchmark swe-bench-verified.",
    ),
    Explanation(
        "import-entrant",
        "Nobody says which entry of the leaderboard is the agent",
        "Entries bear the names of others: which of them is yours is never guessed. Good: --entrant 'Agent 2 (high)'. "
        "Without --agent the whole leaderboard is imported.",
    ),
    Explanation(
        "import-undated",
        "Nobody says on which days it was recorded",
        "Evidence ages from its last day of collection, so a day is never guessed. "
        "Good: --collected 2026-03-01 2026-03-31.",
    ),
    Explanation(
        "import-outside",
        "The days given leave out a part of the input",
        "What was recorded on other days would be left out without a word. The input says its days itself: leave "
        "--collected out, or give days that hold all of it.",
    ),
    Explanation(
        "import-miscounted",
        "Two records of the input have one name",
        "Each record becomes a row of its own, and no row may be lost. Import the files of one run at a time.",
    ),
    Explanation(
        "import-file",
        "A file of the input cannot be read",
        "Only regular files are read, links are not followed. Check the name and the permissions.",
    ),
    Explanation(
        "import-text", "A file of the input is not UTF-8", "Save it as UTF-8. Nothing is guessed about other encodings."
    ),
    Explanation(
        "import-json",
        "A file of the input is not JSON",
        "It is cut short, damaged, or nested more deeply than any tool writes. Write it again.",
    ),
    Explanation(
        "import-yaml",
        "A file of the input is not YAML that can be read",
        "It is cut short or damaged, refers to itself by aliases, or holds more values than a list of results has. "
        "Write it again.",
    ),
    Explanation(
        "import-archive",
        "An archive of the input is damaged",
        "Its members cannot be unpacked, or have other checksums than it says. Write it again.",
    ),
    Explanation(
        "import-too-large",
        "The input is too large",
        "A file may have 256 MiB, unpacked as well, an import 1 GiB and 20,000 files. Import one run at a time.",
    ),
    Explanation(
        "import-extra",
        "A library is missing that the format needs",
        "The extra `importers` brings it: install the wheel or revision again, with the extra.",
    ),
    Explanation(
        "import-form",
        "The file is not laid out as the format demands",
        "It is of another format, or of a version of it that is not known. The sentence names what is missing.",
    ),
    Explanation(
        "invalid-workspace",
        "The workspace is not valid as it is",
        "Nothing is written into a workspace that cannot be read. `trustpages check` says what is wrong.",
    ),
)
"""Every reason for which nothing is imported."""
