"""How things are said, each in one place: states, figures, dates, names, labels of enumerations."""
