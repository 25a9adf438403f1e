"""The parts of the page of one event, each made of the same claims."""
