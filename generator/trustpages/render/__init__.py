"""Page data becomes Markdown, chart data becomes SVG."""
