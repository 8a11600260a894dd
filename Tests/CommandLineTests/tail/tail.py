#!/usr/bin/env python3
"""Drives `fencewatch tail` through what happens to log files, and counts what came out.

Every line is an offer with a serial number in its author's name, so loss and repetition are counted, not guessed.

    tail.py BINARY SCENARIO [--long] [--seed N]

Prints one line a check; exits with 1 where one failed. Times are checked in the long versions only. Waiting is for what the
store holds, up to a deadline; pauses between writes are part of a scenario, not a way to wait.
"""
import sys

import load
import model
import places
import rotation
import state
from driver import failures, options

scenario = next(getattr(module, options.scenario) for module in (rotation, places, load, state, model) if hasattr(module, options.scenario))
scenario()
sys.exit(1 if failures else 0)
