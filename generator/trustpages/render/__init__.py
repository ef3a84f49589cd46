"""Page data becomes Markdown, chart data becomes SVG, tables become CSV, feeds become Atom."""
