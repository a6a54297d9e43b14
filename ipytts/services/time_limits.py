"""How long to wait for a server: until it is connected, and while it sends nothing."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

CONNECT = 10.0  # s
SILENCE = 120.0  # s; also the longest wait before a retry, where no time limit is set
LOCAL_SILENCE = 600.0  # s; a laptop may speak for minutes before it sends anything
MESSAGE = 10.0  # s; for all of a body that is no audio; what has come by then is used
WHOLE_BODY = 1800.0  # s; for all of a body that cannot be played while it arrives; a slow line needs minutes

_LOCAL_DOMAINS = (".local", ".localhost", ".internal")


def silence_limit(base_url: str) -> float:
    """Return the seconds for which the server at a base URL may send nothing."""
    return LOCAL_SILENCE if is_local(base_url) else SILENCE


def is_local(base_url: str) -> bool:
    """Return whether the server at a base URL is on this machine or in a private network.

    Examples
    --------
    >>> is_local("http://localhost:8880/v1"), is_local("http://192.168.1.7/v1")
    (True, True)
    >>> is_local("https://api.openai.com/v1")
    False
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:  # a name
        return "." not in host or host.endswith(_LOCAL_DOMAINS)
