"""THE MEMORY. Law: tables, and the questions asked of them as functions within a transaction; nothing here decides."""

# Every statement is a constant, or cached where the databases spell it differently: SQLAlchemy takes longer to
# build one than to run it. `ours` is the workspace asked for and `this` the row's id or key: the parameters of an
# UPDATE's WHERE may not be named like the columns it sets.
