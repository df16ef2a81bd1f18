"""What Slack takes as Block Kit, written down as its reference has it, and Slack's words for what it refuses."""

from sandbox.blockkit.judgement import judge, judge_view, view_too_large
from sandbox.blockkit.problem import Problem
from sandbox.blockkit.rules import Surface

__all__ = ["Problem", "Surface", "judge", "judge_view", "view_too_large"]
