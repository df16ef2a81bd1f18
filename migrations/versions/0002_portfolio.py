"""What is known of an account before its first form, imports that can be undone, promises, drafts of moves, and who
takes part in a record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES_OF_A_HANDOFF = ("owner", "deputy", "ae", "our_sponsor")
"""Which the form of the only habit so far asked for under these ids."""


def upgrade() -> None:
    op.add_column("accounts", sa.Column("external_id", sa.String, nullable=True))
    op.add_column("accounts", sa.Column("facts", sa.JSON, nullable=False, server_default="{}"))
    op.add_column("accounts", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("accounts", sa.Column("team_wanted", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_accounts_workspace_team_wanted", "accounts", ["workspace", "team_wanted"])
    op.create_index("ix_accounts_workspace_external_id", "accounts", ["workspace", "external_id"], unique=True)
    op.add_column("people", sa.Column("is_admin", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("drafts", sa.Column("move", sa.String, nullable=True))
    op.add_column("drafts", sa.Column("number", sa.Integer, nullable=True))
    op.add_column("tasks", sa.Column("promise", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_tasks_workspace_account_done_at", "tasks", ["workspace", "account", "done_at"])
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("undone_by", sa.String, nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "id"),
    )
    op.create_table(
        "revisions",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("of", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "of"),
    )
    op.create_table(
        "parts",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "record", "role"),
        sa.ForeignKeyConstraint(["workspace", "record"], ["records.workspace", "records.id"]),
    )
    op.create_index("ix_parts_workspace_person_record", "parts", ["workspace", "person", "record"])
    _fill_parts()


def _fill_parts() -> None:
    """Who takes part in the records there are."""
    records = sa.table("records", *(sa.column(name) for name in ("workspace", "id", "opened_by")))
    answers = sa.column("answers", sa.JSON)
    parts = sa.table("parts", *(sa.column(name) for name in ("workspace", "record", "role", "person")))
    bind = op.get_bind()
    for workspace, record, author, given in bind.execute(sa.select(*records.c, answers).select_from(records)).all():
        people = {"author": author} | {role: given[role] for role in ROLES_OF_A_HANDOFF if given.get(role)}
        rows = [{"workspace": workspace, "record": record, "role": r, "person": p} for r, p in people.items()]
        bind.execute(sa.insert(parts), rows)


def downgrade() -> None:
    op.drop_table("parts")
    op.drop_table("revisions")
    op.drop_table("imports")
    op.drop_index("ix_tasks_workspace_account_done_at", "tasks")
    op.drop_column("tasks", "promise")
    op.drop_column("drafts", "number")
    op.drop_column("drafts", "move")
    op.drop_column("people", "is_admin")
    op.drop_index("ix_accounts_workspace_external_id", "accounts")
    op.drop_index("ix_accounts_workspace_team_wanted", "accounts")
    op.drop_column("accounts", "team_wanted")
    op.drop_column("accounts", "withdrawn_at")
    op.drop_column("accounts", "facts")
    op.drop_column("accounts", "external_id")
