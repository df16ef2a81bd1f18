"""How the workspace reaches the app: Socket Mode, signed HTTP, and the short-lived permits each delivery carries."""
