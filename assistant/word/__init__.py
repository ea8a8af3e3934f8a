"""Word files: reports in the layout officials must use, conversations, and outlines read from .docx."""
