"""Which addresses may be called: none in a private network, unless a setting allows it. Pure but for the settings.

What a name leads to is checked again with every call (calling.py), because it may change.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from subscriptions.outgoing.refusals import UrlRefused

type Address = IPv4Address | IPv6Address

LONGEST = 500
DEFAULT_PORTS = {"https": 443, "http": 80}
# Ways of writing an IPv6 address that lead to an IPv4 one: a translator or tunnel at the other end decides.
EMBEDDING = [
    IPv6Network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
]
# Public by their number, but a cloud's own: there its machines get their secrets.
METADATA = [ip_network(text) for text in ("168.63.129.16/32", "192.0.0.0/24")]
NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Destination:
    """Where a call goes: `host` in ASCII, without the brackets of IPv6; `target` is path and query."""

    secure: bool
    host: str
    port: int
    target: str

    @property
    def header(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (
            host if self.port == DEFAULT_PORTS["https" if self.secure else "http"] else f"{host}:{self.port}"
        )


def destination(url: str) -> Destination:
    """Take an address apart. Raises UrlRefused, with what is wrong, for one that may not be called whatever its
    name leads to."""
    if len(url) > LONGEST:
        raise UrlRefused(why=_("The address may have {most} characters.").format(most=LONGEST))
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise UrlRefused(why=_("The address contains a space or another character that no address may have."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UrlRefused(why=_("This is no address. It looks like https://example.com/hooks.")) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise UrlRefused(why=_("This is no address. It looks like https://example.com/hooks."))
    if parts.scheme == "http" and not settings.WEBHOOKS_ALLOW_HTTP:
        raise UrlRefused(why=_("The address must begin with https://."))
    if "@" in parts.netloc:
        raise UrlRefused(why=_("Leave name and password out of the address: calls are signed instead."))
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in settings.WEBHOOKS_PORTS:
        ports = ", ".join(map(str, settings.WEBHOOKS_PORTS))
        raise UrlRefused(why=_("Only these ports may be called: {ports}.").format(ports=ports))
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return Destination(parts.scheme == "https", _host(parts.hostname), port, target)


def may_call(address: str) -> bool:
    """Whether an IP address may be called: a public one, or one of a network that the setting allows."""
    try:
        ip = _plain(ip_address(address))
    except ValueError:
        return False
    if any(ip.version == network.version and ip in network for network in settings.WEBHOOKS_ALLOW_PRIVATE):
        return True
    return is_public(ip)


def is_public(ip: Address) -> bool:
    """Neither private, loopback, link-local, multicast, reserved nor a cloud's metadata, nor an IPv6 address that
    stands for an IPv4 one."""
    if isinstance(ip, IPv6Address) and (ip.is_site_local or any(ip in network for network in EMBEDDING)):
        return False
    if any(ip.version == network.version and ip in network for network in METADATA):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


def _plain(ip: Address) -> Address:
    """An IPv4 address written as IPv6 (::ffff:127.0.0.1) as what it is."""
    return ip.ipv4_mapped or ip if isinstance(ip, IPv6Address) else ip


def _host(host: str) -> str:
    """The name in ASCII. Raises UrlRefused for a number in any spelling but the usual one, for a name that is none,
    and for an IP address that may not be called."""
    host = host.rstrip(".")
    if ":" not in host:
        try:
            host = host.encode("idna").decode().lower()
        except UnicodeError:
            raise UrlRefused(why=_("The name in the address is none.")) from None
    try:
        literal = ip_address(host)
    except ValueError:
        if ":" in host or all(NUMBER.fullmatch(part) for part in host.split(".")[-1:]):
            raise UrlRefused(why=_("The name in the address is none.")) from None
        if "." not in host and not settings.WEBHOOKS_ALLOW_PRIVATE:
            raise UrlRefused(
                why=_("The name must be one of the public internet, like example.com.")
            ) from None
        return host
    if not may_call(host):
        raise UrlRefused(why=_("This address is not on the public internet."))
    return str(literal)
