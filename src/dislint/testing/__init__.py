"""Test support: synthetic reports, clean or with injected errors, for the project's and plugins' tests."""
