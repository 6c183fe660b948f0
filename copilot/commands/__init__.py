"""What each command does; the same services as over HTTP, without HTTP."""
