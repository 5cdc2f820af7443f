"""Bringing in what a municipality kept in a spreadsheet: read, match columns, check, write. In that order."""
