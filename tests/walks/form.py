"""A modal as a person fills it in: by what stands above its fields and on its buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, expect


@dataclass(frozen=True)
class Form:
    dialog: Locator

    def fills(self, answers: Mapping[str, str]) -> None:
        """Write, or choose what it offers, under each label."""
        for label, answer in answers.items():
            field = self.field(label)
            if field.get_attribute("role") == "combobox":
                self._chooses(field, answer)
            else:
                field.fill(answer)

    def field(self, label: str) -> Locator:
        """What stands under a label."""
        named = re.compile(rf"^{re.escape(label)}\s*(\(optional\))?$")
        return self.dialog.get_by_label(named).and_(self.dialog.locator("input, textarea"))

    def ticks(self, label: str, choice: str) -> None:
        """Take one of the answers that stand below each other under a label."""
        self.dialog.get_by_role("radiogroup", name=label).get_by_label(choice, exact=True).check()

    def presses(self, button: str) -> None:
        self.dialog.get_by_role("button", name=button, exact=True).click()

    def adds(self, one: str, line: Mapping[str, str]) -> None:
        """Add a line to a repeated question, in the modal above; the form says it then."""
        self.presses(f"Add {one}")
        above = Form(self.dialog.page.get_by_role("dialog", name=f"Add {one}"))
        above.fills(line)
        above.presses("Save")
        expect(self.dialog).to_contain_text(next(iter(line.values())))

    def changes(self, line: str, what: str) -> None:
        """Choose from the menu beside a line: "Edit" or "Remove"."""
        self.dialog.get_by_role("button", name=f"More: {line}").click()
        self.dialog.page.get_by_role("menuitem", name=what).click()

    def _chooses(self, field: Locator, answer: str) -> None:
        field.click()
        field.fill(answer)
        self.dialog.get_by_role("option", name=answer).first.click()
