"""Records from which the evaluation of 2017 comes out again: 164 citizens nobody ever met, dealt out from its numbers.

The data files say of each number whether it is published, follows from what is, or is made up.
"""
