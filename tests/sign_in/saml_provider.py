"""A SAML identity provider without a server: it reads what our page asks and signs what the browser brings back."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.etree import ElementTree

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://id.havblik.example/saml"
SSO = "https://id.havblik.example/saml/sso"
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{id}" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{email}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData InResponseTo="{request}" NotOnOrAfter="{later}" Recipient="{acs}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{before}" NotOnOrAfter="{later}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="{id}"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>
<saml:Attribute Name="urn:oid:2.5.4.42"><saml:AttributeValue>Ida</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="urn:oid:2.5.4.4"><saml:AttributeValue>Holm</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>"""
RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{id}" Version="2.0"
 IssueInstant="{now}" Destination="{acs}" InResponseTo="{request}">
<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
{assertion}</samlp:Response>"""


class SAMLProvider:
    """`vouch(url, email)` gives what the browser posts to us."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = _certificate(self.key)

    def vouch(self, url, email, *, signed=True, audience=None, late=False):
        (asked,) = parse_qs(urlsplit(url).query)["SAMLRequest"]
        request = ElementTree.fromstring(zlib.decompress(base64.b64decode(asked), -15))
        issuer = request.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer").text
        now = datetime.now(UTC) - timedelta(hours=1 if late else 0)
        words = {
            "now": _instant(now),
            "before": _instant(now - timedelta(minutes=1)),
            "later": _instant(now + timedelta(minutes=5)),
            "issuer": ENTITY,
            "email": email,
            "request": request.get("ID"),
            "acs": request.get("AssertionConsumerServiceURL"),
            "audience": audience or issuer,
        }
        assertion = ASSERTION.format(id=f"_{uuid4().hex}", **words)
        if signed:
            assertion = OneLogin_Saml2_Utils.add_sign(assertion, _pem(self.key), self.certificate).decode()
            assertion = assertion.partition("?>")[2] if assertion.startswith("<?xml") else assertion
        response = RESPONSE.format(id=f"_{uuid4().hex}", assertion=assertion, **words)
        return {"SAMLResponse": base64.b64encode(response.encode()).decode(), "RelayState": ""}


def _instant(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _certificate(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "id.havblik.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.PEM).decode()
