"""The register of laws: what holds, who cites it, what became of it."""
