"""Sheets: tables and lists that are not findings of one document (what moved, what a version mended, a ledger), shown
as text, Markdown, HTML or a workbook."""
