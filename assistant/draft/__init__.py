"""First-pass text for a report: from an outline to cited sections, data requests and a Word file."""
