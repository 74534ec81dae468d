"""The county desk: many units seen together, and what is published of them. Townships with villages have it too."""
