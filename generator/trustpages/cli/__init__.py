"""The commands: parse, call one workflow function, print, exit."""
