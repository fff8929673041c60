"""What a language model may do, where one is configured: select sentences of passages, and propose how a question is
meant.

It has no tools and sees no library. Of what it writes the program looks for the sentence of the report that is said
(`qa.llm.checking`), and shows that; a question that it proposes is offered to choose, and answered by our own lookup.
Nothing here is imported where no model is configured.
"""
