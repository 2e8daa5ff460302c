"""The ledger of a document: what publication requires of it and which relations there are, each with what came of it."""
