"""Retold: an event timeline that keeps every source's telling."""
