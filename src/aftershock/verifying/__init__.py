"""Claims to questions, questions to outcomes, outcomes to scores."""
