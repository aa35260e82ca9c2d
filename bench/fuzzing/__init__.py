"""The parts of the fuzzer: the site that it damages, how, and the commands that it runs."""
