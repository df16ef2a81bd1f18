"""The first tables: people, accounts and roles, records and entries, drafts, tasks, and what was said."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("people", "accounts", "roles", "records", "entries", "drafts", "tasks", "said")


def upgrade() -> None:
    op.create_table(
        "people",
        text("workspace"),
        text("id"),
        text("name"),
        text("zone"),
        word("standing"),
        moment("seen_at"),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_table(
        "accounts",
        number("id"),
        text("workspace"),
        text("name"),
        text("name_key"),
        text("tier", nullable=True),
        text("channel", nullable=True),
        text("channel_wanted", nullable=True),
        moment("created_at"),
        moment("changed_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "name_key"),
    )
    index("accounts", "workspace", "channel_wanted")
    op.create_table(
        "roles",
        text("workspace"),
        number("account"),
        text("role"),
        text("person"),
        moment("since"),
        sa.PrimaryKeyConstraint("workspace", "account", "role"),
        to_account(),
    )
    index("roles", "workspace", "person", "account", "role")
    op.create_table(
        "records",
        number("id"),
        text("workspace"),
        text("habit"),
        number("account"),
        text("state"),
        number("number"),
        json("answers"),
        text("opened_by"),
        moment("opened_at"),
        moment("changed_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "id"),
        to_account(),
    )
    index("records", "workspace", "habit", "state")
    index("records", "workspace", "account")
    op.create_table(
        "entries",
        number("id"),
        text("workspace"),
        text("key"),
        moment("at"),
        text("by"),
        text("surface"),
        text("kind"),
        text("habit"),
        number("account", nullable=True),
        number("record", nullable=True),
        text("blueprint"),
        json("facts"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "key"),
        to_account(),
        to_record(),
    )
    index("entries", "workspace", "account", "at")
    index("entries", "workspace", "record")
    never_edit_entries()
    op.create_table(
        "drafts",
        text("workspace"),
        text("key"),
        text("habit"),
        text("author"),
        number("step"),
        json("answers"),
        number("record", nullable=True),
        moment("changed_at"),
        sa.PrimaryKeyConstraint("workspace", "key"),
        to_record(),
    )
    index("drafts", "workspace", "author")
    op.create_table(
        "tasks",
        number("id"),
        text("workspace"),
        number("account"),
        number("record"),
        text("key"),
        text("do"),
        text("owner"),
        sa.Column("due_on", sa.Date, nullable=False),
        moment("created_at"),
        moment("done_at", nullable=True),
        text("done_by", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "record", "key"),
        to_account(),
        to_record(),
    )
    index("tasks", "workspace", "owner", "done_at", "due_on")
    op.create_table(
        "said",
        number("id"),
        text("workspace"),
        text("key"),
        text("mark"),
        text("to"),
        text("habit"),
        text("words"),
        number("account"),
        number("record"),
        text("actor"),
        json("buttons"),
        text("replaces", nullable=True),
        sa.Column("at_once", sa.Boolean, nullable=False),
        json("facts"),
        word("state"),
        moment("not_before"),
        number("attempts"),
        moment("first_try_at", nullable=True),
        text("worker", nullable=True),
        moment("lease_until", nullable=True),
        text("channel", nullable=True),
        text("ts", nullable=True),
        text("why", nullable=True),
        moment("created_at"),
        moment("changed_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "key"),
        sa.UniqueConstraint("mark"),
        to_account(),
        to_record(),
    )
    index("said", "workspace", "state", "not_before")
    index("said", "workspace", "record", "words")
    index("said", "workspace", "to", "changed_at")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION entries_are_never_edited()")


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), nullable=False)


def number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def to_account() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace", "account"], ["accounts.workspace", "accounts.id"])


def to_record() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace", "record"], ["records.workspace", "records.id"])


def index(table: str, *columns: str) -> None:
    op.create_index("_".join(["ix", table, *columns]), table, columns)


def never_edit_entries() -> None:
    """What happened has happened: neither UPDATE nor DELETE passes, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER entries_refuse_{change} BEFORE {change} ON entries "
                "BEGIN SELECT RAISE(ABORT, 'entries are never edited'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION entries_are_never_edited() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entries are never edited'; END $$"
    )
    op.execute(
        "CREATE TRIGGER entries_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON entries "
        "EXECUTE FUNCTION entries_are_never_edited()"
    )
