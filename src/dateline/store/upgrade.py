"""Bring a database to the newest schema."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Run all pending steps in the connection's transaction: a step that is interrupted leaves the schema as it was."""
    config = Config()
    config.set_main_option("script_location", "dateline.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
