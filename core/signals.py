"""What happened in core, for the modules above. Receivers run inside the same transaction.

Each is sent with `sender` (the record's class), `record`, `by` and `at`; `returned` and
`withdrawn` with `comment` too.
"""

from django.dispatch import Signal

submitted = Signal()
approved = Signal()
returned = Signal()
withdrawn = Signal()
