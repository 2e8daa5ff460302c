"""``python -m dislint``."""

from dislint.cli.commands import main

if __name__ == "__main__":
    main()
