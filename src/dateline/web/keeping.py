"""Answers that are dear to work out, kept until the ledger grows: people come back to the same views."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dateline.ledger import Ledger
from dateline.store import seen_at

T = TypeVar("T")


class Kept(Generic[T]):
    """The last answers of one kind, at most so many; one of an older state of a ledger is never given."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def ask(self, ledger: Ledger, asked: Hashable, question: Callable[[Connection], T]) -> T:
        """The answer to `question`, which is the one that `asked` stands for."""

        def answer(connection: Connection) -> T:
            key = (ledger.database.path, seen_at(connection), asked)
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
            found = question(connection)
            with self._lock:
                self._answers[key] = found
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            return found

        return ledger.ask(answer)
