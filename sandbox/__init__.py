"""A strict Slack workspace on your own machine: it speaks the wire and refuses what Slack refuses."""
