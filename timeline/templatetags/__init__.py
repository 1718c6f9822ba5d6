"""What templates can call: dates in words, outlets' colours, searched words marked, addresses."""
