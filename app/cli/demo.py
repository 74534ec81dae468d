"""demo."""

import argparse


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
