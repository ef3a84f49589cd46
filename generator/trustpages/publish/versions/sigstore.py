"""Sigstore: sign a Statement with the identity of a CI job, and check who signed the versions of a published folder.

The bundle holds a DSSE envelope over the Statement (https://docs.sigstore.dev/about/bundle/). Only this module uses
the package `sigstore`, which is an extra. Signing needs the network and an identity token of a CI service; verifying
needs neither, with the roots of trust that the package ships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import read_plain
from trustpages.publish.verifier.trustverify import LOG_SIGSTORE, NO_IDENTITY, SIGSTORE, Outcome, plain
from trustpages.publish.versions.log_signing import read_signed
from trustpages.publish.versions.manifest import STATEMENT
from trustpages.publish.versions.published_folder import list_versions
from trustpages.publish.versions.signing import Signature, Signing
from trustpages.system.extras import describe_missing

if TYPE_CHECKING:
    from sigstore.models import ClientTrustConfig
    from sigstore.oidc import IdentityToken
    from sigstore.sign import SigningContext
    from sigstore.verify import Verifier

PAYLOAD_TYPE = "application/vnd.in-toto+json"
_MISSING: Final = describe_missing("sigstore", "sigstore")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is expected to have signed: an address or workflow, and the issuer that vouches for it."""

    name: str
    issuer: str


class BadBundle(Exception):
    """The bundle is malformed, or no signature by the expected identity over the Statement; the text says which."""


def is_installed() -> bool:
    """True if the extra `sigstore` is installed."""
    try:
        import sigstore.sign  # noqa: F401 - asked for, not used
    except ImportError:
        return False
    return True


def make_sigstore_signing() -> Signing:
    """Signs with the identity of the CI job, whose token is requested before anything is built.

    Raises TrustpagesError: `sigstore-missing` without the extra, `sigstore-identity` where nobody vouches for this
    process, `sigstore-failed` where the service cannot be reached.
    """
    if not is_installed():
        raise TrustpagesError("sigstore-missing", _MISSING.sentence, _MISSING.remedy)
    from sigstore.models import ClientTrustConfig
    from sigstore.sign import SigningContext

    _ask_for_token()
    with _translate_errors():
        config: ClientTrustConfig = ClientTrustConfig.production()
        context = SigningContext.from_trust_config(config)
    # Requested again for each signature: a token is valid for minutes, and a build may take longer.
    return sign_in_context(context, _ask_for_token)


def sign_in_context(context: SigningContext, ask: Callable[[], IdentityToken]) -> Signing:
    """The way to sign as whoever the token names that `ask` returns."""
    return Signing(
        SIGSTORE,
        lambda statement: sign_with_sigstore(context, ask(), statement),
        LOG_SIGSTORE,
        lambda signed: sign_with_sigstore(context, ask(), signed.statement()).content,
    )


def sign_with_sigstore(context: SigningContext, token: IdentityToken, statement: bytes) -> Signature:
    """The bundle over the bytes of a Statement; raises TrustpagesError `sigstore-failed`."""
    from sigstore.dsse import Statement

    with _translate_errors(), context.signer(token) as signer:
        bundle = signer.sign_dsse(Statement(statement))
        return Signature(SIGSTORE, bundle.to_json().encode(), None)


def _ask_for_token() -> IdentityToken:
    from sigstore.oidc import IdentityToken, detect_credential

    with _translate_errors():
        found = detect_credential()
        token = None if found is None else IdentityToken(found)
    if token is None:
        raise TrustpagesError(
            "sigstore-identity",
            "nobody vouches for the identity of this process",
            "run it in CI with permission to ask for an identity token (`id-token: write`), or sign with --sign KEY",
        )
    return token


def make_verifier() -> Verifier:
    """The verifier with the roots of trust that the package ships; uses no network."""
    from sigstore.verify import Verifier

    return Verifier.production(offline=True)


def check_bundle(bundle: bytes, statement: bytes, who: Identity, verifier: Verifier) -> None:
    """Returns if the bundle is a signature by `who` over exactly these bytes; raises BadBundle.

    The signed payload is compared, never the envelope: one signature has several JSON encodings.
    """
    from sigstore.models import Bundle
    from sigstore.verify import policy

    try:
        wanted = policy.Identity(identity=who.name, issuer=who.issuer)
        kind, payload = verifier.verify_dsse(Bundle.from_json(bundle), wanted)
    except Exception as error:  # a bundle is untrusted input, and dependencies raise errors of their own
        raise BadBundle(" ".join(str(error).split()) or type(error).__name__) from error
    if kind != PAYLOAD_TYPE or payload != statement:
        raise BadBundle("it signs something else than the statement that it lies beside")


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # those of sigstore have no common base, and those of its dependencies come through
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TrustpagesError(
            "sigstore-failed",
            f"Sigstore did not sign: {reason}",
            "check the network and the permissions of the job, and run it again; nothing was published",
        ) from error


if TYPE_CHECKING:
    from sigstore.verify import Verifier


def check_identities(
    folder: Path, who: Identity, out: Outcome, verifier: Callable[[], Verifier] = make_verifier
) -> None:
    """Adds each version signed by `who` to `out`, and a failure for each other bundle and a newest version without one.

    Without the extra, `out` says that the identity was not checked.
    """
    if any(
        "[no-checkpoint]" in failure or "[log-altered]" in failure or "[missing-entry]" in failure
        for failure in out.failures
    ):
        return  # without a log there are no versions
    names = [stored.published.version for stored in list_versions(folder)]
    if names and not (folder / names[-1] / SIGSTORE).is_file():
        out.fail("unsigned", f"{names[-1]}/{SIGSTORE}", "there is no Sigstore bundle")
    signed = read_signed(folder)
    if signed and not (folder / LOG_SIGSTORE).is_file():
        out.fail("unsigned", LOG_SIGSTORE, "there is no Sigstore bundle")
    if not is_installed():
        out.unchecked.append(f"the identity {plain(who.name)}: {_MISSING.sentence} ({_MISSING.remedy})")
        return
    bundles = [path for path in (*(f"{name}/{SIGSTORE}" for name in names), LOG_SIGSTORE) if (folder / path).is_file()]
    trusted = verifier() if bundles else None
    for path in bundles:
        if trusted is not None:
            _check_identity(folder, path, who, trusted, out)


def _check_identity(folder: Path, path: str, who: Identity, verifier: Verifier, out: Outcome) -> None:
    note = NO_IDENTITY.format(path=path)
    out.unchecked[:] = [line for line in out.unchecked if line != note]
    try:
        check_bundle(read_plain(folder / path), _read_statement(folder, path), who, verifier)
    except (BadBundle, TrustpagesError, OSError) as error:
        out.fail("bad-signature", path, f"it is no signature by {plain(who.name)}: {plain(str(error))}")
    else:
        what = "the end of the log" if path == LOG_SIGSTORE else path.partition("/")[0]
        out.passed.append(f"{what}: signed by {plain(who.name)}, says {plain(who.issuer)}")


def _read_statement(folder: Path, path: str) -> bytes:
    """The bytes that the bundle at this path must have signed; raises OSError, BadBundle."""
    if path != LOG_SIGSTORE:
        return read_plain((folder / path).parent / STATEMENT)
    signed = read_signed(folder)
    if signed is None:
        raise BadBundle("there is no signed checkpoint beside it")
    return signed.statement()
