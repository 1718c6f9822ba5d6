"""Words that someone said, in running text: the quotations, and who speaks."""
