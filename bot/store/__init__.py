"""THE MEMORY. Law: tables, and the questions asked of them as functions within a transaction; nothing here decides."""
