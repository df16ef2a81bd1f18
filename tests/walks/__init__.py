"""Whole walks through Hearth as people take them: in a real browser, before the sandbox's page, with the real bot."""
