"""网站栏目: the columns of the website, when each is to be updated, and the measures of an inspection."""
