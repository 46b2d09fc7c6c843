"""What `bin/serve` and `bin/test` do: an installation and its processes on one machine."""
