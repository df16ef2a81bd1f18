"""THE JUDGEMENT. Law: facts in, decisions out; nothing here reads a clock, a database, a template or Slack."""
