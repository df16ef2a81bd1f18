"""THE EARS: Slack in. Law: a handler is parse, decide, write, ack; it asks Slack before that only who a stranger is."""
