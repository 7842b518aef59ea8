"""The command line: arguments, messages, printing, exit codes. Decides nothing of its own."""
