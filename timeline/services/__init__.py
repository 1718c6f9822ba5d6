"""Writing: load and dump a digest, merge actors and events."""
