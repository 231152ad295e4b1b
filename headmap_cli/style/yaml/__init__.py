"""YAML style files and manifests: plain data with line numbers, and errors that say what to write instead."""
