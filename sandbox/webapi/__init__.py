"""Slack's Web API over the workspace, as strict as Slack's own."""

from sandbox.webapi.cutting import CuttableProtocol
from sandbox.webapi.dispatch import WebApi

__all__ = ["CuttableProtocol", "WebApi"]
