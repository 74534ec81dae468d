"""Where values are typed: one editor per kind of element, and the form that a checklist's definition makes of them."""
