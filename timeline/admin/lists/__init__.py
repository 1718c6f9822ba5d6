"""What the desk's lists share: long ones, filters by a chosen record, counts, merging, the change
history. What one noun alone shows belongs in that noun's file.
"""
