"""What moves the clocks, what is due and for whom, what people did about it, and how each person's days go."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(*names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, sa.String, nullable=nullable) for name in names]


def _days(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Date, nullable=True) for name in names]


def _to_account() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace", "account"], ["accounts.workspace", "accounts.id"])


def upgrade() -> None:
    op.add_column("people", sa.Column("away_until", sa.Date, nullable=True))
    op.add_column("accounts", _moment("look_at", nullable=True))
    op.create_index("ix_accounts_workspace_look_at", "accounts", ["workspace", "look_at"])
    # Every account there is must be looked at once; whatever lies in the past is due.
    op.execute("UPDATE accounts SET look_at = created_at WHERE withdrawn_at IS NULL")
    with op.batch_alter_table("said") as said:
        said.alter_column("account", existing_type=sa.Integer, nullable=True)
        said.alter_column("record", existing_type=sa.Integer, nullable=True)
        said.add_column(sa.Column("kind", sa.String(20), nullable=False, server_default="told"))
        said.add_column(sa.Column("under", sa.String, nullable=True))
        said.add_column(sa.Column("hours", sa.String, nullable=True))
    op.drop_index("ix_said_workspace_to_changed_at", "said")
    op.create_index("ix_said_workspace_to_state_changed_at", "said", ["workspace", "to", "state", "changed_at"])
    op.create_index("ix_said_workspace_account", "said", ["workspace", "account"])
    op.create_index("ix_said_workspace_state_changed_at", "said", ["workspace", "state", "changed_at"])
    op.create_table(
        "touches",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("workspace"),
        sa.Column("account", sa.Integer, nullable=False),
        *_text("key"),
        sa.Column("on", sa.Date, nullable=False),
        *_text("by", "kind"),
        sa.Column("two_way", sa.Boolean, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        *_text("ball", nullable=True),
        *_days("next_on"),
        *_text("next_how", nullable=True),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("with_whom", sa.JSON, nullable=False),
        sa.Column("left", sa.JSON, nullable=False),
        sa.Column("record", sa.Integer, nullable=True),
        _moment("at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "key"),
        _to_account(),
        sa.ForeignKeyConstraint(["workspace", "record"], ["records.workspace", "records.id"]),
    )
    op.create_index("ix_touches_workspace_account_on", "touches", ["workspace", "account", "on"])
    op.create_table(
        "clocks",
        *_text("workspace"),
        sa.Column("account", sa.Integer, nullable=False),
        *_text("contact"),
        *_days("touch_on", "live_on", "left_on"),
        *_text("ball", nullable=True),
        *_days("ball_since", "next_on"),
        *_text("next_how", nullable=True),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
        *_days("next_said_on"),
        sa.PrimaryKeyConstraint("workspace", "account", "contact"),
        _to_account(),
    )
    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("workspace", "key"),
        sa.Column("account", sa.Integer, nullable=False),
        *_text("watch", "person"),
        *_text("cover", nullable=True),
        sa.Column("opens_on", sa.Date, nullable=False),
        *_days("red_on", "due_on", "ends_on"),
        sa.Column("record", sa.Integer, nullable=True),
        sa.Column("task", sa.Integer, nullable=True),
        sa.Column("facts", sa.JSON, nullable=False),
        _moment("raised_at"),
        _moment("closed_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "key"),
        _to_account(),
    )
    for whose in ("person", "cover"):
        columns = ["workspace", whose, "closed_at", "opens_on"]
        op.create_index("ix_nudges_" + "_".join(columns), "nudges", columns)
    op.create_index("ix_nudges_workspace_account_closed_at", "nudges", ["workspace", "account", "closed_at"])
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer, nullable=False),
        *_text("workspace", "nudge"),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("deed", sa.String(20), nullable=False),
        *_text("by"),
        _moment("at"),
        *_days("until"),
        *_text("to", "reason", "note", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        _to_account(),
    )
    op.create_index("ix_marks_workspace_nudge", "marks", ["workspace", "nudge"])
    op.create_index("ix_marks_workspace_account", "marks", ["workspace", "account"])
    op.create_table(
        "told",
        *_text("workspace", "message", "nudge", "person"),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("warned", sa.Boolean, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        *_text("cover_for", nullable=True),
        sa.PrimaryKeyConstraint("workspace", "message", "nudge"),
        _to_account(),
    )
    op.create_index("ix_told_workspace_nudge_on", "told", ["workspace", "nudge", "on"])
    op.create_index("ix_told_workspace_account_on", "told", ["workspace", "account", "on"])
    op.create_table(
        "mornings", *_text("workspace", "person"), _moment("next_at"), sa.PrimaryKeyConstraint("workspace", "person")
    )
    op.create_index("ix_mornings_workspace_next_at", "mornings", ["workspace", "next_at"])
    op.create_table(
        "rhythms",
        *_text("workspace", "person"),
        *_text("region", nullable=True),
        sa.Column("working_days", sa.JSON, nullable=True),
        *_text("opens", "closes", "digest_at", nullable=True),
        sa.PrimaryKeyConstraint("workspace", "person"),
    )
    op.create_table(
        "leaves",
        *_text("workspace", "person"),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "first", "last"),
    )
    op.create_table(
        "listening",
        *_text("workspace", "channel"),
        sa.Column("account", sa.Integer, nullable=False),
        *_text("by"),
        _moment("since"),
        sa.PrimaryKeyConstraint("workspace", "channel"),
        _to_account(),
    )


def downgrade() -> None:
    for table in ("listening", "leaves", "rhythms", "mornings", "told", "marks", "nudges", "clocks", "touches"):
        op.drop_table(table)
    # What is about no record cannot be remembered as it was before.
    op.execute("DELETE FROM said WHERE record IS NULL OR account IS NULL")
    op.drop_index("ix_said_workspace_state_changed_at", "said")
    op.drop_index("ix_said_workspace_account", "said")
    op.drop_index("ix_said_workspace_to_state_changed_at", "said")
    op.create_index("ix_said_workspace_to_changed_at", "said", ["workspace", "to", "changed_at"])
    with op.batch_alter_table("said") as said:
        said.drop_column("hours")
        said.drop_column("under")
        said.drop_column("kind")
        said.alter_column("record", existing_type=sa.Integer, nullable=False)
        said.alter_column("account", existing_type=sa.Integer, nullable=False)
    op.drop_index("ix_accounts_workspace_look_at", "accounts")
    op.drop_column("accounts", "look_at")
    op.drop_column("people", "away_until")
