"""发到网站: what is published on the portal is copied piece by piece, and the address written down."""
