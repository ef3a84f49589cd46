"""Error codes of publishing, withdrawing and signing, in a folder or on a branch, each with its explanation."""

from __future__ import annotations

from trustpages.model.problem import Explanation

PUBLISHING_CODES: tuple[Explanation, ...] = (
    Explanation(
        "busy",
        "Somebody else is publishing into this folder",
        "One publication at a time holds the folder. Exit code 75: try again in a moment; nothing was changed.",
    ),
    Explanation(
        "no-lock",
        "The file system has no locks",
        "Some file systems across a network have none, so two publishers at once could not be told apart. Publish "
        "into a folder on a disk of this machine, or onto a branch, and copy what was published.",
    ),
    Explanation(
        "log-moved",
        "Somebody else published into this folder meanwhile",
        "A site is held against the newest version, and prints the checkpoint of the log before it. While it was "
        "built, another version was published or withdrawn. Exit code 75: run the same command again; nothing was "
        "changed.",
    ),
    Explanation(
        "changed-meanwhile",
        "The evidence changed while it was read, or while the site was built",
        "A report is about one moment: what is published must be what was checked, and no document may be read from "
        "before a change and another from after it. Run the command again when nobody writes to the workspace.",
    ),
    Explanation(
        "withheld-unknown",
        "What is withheld cannot be counted",
        "`trust.yml` declares how many items are withheld from an audience; an invalid workspace has no such number. "
        "`trustpages check --audience internal` says what is wrong with it.",
    ),
    Explanation(
        "seal-broken",
        "The build reached for files that its audience may not see",
        "A build runs in a process that may read only what was projected for its audience. That it tried to read more "
        "is a defect of the program: please report it. Nothing was published.",
    ),
    Explanation(
        "build-ended",
        "The process that built the site has ended early",
        "For want of memory, or by a defect of the program, which the last line that the process wrote tells: please "
        "report it. Fewer processes need less memory: `--jobs 1`.",
    ),
    Explanation(
        "disk-full",
        "There is no room for the site",
        "Readers still see the version from before. Make room and run the same command again.",
    ),
    Explanation("read-only", "The file system cannot be written to", "Name a folder that can be."),
    Explanation("no-permission", "Writing is not permitted", "Change the owner or the mode of the folder."),
    Explanation(
        "disk-error",
        "The disk did not take or return what was written",
        "Every file is read back before a version counts. Readers still see the version from before; check the disk.",
    ),
    Explanation("no-site", "The folder is no built site", "Only what `trustpages build` made can be published."),
    Explanation(
        "odd-file",
        "The site holds something that is no plain file",
        "Links, pipes and devices are not published. Put the file itself in its place.",
    ),
    Explanation(
        "file-too-large",
        "A published file is larger than any verifier reads",
        "`verify` refuses a file beyond 256 MiB, and a manifest beyond 64, so that nobody is made to read for hours. "
        "Large data stay where they are: the report has what was counted in them.",
    ),
    Explanation(
        "reserved-path",
        "The site has a file of a name that each version keeps for itself",
        "Manifest, digests and signature stand beside the pages. Rename the page or asset.",
    ),
    Explanation(
        "version-name",
        "This cannot name a version",
        "A version is a folder name such as `2026-11` or `1.2.0`, and none of those that the published folder uses "
        "itself: `latest`, `versions`, `log`, `versions.json`, `404.html`, `sitemap.xml`.",
    ),
    Explanation(
        "version-exists",
        "The version was published with other content",
        "A published version is immutable. Publish the new content under another name.",
    ),
    Explanation(
        "version-withdrawn",
        "The version was withdrawn",
        "A withdrawn version keeps its name and its tombstone. Publish under another name.",
    ),
    Explanation(
        "version-damaged",
        "What stands there is not what was published",
        "The files differ from the manifest, so nothing more is said in their name. Restore the folder from a copy; "
        "`trustpages verify` lists what differs.",
    ),
    Explanation(
        "unknown-version",
        "No such version was published",
        "`versions.json` in the published folder lists those that were.",
    ),
    Explanation(
        "not-published",
        "The folder is no published folder",
        "A published folder is made by the first `trustpages publish`, and holds a log of its versions.",
    ),
    Explanation(
        "log-damaged",
        "The log of the published folder cannot be continued",
        "An entry is missing or changed. Restore `log/` from a copy: buyers who kept a checkpoint would notice any "
        "other way out.",
    ),
    Explanation(
        "log-origin",
        "The publisher cannot name a log",
        "The log is named after the publisher in `trust.yml`, in characters that fit into one line.",
    ),
    Explanation(
        "other-log",
        "The folder belongs to another publisher or audience",
        "One folder holds the versions of one publisher for one audience. Name another folder.",
    ),
    Explanation(
        "reason",
        "A withdrawal needs a reason",
        "The reason is published with the tombstone, so no secret may stand in it. One or two sentences will do.",
    ),
    Explanation(
        "signing-key",
        "The key could not sign",
        "`--sign` names a private SSH key that ssh-keygen can use, with its agent or without a passphrase.",
    ),
    Explanation(
        "ssh-keygen-missing",
        "To sign, ssh-keygen is needed",
        "It belongs to OpenSSH. Without it a version can be published unsigned.",
    ),
    Explanation(
        "sigstore-missing",
        "To sign with Sigstore, the extra is needed",
        "`pip install 'WHEEL[sigstore]'`. An SSH key needs nothing but OpenSSH: `--sign KEY`.",
    ),
    Explanation(
        "sigstore-identity",
        "Nobody vouches for the identity of this process",
        "Sigstore signs as the job of a CI service, which must be allowed to ask for an identity token: on GitHub "
        "`permissions: id-token: write`, on GitLab `id_tokens:` with the audience `sigstore`.",
    ),
    Explanation(
        "sigstore-failed",
        "Sigstore did not sign",
        "It needs the network: for its roots of trust, a certificate, and an entry in its public log. Nothing was "
        "published; run it again, or sign with `--sign KEY`, which needs no network.",
    ),
)
"""In the order in which a publication meets them."""


EMBED_CODES: tuple[Explanation, ...] = (
    Explanation(
        "no-copy",
        "The copy cannot be read",
        "`embed check` takes a file, or an address that begins with `http://` or `https://`.",
    ),
    Explanation(
        "no-embed",
        "The file does not say that it is an embed",
        "Cards and badges carry a line by which they are known. A picture that was saved anew, a file of JSON and the "
        "page of somebody who shows a card have none: hold the file against the published folder, by `--against`.",
    ),
    Explanation(
        "copy-address",
        "The address of the copy is of no use",
        "It is asked once, by http or https; redirects are followed on the same host alone, and no answer of more than "
        "4 MiB is read.",
    ),
    Explanation(
        "copy-unreachable",
        "The address of the copy cannot be reached",
        "Nobody answered, or not in time. Exit code 75: try again, or save the copy and check the file.",
    ),
)
"""Codes of what stands on pages of others."""

BRANCH_CODES: tuple[Explanation, ...] = (
    Explanation(
        "no-repository",
        "The workspace is in no git repository",
        "A branch or a revision belongs to a repository, that of the workspace. `git init` makes one; `--to DIR` needs "
        "none, nor do two folders that are compared.",
    ),
    Explanation(
        "git-unable",
        "Git could not do what was asked",
        "It is not installed, too old (2.31 or later is needed), does not trust the folder, or has no room; the "
        "sentence says which. The branch is as it was. `--to DIR` publishes without git.",
    ),
    Explanation(
        "git-identity",
        "Git does not know who commits",
        "Each version on a branch is a commit, and a commit has an author. Good: `git config user.name NAME` and "
        "`git config user.email ADDRESS`, or the variables `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`.",
    ),
    Explanation(
        "branch-name",
        "This cannot name a branch",
        "A short name that git takes, such as `gh-pages`, without `refs/heads/`, and no name that only stands for "
        "another branch.",
    ),
    Explanation(
        "branch-checked-out",
        "The branch is checked out in a work tree",
        "Publishing never touches a work tree, and a branch that moved under one would look as if all its files had "
        "been changed. Use a branch for what is published and nothing else.",
    ),
    Explanation(
        "branch-not-ours",
        "The branch holds something else",
        "A branch holds one published folder, and beside it only what hosts want: `CNAME`, `.nojekyll`, `_headers`, "
        "`_redirects`, `robots.txt`, `.well-known`. Name a new branch; the first publication makes it.",
    ),
    Explanation(
        "branch-moved",
        "Somebody else changed the branch meanwhile",
        "The site is held against the newest version on the branch, and that is not the newest any more. Exit code "
        "75: run the same command again; neither version is lost.",
    ),
    Explanation(
        "branch-diverged",
        "The branch and that of the remote went apart",
        "Each has versions that the other lacks, so each has a log that the other contradicts. Readers must see one "
        "log: keep the one that was public (`git branch -f NAME origin/NAME` takes the remote's), and publish again "
        "what only the other has.",
    ),
    Explanation(
        "unknown-remote",
        "There is no remote of that name",
        "`--remote` takes the name of a remote, not an address. `git remote` lists them, `git remote add` adds one.",
    ),
    Explanation(
        "remote-failed",
        "The remote repository did not answer, or refused the branch",
        "The address, the network, the rights, or a rule of the host. What the remote does not have is not on the "
        "branch here either: run the same command again when it is mended.",
    ),
)
"""In the order in which a publication meets them."""
