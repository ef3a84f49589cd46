"""Sigstore: a DSSE envelope over the Statement, signed by an identity instead of a key, in a bundle beside it.

Only this file speaks to the package `sigstore`, which is an extra. Whatever it raises becomes one error here: its
own exceptions have no common root, and those of what it is built on come through. Signing needs the network, and
an identity that the place of the run vouches for; checking needs neither, with the roots of trust that the package
brings along.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustpages.model.problem import CannotGoOn
from trustpages.publish.verifier.trustverify import SIGSTORE
from trustpages.publish.versions.signing import Signature, Signing

if TYPE_CHECKING:
    from sigstore.models import ClientTrustConfig
    from sigstore.oidc import IdentityToken
    from sigstore.sign import SigningContext
    from sigstore.verify import Verifier

PAYLOAD_TYPE = "application/vnd.in-toto+json"
INSTALL = "pip install 'trustpages[sigstore]'"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is expected to have signed: an address or workflow, and the issuer that vouches for it."""

    name: str
    issuer: str


class BadBundle(Exception):
    """The bundle is none, or does not show what it should; the sentence says why."""


def is_installed() -> bool:
    """Whether the extra is there."""
    try:
        import sigstore.sign  # noqa: F401 - asked for, not used
    except ImportError:
        return False
    return True


def sigstore_signing() -> Signing:
    """The way to sign with the identity of the place in which this runs, asked for before anything is built.

    Raises CannotGoOn: `sigstore-missing` without the extra, `sigstore-identity` where nobody vouches for this
    process, `sigstore-failed` where the service cannot be reached.
    """
    if not is_installed():
        raise CannotGoOn("sigstore-missing", "to sign with Sigstore, the extra is needed", INSTALL)
    from sigstore.models import ClientTrustConfig
    from sigstore.sign import SigningContext

    _ambient_token()
    with _one_error():
        config: ClientTrustConfig = ClientTrustConfig.production()
        context = SigningContext.from_trust_config(config)
    # Asked for anew: a token lives for minutes, and a build may take longer.
    return Signing(SIGSTORE, lambda statement: signature_by(context, _ambient_token(), statement))


def signature_by(context: SigningContext, token: IdentityToken, statement: bytes) -> Signature:
    """The bundle over the bytes of a Statement; raises CannotGoOn `sigstore-failed`."""
    from sigstore.dsse import Statement

    with _one_error(), context.signer(token) as signer:
        bundle = signer.sign_dsse(Statement(statement))
        return Signature(SIGSTORE, bundle.to_json().encode(), None)


def _ambient_token() -> IdentityToken:
    from sigstore.oidc import IdentityToken, detect_credential

    with _one_error():
        found = detect_credential()
        token = None if found is None else IdentityToken(found)
    if token is None:
        raise CannotGoOn(
            "sigstore-identity",
            "nobody vouches for the identity of this process",
            "run it in CI with permission to ask for an identity token (`id-token: write`), or sign with --sign KEY",
        )
    return token


def default_verifier() -> Verifier:
    """The verifier with the roots of trust that the package brings along; asks no network."""
    from sigstore.verify import Verifier

    return Verifier.production(offline=True)


def check_bundle(bundle: bytes, statement: bytes, who: Identity, verifier: Verifier) -> None:
    """Returns if the bundle is a signature by `who` over exactly these bytes; raises BadBundle.

    What was signed counts, never how the envelope is spelled: several spellings carry one signature.
    """
    from sigstore.models import Bundle
    from sigstore.verify import policy

    try:
        wanted = policy.Identity(identity=who.name, issuer=who.issuer)
        kind, payload = verifier.verify_dsse(Bundle.from_json(bundle), wanted)
    except Exception as error:
        raise BadBundle(" ".join(str(error).split()) or type(error).__name__) from error
    if kind != PAYLOAD_TYPE or payload != statement:
        raise BadBundle("it signs something else than the statement of this version")


@contextmanager
def _one_error() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise CannotGoOn(
            "sigstore-failed",
            f"Sigstore did not sign: {said}",
            "check the network and the permissions of the job, and run it again; nothing was published",
        ) from error
