"""What other sites show of ours: frames, oEmbed, and the picture of a shared link.

None of these sets a cookie.
"""
