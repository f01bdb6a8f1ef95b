"""What a web process is: the product as a WSGI application, served by Granian. Read once and then forked."""

from typing import Any

from granian import Granian
from granian.constants import Interfaces

from subscriptions import errands
from xtreme import readiness
from xtreme.web import heaps
from xtreme.wsgi import application

readiness.remember()
errands.beside_requests()


class _Server(Granian):
    """Granian without its parent, which would fork from itself and keep its copy of what its processes write into:
    it serves in this process, as it does in those."""

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:
        self._init_shared_socket()
        self._spawn_worker(0, spawn_target, target_loader).inner.run()


def serve(host: str, port: int, threads: int) -> None:
    """Until SIGTERM, when what is being answered has been. Each process listens for itself (SO_REUSEPORT)."""
    heaps.share_one()
    _Server(
        "xtreme.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=threads,
    ).serve(target_loader=lambda _target: application)
