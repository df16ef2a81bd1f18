"""WHAT ONE SEES without filling in a form. Law: drawn for one reader from what is remembered; nothing here writes."""
