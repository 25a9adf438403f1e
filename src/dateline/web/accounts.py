"""Accounts of a team's desk: who may log in, with what role; their sessions and API tokens. They lie beside the ledger, not in it.

Passwords are kept as Argon2id hashes (RFC 9106, the defaults of argon2-cffi), sessions and tokens as SHA-256 of random secrets: who reads
the file can log in with nothing of it. A ledger can be passed on without it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)

from dateline.errors import UsageError
from dateline.web.access import Role

NAME: Final = re.compile(r"[^\W_](?:[\w .@'-]{0,58}[\w.])?")
SHORTEST_PASSWORD: Final = 12
"""Length is what counts (NIST SP 800-63B-4 asks for 15 where nothing else is asked, and 8 beside a second factor)."""
LONGEST_PASSWORD: Final = 256

IDLE: Final = timedelta(hours=12)
LONGEST_SESSION: Final = timedelta(days=7)
"""A session ends when nobody used it for so long, and in any case after so many days."""

WINDOW: Final = timedelta(minutes=15)
TRIES_OF_NAME: Final = 5
TRIES_OF_ADDRESS: Final = 30
"""Failed logins within the window after which further ones under that name, or from that address, are not looked at."""

BEGINS: Final = "dlt_"
"""What every API token begins with, so that one that got lost in a file is found."""

metadata = MetaData()
account = Table(
    "account",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("password", String(200), nullable=False),
    Column("role", Integer, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("made", DateTime, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(60), nullable=False, index=True),
    Column("made", DateTime, nullable=False),
    Column("used", DateTime, nullable=False),
)
token = Table(
    "token",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("account", String(60), nullable=False, index=True),
    Column("label", String(100), nullable=False),
    Column("made", DateTime, nullable=False),
    Column("used", DateTime),
)
failure = Table(
    "failure",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", String(60), nullable=False, index=True),
    Column("address", String(64), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may log in; not `is_open` once an admin has closed it."""

    name: str
    role: Role
    is_open: bool
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token by which a program asks as an account; `label` says which program, `used` when it last did."""

    id: str
    account: str
    label: str
    made: datetime
    used: datetime | None


class LoginRefusedError(Exception):
    """Name and password do not fit, or too many have been tried; `wait` is set in the second case."""

    def __init__(self, *, wait: timedelta | None = None) -> None:
        """Say how long to wait, None where another try is open at once."""
        super().__init__("the login was refused")
        self.wait = wait


def now_utc() -> datetime:
    """The time in UTC without a zone, as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Accounts:
    """The accounts in a file; safe to use from several threads."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = now_utc) -> None:
        """Open the file, and make it where it is missing: readable by its owner alone."""
        self.path = path
        self._now = now
        self._hasher = PasswordHasher()
        if not path.exists():
            path.touch(mode=0o600)
        self._engine = create_engine(f"sqlite:///{path}")
        metadata.create_all(self._engine)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def add(self, name: str, password: str, role: Role) -> Account:
        """A new account; UsageError for a name that is taken or unfit, and for a weak password."""
        if NAME.fullmatch(name) is None:
            raise UsageError(
                f"{name!r} cannot be the name of an account: 1 to 60 letters, digits, spaces and . @ ' -, a letter or digit first"
            )
        hashed = self._hashed(password, name)
        with self._engine.begin() as connection:
            if self._row(connection, name) is not None:
                raise UsageError(f"{name!r} has an account already; change its role or its password, or take another name")
            connection.execute(insert(account), {"name": name, "password": hashed, "role": int(role), "open": True, "made": self._now()})
        return Account(name=name, role=role, is_open=True, made=self._now())

    def all(self) -> tuple[Account, ...]:
        """Every account by name."""
        with self._engine.begin() as connection:
            return tuple(_account(row) for row in connection.execute(select(account).order_by(account.c.name)))

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role; the last open admin stays one."""
        with self._engine.begin() as connection:
            self._known(connection, name)
            self._keep_an_admin(connection, name, stays=role >= Role.ADMIN)
            connection.execute(update(account).where(account.c.name == name).values(role=int(role)))

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and end its sessions and tokens."""
        hashed = self._hashed(password, name)
        with self._engine.begin() as connection:
            self._known(connection, name)
            connection.execute(update(account).where(account.c.name == name).values(password=hashed))
            _end_all(connection, name)

    def set_open(self, name: str, *, is_open: bool) -> None:
        """Close an account, which ends its sessions and tokens, or open it again; what it signed stays signed."""
        with self._engine.begin() as connection:
            self._known(connection, name)
            self._keep_an_admin(connection, name, stays=is_open)
            connection.execute(update(account).where(account.c.name == name).values(open=is_open))
            if not is_open:
                _end_all(connection, name)

    def has_admin(self) -> bool:
        """Whether anybody can administer the desk."""
        with self._engine.begin() as connection:
            return self._admins(connection) > 0

    def log_in(self, name: str, password: str, address: str) -> str:
        """A new session's secret; LoginRefusedError where the two do not fit or too many have been tried. What failed is counted."""
        with self._engine.begin() as connection:
            connection.execute(delete(failure).where(failure.c.at < self._now() - WINDOW))
            if self._is_tired(connection, name, address):
                raise LoginRefusedError(wait=WINDOW)
            row = self._row(connection, name)
        fits = self._fits(_nobodys() if row is None else row.password, password)
        with self._engine.begin() as connection:
            if row is None or not row.open or not fits:
                connection.execute(insert(failure), {"name": name[:60], "address": address[:64], "at": self._now()})
                connection.commit()
                raise LoginRefusedError
            connection.execute(delete(failure).where(failure.c.name == name))
            secret = secrets.token_urlsafe(32)
            at = self._now()
            connection.execute(insert(session), {"key": _key(secret), "account": name, "made": at, "used": at})
        return secret

    def of_session(self, secret: str) -> Account | None:
        """Whose session this is; None where it ended."""
        key = _key(secret)
        with self._engine.begin() as connection:
            row = connection.execute(
                select(session, account).join(account, account.c.name == session.c.account).where(session.c.key == key)
            ).first()
            if row is None:
                return None
            if not row.open or self._now() - row.used > IDLE or self._now() - row[2] > LONGEST_SESSION:
                connection.execute(delete(session).where(session.c.key == key))
                return None
            if self._now() - row.used > timedelta(minutes=1):
                connection.execute(update(session).where(session.c.key == key).values(used=self._now()))
            return Account(name=row.name, role=Role(row.role), is_open=True, made=row.made)

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(delete(session).where(session.c.key == _key(secret)))

    def new_token(self, name: str, label: str) -> str:
        """A token's secret, told this once."""
        secret = f"{BEGINS}{secrets.token_urlsafe(32)}"
        with self._engine.begin() as connection:
            self._known(connection, name)
            row = {"key": _key(secret), "id": secrets.token_hex(6), "account": name, "label": label[:100], "made": self._now()}
            connection.execute(insert(token), row)
        return secret

    def tokens(self, name: str) -> tuple[ApiToken, ...]:
        """The tokens of an account, the oldest first."""
        with self._engine.begin() as connection:
            rows = connection.execute(select(token).where(token.c.account == name).order_by(token.c.made))
            return tuple(ApiToken(id=row.id, account=row.account, label=row.label, made=row.made, used=row.used) for row in rows)

    def end_token(self, name: str, key: str) -> None:
        """End a token of an account by its id."""
        with self._engine.begin() as connection:
            connection.execute(delete(token).where(token.c.account == name, token.c.id == key))

    def of_token(self, secret: str) -> Account | None:
        """Whose token this is; None where there is none."""
        key = _key(secret)
        with self._engine.begin() as connection:
            row = connection.execute(select(account).join(token, token.c.account == account.c.name).where(token.c.key == key)).first()
            if row is None or not row.open:
                return None
            connection.execute(update(token).where(token.c.key == key).values(used=self._now()))
            return _account(row)

    def _is_tired(self, connection: Connection, name: str, address: str) -> bool:
        recent = failure.c.at >= self._now() - WINDOW
        of_name, of_address = (
            connection.execute(select(func.count()).where(recent, column == value)).scalar_one()
            for column, value in ((failure.c.name, name[:60]), (failure.c.address, address[:64]))
        )
        return of_name >= TRIES_OF_NAME or of_address >= TRIES_OF_ADDRESS

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return len(password) <= LONGEST_PASSWORD and self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def _hashed(self, password: str, name: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise UsageError(
                f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; a few words in a row are easiest to keep"
            )
        if len(set(password)) < 5 or password.casefold() == name.casefold():
            raise UsageError("this password is guessed at once; take a few words that do not belong together")
        return self._hasher.hash(password)

    @staticmethod
    def _row(connection: Connection, name: str) -> Any:
        return connection.execute(select(account).where(account.c.name == name)).first()

    def _known(self, connection: Connection, name: str) -> None:
        if self._row(connection, name) is None:
            raise UsageError(f"{name!r} has no account; they stand in: dateline account list")

    @staticmethod
    def _admins(connection: Connection, but: str = "") -> int:
        admins = select(func.count()).where(account.c.role >= int(Role.ADMIN), account.c.open, account.c.name != but)
        return int(connection.execute(admins).scalar_one())

    def _keep_an_admin(self, connection: Connection, name: str, *, stays: bool) -> None:
        if not stays and self._row(connection, name).role >= int(Role.ADMIN) and self._admins(connection, but=name) == 0:
            raise UsageError(f"{name!r} is the last admin of this desk; make another one first")


@cache
def _nobodys() -> str:
    """What the password of an unknown name is compared with, so that the answer takes as long as for a known one."""
    return PasswordHasher().hash(secrets.token_urlsafe(16))


def _account(row: Any) -> Account:
    return Account(name=row.name, role=Role(row.role), is_open=row.open, made=row.made)


def _end_all(connection: Connection, name: str) -> None:
    for table in (session, token):
        connection.execute(delete(table).where(table.c.account == name))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
