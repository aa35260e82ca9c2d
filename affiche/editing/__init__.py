"""The working text of a policy, edited elsewhere than in its files: opened, taken apart, put together, saved."""
