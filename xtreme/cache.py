"""The cache of an installation that must go on when Valkey does not (R5.2). What limits acts by it (allauth's
limits on codes and mails) goes on in the process's memory meanwhile: it neither locks anybody out nor opens."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


LIMITS = "allauth:rl:"
_memory = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 50_000}})


def _or(fallback: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def forgiving(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError):
                log.warning("cache unreachable, going on without it")
                if args and isinstance(args[0], str) and args[0].startswith(LIMITS):
                    return getattr(_memory, method.__name__)(*args, **kwargs)
                return fallback(*args, **kwargs)

        return forgiving

    return decorate


class Client(RedisCacheClient):
    """Keeps what it talks to Valkey with: making that anew for each command took longer than the command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: dict[bool, Any] = {}  # to read from, to write to

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self.kept:
            self.kept[write] = super().get_client(key, write=write)
        return self.kept[write]


class ForgivingCache(RedisCache):
    """Valkey when it answers; when it does not, an empty cache that keeps nothing."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client

    get = _or(lambda key, default=None, version=None: default)(RedisCache.get)
    get_many = _or(lambda *args, **kwargs: {})(RedisCache.get_many)
    set = _or(lambda *args, **kwargs: None)(RedisCache.set)
    set_many = _or(lambda data, *args, **kwargs: list(data))(RedisCache.set_many)
    add = _or(lambda *args, **kwargs: True)(RedisCache.add)
    delete = _or(lambda *args, **kwargs: False)(RedisCache.delete)
    incr = _or(lambda key, delta=1, version=None: delta)(RedisCache.incr)
    touch = _or(lambda *args, **kwargs: False)(RedisCache.touch)
    has_key = _or(lambda *args, **kwargs: False)(RedisCache.has_key)
