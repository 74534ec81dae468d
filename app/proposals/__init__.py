"""One model for every change that comes from elsewhere: base, ours, theirs per element, decided and applied once."""
