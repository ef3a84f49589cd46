"""The limitation rules by family; an id such as L41 stands in the first line of its module."""
