"""Files: picked behind the paper-clip or dropped on a conversation, shown in a message, and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.everything import Open
from tests.support.hand import Control

pytestmark = pytest.mark.browser

TABLE = {"name": "accounts.csv", "mimeType": "text/csv", "buffer": b"account,tier\nAcme,T1\n"}

DROP = """([selector, name, text]) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], name, { type: "text/csv" }));
    for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, { dataTransfer: dropped, bubbles: true, cancelable: true });
        document.querySelector(selector).dispatchEvent(event);
    }
}"""


def attach(page: Page, file: Any = TABLE) -> None:
    """Through the system's own dialog."""
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Attach a file").click()
    asked.value.set_files(file)


def test_a_file_is_sent_with_words_and_saved_by_whoever_sees_it(box: Control, open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    attach(page)
    expect(page.get_by_role("button", name="Remove accounts.csv")).to_be_visible()
    page.get_by_role("textbox", name="Message #sales").fill("here they are")
    page.keyboard.press("Enter")
    file = page.get_by_role("link", name="accounts.csv")
    expect(file).to_contain_text("CSV, 21 bytes")
    expect(page.get_by_role("button", name="Remove accounts.csv")).to_have_count(0)
    assert box.ann.messages("C0SALES")[-1].text == "here they are"
    with page.expect_download() as saved:
        file.click()
    assert saved.value.suggested_filename == "accounts.csv"
    saved.value.save_as(tmp_path / "saved.csv")
    assert (tmp_path / "saved.csv").read_bytes() == TABLE["buffer"]


def test_a_file_needs_no_words_and_waits_in_its_conversation(box: Control, open_page: Open) -> None:
    page = open_page()
    attach(page)
    page.get_by_role("link", name="general").click()
    expect(page.get_by_role("textbox", name="Message #general")).to_be_visible()
    expect(page.get_by_role("button", name="Remove accounts.csv")).to_have_count(0)
    page.get_by_role("link", name="sales").click()
    expect(page.get_by_role("button", name="Remove accounts.csv")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="accounts.csv")).to_be_visible()


def test_a_file_is_dropped_anywhere_on_a_conversation(box: Control, open_page: Open) -> None:
    page = open_page("UANN", "D0ANN")
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Hearth")).to_be_visible()
    page.evaluate(DROP, ["main .messages", "dropped.csv", "account,tier"])
    expect(page.get_by_role("button", name="Remove dropped.csv")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="dropped.csv")).to_be_visible()
    assert box.ann.messages()[-1].json["subtype"] == "file_share"


def test_a_file_put_back_is_not_sent_and_an_empty_one_is_refused(box: Control, open_page: Open) -> None:
    page = open_page()
    attach(page)
    page.get_by_role("button", name="Remove accounts.csv").click()
    expect(page.get_by_role("button", name="Send")).to_be_disabled()
    attach(page, {**TABLE, "buffer": b""})
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("has 0 bytes")).to_be_visible()
    expect(page.get_by_role("button", name="Remove accounts.csv")).to_be_visible()


def test_a_deleted_file_says_so(box: Control, open_page: Open) -> None:
    file = box.ben.drops("old.pdf", b"%PDF", "C0SALES")
    page = open_page()
    expect(page.get_by_role("link", name="old.pdf")).to_be_visible()
    box.ben.deletes_file(file)
    expect(page.get_by_text("This file was deleted.")).to_be_visible()
