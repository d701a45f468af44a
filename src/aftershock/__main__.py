"""`python -m aftershock` is the `aftershock` command."""

from aftershock.cli import main

if __name__ == "__main__":
    main()
