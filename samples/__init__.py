"""The worked example that comes with the program, and what builds it from readable source."""
