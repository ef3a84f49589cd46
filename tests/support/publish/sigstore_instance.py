"""A Sigstore of one's own: an authority, a log of certificates and a log of signatures, without a network.

What the package `sigstore` checks is checked here as well: its own code asks for the certificate, submits the entry
and verifies the bundle. Only the two services at the other end are played.
"""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from sigstore._internal.fulcio import FulcioCertificateSigningResponse
from sigstore._internal.rekor.client import RekorClient
from sigstore.models import TransparencyLogEntry, TrustedRoot
from sigstore.oidc import IdentityToken
from sigstore.sign import SigningContext
from sigstore.verify import Verifier
from sigstore_models.trustroot import v1 as trustroot

from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.sigstore import Identity, sign_in_context

ISSUER = "https://issuer.example.com"
WHO = Identity("trust@example.com", ISSUER)

_ISSUER_OID = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
_SCT_OID = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - certificates live for minutes


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _signed(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Instance:
    """The keys of an instance; `identity` and `issuer` are what its authority writes into certificates."""

    authority: ec.EllipticCurvePrivateKey = field(default_factory=_key)
    certificates: ec.EllipticCurvePrivateKey = field(default_factory=_key)
    signatures: ec.EllipticCurvePrivateKey = field(default_factory=_key)
    now: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        self.root = self._root()

    def signing(self, who: Identity = WHO) -> Signing:
        """The way to sign as `who`."""
        context = SigningContext(
            fulcio=_Authority(self, who),  # type: ignore[arg-type]  # plays the client
            rekor=_Log(self),
            trusted_root=self.trusted_root(),
        )
        return sign_in_context(context, lambda: self.token(who))

    def verifier(self) -> Verifier:
        """The verifier that trusts this instance."""
        return Verifier(trusted_root=self.trusted_root())

    def trusted_root(self) -> TrustedRoot:
        """The keys of the instance, as a client keeps them."""
        start = {"start": (self.now - timedelta(days=1)).isoformat().replace("+00:00", "Z")}
        logs = [
            {
                "baseUrl": "https://log.example.com",
                "hashAlgorithm": "SHA2_256",
                "publicKey": {"rawBytes": _text(_der(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": start},
                "logId": {"keyId": _text(sha256(_der(key)).digest())},
            }
            for key in (self.signatures, self.certificates)
        ]
        root = {
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": [logs[0]],
            "ctlogs": [logs[1]],
            "certificateAuthorities": [
                {
                    "subject": {"organization": "example.com", "commonName": "authority"},
                    "uri": "https://authority.example.com",
                    "certChain": {"certificates": [{"rawBytes": _text(self.root.public_bytes(Encoding.DER))}]},
                    "validFor": start,
                }
            ],
            "timestampAuthorities": [],
        }
        return TrustedRoot(trustroot.TrustedRoot.from_json(json.dumps(root)))

    def token(self, who: Identity) -> IdentityToken:
        """What an issuer would hand out to `who`."""
        claims = {
            "aud": "sigstore",
            "sub": who.name,
            "iss": who.issuer,
            "iat": self.now,
            "exp": self.now + timedelta(minutes=10),
        }
        return IdentityToken(jwt.encode(claims, "a secret of the issuer, known to nobody", algorithm="HS256"))

    def _root(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
        key = self.authority.public_key()
        usage = dict.fromkeys(
            (
                "digital_signature",
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        return (
            self._builder(name, name, key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .sign(self.authority, hashes.SHA256())
        )

    def _builder(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - timedelta(minutes=1))
            .not_valid_after(self.now + timedelta(minutes=10))
        )

    def certificate(self, key: ec.EllipticCurvePublicKey, who: Identity) -> x509.Certificate:
        """A certificate of a few minutes for `who`, with the receipt of the log of certificates."""
        usage = dict.fromkeys(
            (
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "key_cert_sign",
                "crl_sign",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.authority.public_key())
        builder = (
            self._builder(x509.Name([]), self.root.subject, key)
            .add_extension(x509.KeyUsage(**usage, digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
            .add_extension(identifier, critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(who.name)]), critical=True)
            .add_extension(x509.UnrecognizedExtension(_ISSUER_OID, who.issuer.encode()), critical=False)
        )
        before = builder.sign(self.authority, hashes.SHA256()).tbs_certificate_bytes
        receipt = x509.UnrecognizedExtension(_SCT_OID, self._receipt(before))
        return builder.add_extension(receipt, critical=False).sign(self.authority, hashes.SHA256())

    def _receipt(self, certificate: bytes) -> bytes:
        """RFC 6962, 3.2 and 3.3: a list of one receipt for a certificate that had none yet."""
        stamp = int(self.now.timestamp() * 1000)
        entry = sha256(_der(self.authority)).digest() + len(certificate).to_bytes(3, "big") + certificate
        signature = _signed(self.certificates, struct.pack("!BBQH", 0, 0, stamp, 1) + entry + b"\0\0")
        receipt = struct.pack("!B32sQH", 0, sha256(_der(self.certificates)).digest(), stamp, 0)
        receipt += struct.pack("!BBH", 4, 3, len(signature)) + signature
        listed = struct.pack("!HH", len(receipt) + 2, len(receipt)) + receipt
        length = bytes([len(listed)]) if len(listed) < 128 else bytes([0x81, len(listed)])
        return b"\x04" + length + listed

    def entry(self, body: bytes) -> TransparencyLogEntry:
        """The only entry of a log of signatures, with its proof and promise."""
        log_id = sha256(_der(self.signatures)).digest()
        root = sha256(b"\0" + body).digest()
        note = f"log.example.com\n1\n{_text(root)}\n"
        signature = _text(log_id[:4] + _signed(self.signatures, note.encode()))
        stamp = int(self.now.timestamp())
        promised: dict[str, Any] = {"body": _text(body), "integratedTime": stamp, "logID": log_id.hex(), "logIndex": 0}
        answer = {
            **promised,
            "verification": {
                "signedEntryTimestamp": _text(_signed(self.signatures, rfc8785.dumps(promised))),
                "inclusionProof": {
                    "logIndex": 0,
                    "rootHash": root.hex(),
                    "treeSize": 1,
                    "hashes": [],
                    "checkpoint": f"{note}\n\u2014 log.example.com {signature}\n",
                },
            },
        }
        return TransparencyLogEntry._from_v1_response({"0": answer})


class _Authority:
    """Plays the client of the authority."""

    def __init__(self, instance: Instance, who: Identity) -> None:
        self.instance, self.who, self.signing_cert = instance, who, self

    def post(self, request: x509.CertificateSigningRequest, _: IdentityToken) -> FulcioCertificateSigningResponse:
        key = request.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        certificate = self.instance.certificate(key, self.who)
        return FulcioCertificateSigningResponse(certificate, [self.instance.root])


class _Log(RekorClient):
    """The client of the log of signatures, answering by itself."""

    def __init__(self, instance: Instance) -> None:
        super().__init__("https://log.example.com")
        self.instance = instance

    def create_entry(self, request: Any) -> TransparencyLogEntry:
        proposed = request["spec"]["proposedContent"]
        envelope = json.loads(proposed["envelope"])
        payload = base64.b64decode(envelope["payload"])
        spec: dict[str, Any] = {
            "envelopeHash": {"algorithm": "sha256", "value": sha256(proposed["envelope"].encode()).hexdigest()},
            "payloadHash": {"algorithm": "sha256", "value": sha256(payload).hexdigest()},
            "signatures": [
                {"signature": one["sig"], "verifier": proposed["verifiers"][0]} for one in envelope["signatures"]
            ],
        }
        return self.instance.entry(rfc8785.dumps({"apiVersion": "0.0.1", "kind": "dsse", "spec": spec}))
