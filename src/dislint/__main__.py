"""``python -m dislint``."""

from dislint.cli import main

if __name__ == "__main__":
    main()
