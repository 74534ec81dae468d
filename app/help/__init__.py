"""The help: what its pages say and how they are shown in the window, as web pages and on paper."""
