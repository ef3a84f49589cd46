"""Why a version could not be built, published, withdrawn or signed."""

from __future__ import annotations

from trustpages.model.explained import Explained

PUBLISHING_REFUSALS: tuple[Explained, ...] = (
    Explained(
        "busy",
        "Somebody else is publishing into this folder",
        "One publication at a time holds the folder. Exit code 75: try again in a moment; nothing was changed.",
    ),
    Explained(
        "no-lock",
        "The file system has no locks",
        "Some file systems across a network have none, so two publishers at once could not be told apart. Publish "
        "into a folder on a disk of this machine, or onto a branch, and copy what was published.",
    ),
    Explained(
        "log-moved",
        "Somebody else published into this folder meanwhile",
        "A site is held against the newest version, and prints the checkpoint of the log before it. While it was "
        "built, another version was published or withdrawn. Exit code 75: run the same command again; nothing was "
        "changed.",
    ),
    Explained(
        "changed-meanwhile",
        "The evidence changed while it was read, or while the site was built",
        "A report is about one moment: what is published must be what was checked, and no document may be read from "
        "before a change and another from after it. Run the command again when nobody writes to the workspace.",
    ),
    Explained(
        "withheld-unknown",
        "What is withheld cannot be counted",
        "`trust.yml` declares how many items are withheld from an audience; an invalid workspace has no such number. "
        "`trustpages check --audience internal` says what is wrong with it.",
    ),
    Explained(
        "seal-broken",
        "The build reached for files that its audience may not see",
        "A build runs in a process that may read only what was projected for its audience. That it tried to read more "
        "is a defect of the program: please report it. Nothing was published.",
    ),
    Explained(
        "build-ended",
        "The process that built the site has ended early",
        "Mostly for want of memory. Fewer processes need less: `--jobs 1`.",
    ),
    Explained(
        "disk-full",
        "There is no room for the site",
        "Readers still see the version from before. Make room and run the same command again.",
    ),
    Explained(
        "read-only",
        "The file system cannot be written to",
        "Name a folder that can be.",
    ),
    Explained(
        "no-permission",
        "Writing is not permitted",
        "Change the owner or the mode of the folder.",
    ),
    Explained(
        "disk-error",
        "The disk did not take or return what was written",
        "Every file is read back before a version counts. Readers still see the version from before; check the disk.",
    ),
    Explained(
        "no-site",
        "The folder is no built site",
        "Only what `trustpages build` made can be published.",
    ),
    Explained(
        "odd-file",
        "The site holds something that is no plain file",
        "Links, pipes and devices are not published. Put the file itself in its place.",
    ),
    Explained(
        "reserved-path",
        "The site has a file of a name that each version keeps for itself",
        "Manifest, digests and signature stand beside the pages. Rename the page or asset.",
    ),
    Explained(
        "version-name",
        "This cannot name a version",
        "A version is a folder name such as `2026-11` or `1.2.0`, and none of those that the published folder uses "
        "itself: `latest`, `versions`, `log`, `versions.json`.",
    ),
    Explained(
        "version-exists",
        "The version was published with other content",
        "A published version is immutable. Publish the new content under another name.",
    ),
    Explained(
        "version-withdrawn",
        "The version was withdrawn",
        "A withdrawn version keeps its name and its tombstone. Publish under another name.",
    ),
    Explained(
        "version-damaged",
        "What stands there is not what was published",
        "The files differ from the manifest, so nothing more is said in their name. Restore the folder from a copy; "
        "`trustpages verify` lists what differs.",
    ),
    Explained(
        "unknown-version",
        "No such version was published",
        "`versions.json` in the published folder lists those that were.",
    ),
    Explained(
        "not-published",
        "The folder is no published folder",
        "A published folder is made by the first `trustpages publish`, and holds a log of its versions.",
    ),
    Explained(
        "log-damaged",
        "The log of the published folder cannot be continued",
        "An entry is missing or changed. Restore `log/` from a copy: buyers who kept a checkpoint would notice any "
        "other way out.",
    ),
    Explained(
        "log-origin",
        "The publisher cannot name a log",
        "The log is named after the publisher in `trust.yml`, in characters that fit into one line.",
    ),
    Explained(
        "other-log",
        "The folder belongs to another publisher or audience",
        "One folder holds the versions of one publisher for one audience. Name another folder.",
    ),
    Explained(
        "checkpoint-malformed",
        "This is not a checkpoint of a log",
        "A checkpoint is the small text that `publish` prints and that stands in `log/checkpoint`; keep it as it is.",
    ),
    Explained(
        "reason",
        "A withdrawal needs a reason",
        "The reason is published with the tombstone, so no secret may stand in it. One or two sentences will do.",
    ),
    Explained(
        "signing-key",
        "The key could not sign",
        "`--sign` names a private SSH key that ssh-keygen can use, with its agent or without a passphrase.",
    ),
    Explained(
        "ssh-keygen-missing",
        "To sign, ssh-keygen is needed",
        "It belongs to OpenSSH. Without it a version can be published unsigned.",
    ),
    Explained(
        "sigstore-missing",
        "To sign with Sigstore, the extra is needed",
        "`pip install 'trustpages[sigstore]'`. An SSH key needs nothing but OpenSSH: `--sign KEY`.",
    ),
    Explained(
        "sigstore-identity",
        "Nobody vouches for the identity of this process",
        "Sigstore signs as the job of a CI service, which must be allowed to ask for an identity token: on GitHub "
        "`permissions: id-token: write`, on GitLab `id_tokens:` with the audience `sigstore`.",
    ),
    Explained(
        "sigstore-failed",
        "Sigstore did not sign",
        "It needs the network: for its roots of trust, a certificate, and an entry in its public log. Nothing was "
        "published; run it again, or sign with `--sign KEY`, which needs no network.",
    ),
)
"""In the order in which a publication meets them."""
