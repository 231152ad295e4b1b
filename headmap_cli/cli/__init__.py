"""The command line: parse flags, call the library, print. One file per command."""
