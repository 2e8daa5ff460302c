"""The kinds of error, by what they are done to; ``dislint.testing.injection`` gathers them."""
