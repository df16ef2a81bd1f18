"""Hearth's bot: someone presses a button or time passes; something is remembered and somebody is told."""
