"""Answers to buyers' questions, each computed from the report or marked as unanswered."""
