"""Notice boards kept in a workspace: what hangs on them, when they were put up, whether they are out of date."""
