"""What laws ask a policy to say, found in its facts and its text, with the provision and the sentence."""
