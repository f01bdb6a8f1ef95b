"""The cache of an installation that must go on when Valkey does not (R5.2)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _or(fallback: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def forgiving(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError):
                log.warning("cache unreachable, going on without it")
                return fallback(*args, **kwargs)

        return forgiving

    return decorate


class ForgivingCache(RedisCache):
    """Valkey when it answers; when it does not, an empty cache that keeps nothing."""

    get = _or(lambda key, default=None, version=None: default)(RedisCache.get)
    get_many = _or(lambda *args, **kwargs: {})(RedisCache.get_many)
    set = _or(lambda *args, **kwargs: None)(RedisCache.set)
    set_many = _or(lambda data, *args, **kwargs: list(data))(RedisCache.set_many)
    add = _or(lambda *args, **kwargs: True)(RedisCache.add)
    delete = _or(lambda *args, **kwargs: False)(RedisCache.delete)
    incr = _or(lambda key, delta=1, version=None: delta)(RedisCache.incr)
    touch = _or(lambda *args, **kwargs: False)(RedisCache.touch)
    has_key = _or(lambda *args, **kwargs: False)(RedisCache.has_key)
