"""THE EARS: Slack in. Law: a handler is parse, decide, write, ack; Slack is called after the ack, but for who a stranger is."""
