"""Portfolios taken in from tables. Law: nothing is changed that was not shown before, and all of it can be put back."""

from bot.portfolio import telling
from bot.portfolio.columns import Column, Field, Wishes, fields
from bot.portfolio.directory import Directory, listed, remembered
from bot.portfolio.plan import Change, Counts, Plan, Progress, Refused, names_channels, plan
from bot.portfolio.reading import MOST_BYTES, Row, Table, Unreadable, read
from bot.portfolio.taking import Deed, Kept, MovedOn, NoImport, Undone, take, undo
from bot.store.imports import Import

__all__ = [
    "MOST_BYTES",
    "Change",
    "Column",
    "Counts",
    "Deed",
    "Directory",
    "Field",
    "Import",
    "Kept",
    "MovedOn",
    "NoImport",
    "Plan",
    "Progress",
    "Refused",
    "Row",
    "Table",
    "Undone",
    "Unreadable",
    "Wishes",
    "fields",
    "listed",
    "names_channels",
    "plan",
    "read",
    "remembered",
    "take",
    "telling",
    "undo",
]
