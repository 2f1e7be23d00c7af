"""Run by Alembic: applies the steps on the connection that the opening code hands over."""

from alembic import context

from foedus.store.schema import VERSION_TABLE


def run() -> None:
    """Apply the steps that are missing; the caller's transaction holds them and their record."""
    context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


# Alembic runs this file as a script; a test collector that merely imports it finds no configuration
if hasattr(context, "config"):
    run()
