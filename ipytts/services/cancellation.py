"""Cancelling a request at any moment, from any thread.

Only the end of a socket wakes a thread that waits on it: closing the session or the response from outside
leaves it waiting. So a request's `CancellationScope` knows the connections of the request, and
`CancellationScope.cancel` shuts their sockets down.
"""

from __future__ import annotations

import contextlib
import functools
import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError
from urllib3.util import wait_for_write

from ipytts.errors import SpeechStoppedError

if TYPE_CHECKING:
    from typing_extensions import Self
    from urllib3.poolmanager import PoolManager

_POLL = 0.05  # s; the longest delay of a stop where nothing can wake the waiting thread
_POOL_SIZE = 32  # connections kept alive to one host


class Stop:
    """A signal to stop, which any thread may set at any moment.

    Examples
    --------
    >>> stop = Stop()
    >>> stop.is_set()
    False
    >>> stop.set()
    >>> stop.is_set()
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = False
        self._callbacks: list[Callable[[], None]] = []

    def set(self) -> None:
        """Set the signal; a second call does nothing."""
        with self._lock:
            callbacks, self._callbacks = self._callbacks, []
            self._set = True
        for callback in callbacks:
            callback()

    def is_set(self) -> bool:
        """Return whether the signal was set."""
        return self._set

    def check(self) -> None:
        """Raise a `SpeechStoppedError` if the signal was set."""
        if self._set:
            raise SpeechStoppedError("The speech was stopped.")

    @contextlib.contextmanager
    def calling(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call `callback` when the signal is set within the block, or at once if it was set before."""
        with self._lock:
            if not self._set:
                self._callbacks.append(callback)
        if self._set:
            callback()
        try:
            yield
        finally:
            with self._lock, contextlib.suppress(ValueError):
                self._callbacks.remove(callback)


class CancellationScope:
    """A block whose requests can be cancelled from any thread.

    Connections that the block's thread opens or reuses join the scope.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._connections: list[tuple[_CancellableConnection, socket.socket]] = []
        self._outer: CancellationScope | None = None
        self._inner: CancellationScope | None = None

    def __enter__(self) -> Self:
        self._outer, _thread.scope = getattr(_thread, "scope", None), self
        if self._outer is not None:
            self._outer.nest(self)
        return self

    def __exit__(self, *_: object) -> None:
        _thread.scope = self._outer
        if self._outer is not None:
            self._outer.nest(None)
        with self._lock:
            for _connection, sock in self._connections:
                sock.close()
            self._connections.clear()

    def nest(self, inner: CancellationScope | None) -> None:
        """Make `cancel` end a scope within this one too."""
        self._inner = inner
        if inner is not None and self.is_cancelled():
            inner.cancel()

    def cancel(self) -> None:
        """Wake and end all that waits on a connection of this scope, or of one within it."""
        self._cancelled.set()
        if (inner := self._inner) is not None:
            inner.cancel()
        self._disconnect()

    def _disconnect(self) -> None:
        with self._lock:
            for connection, sock in self._connections:
                # A connection that went back to the pool may serve another request by now.
                if connection.scope is self:
                    with contextlib.suppress(OSError):
                        sock.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def cancelling_after(self, seconds: float | None) -> Iterator[None]:
        """Cancel what is waited for within the block when the time is over; None sets no limit."""
        if seconds is None:
            yield
            return
        with _calling_after(seconds, self.cancel):
            yield

    @contextlib.contextmanager
    def disconnecting_after(self, seconds: float) -> Iterator[threading.Event]:
        """End the connections when the time is over; later ones work. The event that is yielded tells it."""
        is_over = threading.Event()

        def disconnect() -> None:
            is_over.set()
            self._disconnect()

        with _calling_after(seconds, disconnect):
            yield is_over

    def is_cancelled(self) -> bool:
        """Return whether `cancel` was called."""
        return self._cancelled.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until `cancel` is called, for `seconds` at most; return whether it was."""
        return self._cancelled.wait(seconds)

    def add(self, connection: _CancellableConnection, sock: socket.socket) -> None:
        """Make `cancel` end this connection too."""
        connection.scope = self
        # A duplicate outlives what TLS and http.client do to the socket object.
        duplicate = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            self._connections.append((connection, duplicate))
        if self.is_cancelled():
            self.cancel()


@contextlib.contextmanager
def _calling_after(seconds: float, callback: Callable[[], None]) -> Iterator[None]:
    """Call `callback`, in another thread, if the block takes longer."""
    timer = threading.Timer(seconds, callback)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


_thread = threading.local()


def current_scope() -> CancellationScope:
    """Return the scope that this thread is in; without one, a new scope that nobody cancels."""
    return getattr(_thread, "scope", None) or CancellationScope()


class _CancellableConnection(HTTPConnection):
    """A connection that joins the `CancellationScope` of the thread that uses it."""

    scope: CancellationScope | None = None
    debuglevel = 0  # http.client's debug level would print the key

    def connect(self) -> None:
        if isinstance(self, HTTPSConnection):
            _use_system_certificates(self)
        try:
            super().connect()
        except TimeoutError:  # in a TLS handshake and at a proxy, urllib3 would take it for a late response
            raise ConnectTimeoutError(self, "timed out while connecting") from None

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        current_scope().add(self, sock)
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        scope = current_scope()
        if self.sock is not None and self.scope is not scope:  # kept alive by an earlier request
            scope.add(self, self.sock)
        super().request(*args, **kwargs)


def _use_system_certificates(connection: HTTPSConnection) -> None:
    """Use the system's certificates, unless ``REQUESTS_CA_BUNDLE`` names others; at a TLS proxy too."""
    from ipytts.services.certificates import new_context

    if connection.ca_certs or connection.ca_cert_dir:
        return
    connection.ssl_context = new_context()
    if connection.proxy_config is not None:
        connection.proxy_config = connection.proxy_config._replace(ssl_context=new_context())


class _DirectConnection(_CancellableConnection):
    """A connection that can be cancelled while it is being made, too."""

    def _new_conn(self) -> socket.socket:
        scope = current_scope()
        sock = _connect((self._dns_host, self.port), self.timeout, self.socket_options or (), scope)
        scope.add(self, sock)
        return sock


class _DirectTLSConnection(_DirectConnection, HTTPSConnection):
    pass


def _connect(
    address: tuple[str, int],
    timeout: float | None,
    options: Any,
    scope: CancellationScope,
) -> socket.socket:
    """Connect as `socket.create_connection` does, but give up when the scope is cancelled.

    `timeout` is in seconds, for the look-up and for all addresses, which share what is left of it.
    """
    deadline = time.monotonic() + (math.inf if timeout is None else timeout)
    failure: OSError = OSError(f"no address found for {address[0]}")
    found = _look_up(address, deadline, scope)
    for index, (family, kind, protocol, _, target) in enumerate(found):
        try:
            sock = socket.socket(family, kind, protocol)
        except OSError as error:  # an address family that this machine lacks
            failure = error
            continue
        now = time.monotonic()
        try:
            for option in options:
                sock.setsockopt(*option)
            _await_connection(sock, target, now + (deadline - now) / (len(found) - index), scope)
        except OSError as error:
            sock.close()
            failure = error
        else:
            sock.settimeout(timeout)
            return sock
    raise failure


def _look_up(address: tuple[str, int], deadline: float, scope: CancellationScope) -> list[Any]:
    """Look a host up as `socket.getaddrinfo` does, but give up when the scope is cancelled."""
    find = functools.partial(socket.getaddrinfo, *address, type=socket.SOCK_STREAM)
    with contextlib.suppress(socket.gaierror):
        return list(find(flags=socket.AI_NUMERICHOST))
    # Nothing interrupts the system's resolver: it runs in a thread that can be left behind.
    outcome: list[Any] = []
    thread = threading.Thread(
        target=lambda: outcome.append(_result_or_error(find)), name="ipytts-resolver", daemon=True
    )
    thread.start()
    while thread.is_alive():
        thread.join(_POLL)
        _check(deadline, scope)
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return list(outcome[0])


def _check(deadline: float, scope: CancellationScope) -> None:
    """Raise an `OSError` if connecting has been cancelled or has taken too long."""
    if scope.is_cancelled():
        raise ConnectionAbortedError("stopped while connecting")
    if time.monotonic() > deadline:
        raise TimeoutError("timed out while connecting")


def _result_or_error(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - the waiting thread raises it
        return error


def _await_connection(sock: socket.socket, target: Any, deadline: float, scope: CancellationScope) -> None:
    # Not every system wakes a connecting socket when it is shut down, so the scope is polled.
    sock.settimeout(0)
    with contextlib.suppress(BlockingIOError):  # in progress
        sock.connect(target)
        return
    while not wait_for_write(sock, _POLL):
        _check(deadline, scope)
    if code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(code, os.strerror(code))


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _DirectConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _DirectTLSConnection


_POOLS = {"http": _HTTPPool, "https": _HTTPSPool}


def _cancellable(pool: type[HTTPConnectionPool]) -> type[HTTPConnectionPool]:
    """Return a pool whose connections, which PySocks makes, join the scope once they are made."""
    connection = type("_CancellableProxyConnection", (_CancellableConnection, pool.ConnectionCls), {})
    return type("_ProxyPool", (pool,), {"ConnectionCls": connection})


class CancellableAdapter(HTTPAdapter):
    """A transport adapter whose requests end when the `CancellationScope` of their thread is cancelled."""

    def __init__(self) -> None:
        super().__init__(pool_maxsize=_POOL_SIZE)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: D102 - as in the base class
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: D102 - as in the base class
        if verify is not True:  # else requests would use the certificates of certifi alone
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]  # of requests

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:  # noqa: D102 - as in the base class
        if proxy not in self.proxy_manager:
            manager = super().proxy_manager_for(proxy, **kwargs)
            is_socks = proxy.lower().startswith("socks")
            pools = {scheme: _cancellable(pool) for scheme, pool in manager.pool_classes_by_scheme.items()}
            manager.pool_classes_by_scheme = pools if is_socks else _POOLS
        made: PoolManager = self.proxy_manager[proxy]
        return made
