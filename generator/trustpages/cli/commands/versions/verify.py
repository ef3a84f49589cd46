"""`trustpages verify`: verify a published folder offline."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import DayType, trust_option
from trustpages.cli.terminal import Commentary, complain


@click.command(name="verify")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--pin", metavar="CHECKPOINT", help="A checkpoint that you kept, signed or not: its file, or its lines.")
@click.option(
    "--allowed-signers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keys that may sign, in ssh-keygen's format.",
)
@click.option(
    "--sigstore-identity", metavar="WHO", help="Who must have signed with Sigstore, an address or a workflow."
)
@click.option("--sigstore-issuer", metavar="URL", help="The issuer that must vouch for that identity.")
@click.option("--now", type=DayType(), metavar="DATE", help="Day to check the expiry for. [default: today, UTC]")
@click.option(
    "--rebuild",
    "workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="WORKSPACE",
    help="Build a version again from this workspace, and compare every byte.",
)
@click.option("--version", metavar="NAME", help="The version to build again. [default: the newest]")
@trust_option
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: the cores of this machine]")
def command(
    directory: Path,
    pin: str | None,
    allowed_signers: Path | None,
    sigstore_identity: str | None,
    sigstore_issuer: str | None,
    now: date | None,
    workspace: Path | None,
    version: str | None,
    trust_templates: bool,
    jobs: int | None,
) -> None:
    """Check a published folder offline: digests, log, signatures, verdicts, expiry; say what was not checked.

    Verdicts of the newest version are decided again from its counts. With --pin the first entry that was rewritten
    since is named. With --rebuild the pages are made again from the documents. All but the rebuild is in every
    published version as two files that need Python alone.
    Exit code 5: verification failed.

    \b
    Example:
      trustpages verify published --pin checkpoint.txt --allowed-signers signers
      trustpages verify published --rebuild workspace
    """
    from trustpages.publish.verifier.trustverify import COULD_NOT_RUN, CannotCheck, conclude
    from trustpages.publish.versions.sigstore import Identity
    from trustpages.workflow.commands.verify import VerifyOptions, verify_folder
    from trustpages.workflow.run import OwnTemplates
    from trustpages.workflow.versions.rebuild import RebuildOptions

    if version is not None and workspace is None:
        raise click.UsageError("--version says what to build again, and needs --rebuild WORKSPACE.")
    if (sigstore_identity is None) != (sigstore_issuer is None):
        raise click.UsageError("--sigstore-identity and --sigstore-issuer go together.")
    who = Identity(sigstore_identity, sigstore_issuer) if sigstore_identity and sigstore_issuer else None
    own = OwnTemplates.TRUSTED if trust_templates else OwnTemplates.UNUSED
    rebuild = None if workspace is None else RebuildOptions(workspace, version, jobs or os.cpu_count() or 1, own)
    options = VerifyOptions(pin, allowed_signers, now, rebuild, who)
    try:
        outcome = verify_folder(directory, options, Commentary().step)
    except CannotCheck as error:
        complain(f"cannot check: {error}")
        sys.exit(COULD_NOT_RUN)
    sys.exit(conclude(outcome))
