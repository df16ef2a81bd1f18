"""What people answer to what a watch asks, beside what else they do about a nudge."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("marks", sa.Column("answers", sa.JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("marks", "answers")
