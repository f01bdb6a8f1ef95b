"""Network addresses of people, for limits and lists. Pure."""

import ipaddress

IPV4_NETWORK, IPV6_SITE, IPV6_ADDRESS = 24, 48, 64


def one(address: str) -> str:
    """The address as it counts by itself: of IPv6 the /64, of which a device has as many as it likes."""
    return _first_of(address, IPV6_ADDRESS, 32)


def network(address: str) -> str:
    """The first address of the network around it: /24, of IPv6 /48, what a site is usually given."""
    return _first_of(address, IPV6_SITE, IPV4_NETWORK)


def _first_of(address: str, ipv6: int, ipv4: int) -> str:
    parsed = ipaddress.ip_address(address)
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    prefix = ipv6 if parsed.version == 6 else ipv4
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False).network_address)
