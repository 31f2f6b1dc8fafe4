"""Loops in C for what Python does in many small steps, each optional: the module that uses one says what it does without.

They are compiled when the package is built where there is a C compiler (``hatch_build.py``), and give the same answers.
"""
