"""Evaluation: written questions are asked through the one door, and the answers scored.

questions -> run -> score, grounding, retrieval -> report. Nothing here knows how an answer is found.
"""
