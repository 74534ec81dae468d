"""公开清单助手: the whole program without a window."""

__version__ = "0.1.0"
