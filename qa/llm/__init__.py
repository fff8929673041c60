"""What a language model may do, where one is configured: propose how a question is meant, and word a passage.

It has no tools and sees no library. It proposes a question, which our own lookup answers; it writes sentences, and of
these the program prints only what stands in the report (`qa.llm.checking`). Nothing here is imported where no model
is configured.
"""
