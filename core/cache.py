"""The cache: what is kept there helps, and nobody is kept out because it is away."""

import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TookTooLong

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class TolerantCache(RedisCache):
    """Knows nothing, rather than fails, while the server cannot be reached.

    What must hold then too, such as the lock-out on guessing, is counted in the database.
    """

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(True, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(None, super().set, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().delete, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._or(False, super().has_key, *args, **kwargs)

    @staticmethod
    def _or(otherwise: Any, ask: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return ask(*args, **kwargs)
        except (Unreachable, TookTooLong) as error:
            log.warning("The cache cannot be reached: %s", error)
            return otherwise
