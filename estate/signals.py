"""What the estate tells the modules above it, inside the transaction that writes."""

from django.dispatch import Signal

estate_changed = Signal()
"""Sent with `changes` (a list of EstateChange, each of an item), `at` and `by`; the sender is None."""
