"""What a user's address means, which ones are on this computer or in its network, and which ones a key may go to."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from editor.engine.errors import BadRequest, NetworkError

_NEAR = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


def is_local(address: str) -> bool:
    """Whether an address is one of this computer or of a private network, by what is written alone."""
    host = urlsplit(address).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_NEAR)


def base_url(written: str, usual: str) -> str:
    """The base URL that a user wrote, with or without "http://"; `usual` where nothing was written.

    Raises BadRequest for what is no address.
    """
    found = written.strip().rstrip("/") or usual
    found = found if "://" in found else f"http://{found}"
    try:
        url = urlsplit(found)
        if url.scheme in ("http", "https") and url.hostname and url.port != 0 and not set(url.netloc) & set(" \\"):
            return found
    except ValueError:
        pass
    raise BadRequest(f"{written.strip()} is no address.", "Write one like http://127.0.0.1:8188.")


def trusted(address: object, base: str, *domains: str) -> str:
    """The address itself, which a provider named, where a key may go there: it is at `base`, or https at a domain.

    Raises NetworkError for any other one, and for what is no address.
    """
    if isinstance(address, str):
        named, own = urlsplit(address), urlsplit(base)
        host = (named.hostname or "").lower()
        known = any(host == domain or host.endswith(f".{domain}") for domain in domains)
        plain = named.username is None and named.password is None
        if plain and ((named.scheme == "https" and known) or named[:2] == own[:2]):
            return address
    raise NetworkError("The provider points to an address that is not its own.", "The key was not sent there.")
