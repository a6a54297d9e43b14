"""The certificates that servers are checked with: the system's, as a browser has them."""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path

import requests
import truststore

_HAS_STORE = sys.platform in ("darwin", "win32")  # where the system's certificates are in no file


def new_context() -> truststore.SSLContext:
    """Return a TLS context with the system's certificates, and those that ``SSL_CERT_FILE`` names.

    Each connection needs one of its own: truststore locks a context until a handshake has ended.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    file, folder = (os.environ.get(name) or None for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
    if not _HAS_STORE and not _has_certificates():  # a container without ca-certificates
        context.load_verify_locations(certifi_path())
    elif _HAS_STORE and (file or folder):  # OpenSSL, which knows the variables, is not asked there
        context.load_verify_locations(file, folder)
    return context


def certifi_path() -> str:
    """Return the path of the certificates that come with requests."""
    return requests.utils.DEFAULT_CA_BUNDLE_PATH


def _has_certificates() -> bool:
    """Return whether there are certificates where OpenSSL looks for them."""
    known = ssl.get_default_verify_paths()
    return bool(known.cafile or (known.capath and any(Path(known.capath).glob("*.[0-9]"))))
