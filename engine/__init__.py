"""What is computed: plain values in, plain values out; see README.md for the interface."""
