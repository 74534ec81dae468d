"""Handing the work over to the next clerk: what is open, a backup of everything, a sheet that both sign."""
