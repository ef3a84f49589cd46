"""Problem codes of paths and files, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "path-absolute",
        "A path begins elsewhere than in its folder",
        "References stay inside the workspace, so that they mean the same on every machine. Bad: "
        "`file: /home/kim/runs.csv`, `file: C:\\runs.csv`. Good: `file: runs.csv`.",
    ),
    Explanation(
        "path-outside",
        "A path leads out of its folder",
        "A reference names a file beside the file that holds it, or below. Bad: `file: ../other-agent/runs.csv`. "
        "Good: `file: runs.csv`, with the file beside the bundle.",
    ),
    Explanation(
        "path-bad-name",
        "A name is not portable",
        "Names of files and folders consist of ASCII letters, digits, `_`, `-` and `.`; they begin with neither `.` "
        "nor `-` and do not end with `.`. Others mean different files on different systems, or look alike. Bad: "
        "`./june runs.csv`. Good: `june-runs.csv`.",
    ),
    Explanation(
        "path-device-name",
        "A name is a device on Windows",
        "`con`, `prn`, `aux`, `nul`, `com0` to `com9` and `lpt0` to `lpt9` are devices there, whatever ending they "
        "have. Bad: `aux.csv`. Good: `auxiliary.csv`.",
    ),
    Explanation(
        "path-too-long",
        "A path is too long",
        "A path inside the workspace has at most 200 characters, so that it fits wherever the workspace is unpacked. "
        "Bad: folders that repeat what the file name says. Good: `airline-desk/bundles/june.yml`.",
    ),
    Explanation(
        "path-case-collision",
        "Two names differ only in case",
        "Windows and macOS take both for the same file, and one of them disappears. Bad: `June.yml` beside "
        "`june.yml`. Good: two different names.",
    ),
    Explanation(
        "path-link",
        "A symbolic link stands in the workspace",
        "Links are not followed, since they can lead out of what was reviewed. Bad: `runs.csv -> /data/runs.csv`. "
        "Good: the file itself.",
    ),
    Explanation(
        "path-not-regular",
        "Something else stands where a file is expected",
        "Pipes, sockets and devices are never read, and a folder is no file. Bad: `file: runs` where `runs` is a "
        "folder. Good: `file: runs/june.csv`.",
    ),
    Explanation(
        "path-missing",
        "There is no such file",
        "A reference names a file that is not there; upper and lower case count. Bad: `file: Runs.csv` for a file "
        "called `runs.csv`. Good: `file: runs.csv`.",
    ),
    Explanation(
        "path-too-large",
        "A file is larger than it may be",
        "Each kind of file has a limit, so that one file cannot stop a build. Bad: a page of text of several "
        "megabytes. Good: the same in several pages.",
    ),
    Explanation(
        "path-unreadable",
        "A file or folder cannot be read",
        "The system refused, mostly for lack of permission. What cannot be read is never taken for empty. Bad: a "
        "folder that only its owner may enter. Good: `chmod -R a+rX evidence`.",
    ),
)
"""Every code that this package reports, in the order of the documentation."""
