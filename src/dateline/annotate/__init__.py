"""From a report to layers of spans over its text: sentences, words, syntax, names, roles, numbers, times, quotations, sayings."""
