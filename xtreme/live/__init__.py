"""The process of the live updates: holds the connections of open pages and tells them which incidents changed.

`python -m xtreme.live` serves it. It needs Valkey and the key that signs tokens; neither database nor session.
"""
