"""The command line: `python -m app COMMAND`. It only reads arguments, calls the services and prints."""
