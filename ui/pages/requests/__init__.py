"""依申请公开: requests for information, until when each is to be answered, what was done, and its letters."""
