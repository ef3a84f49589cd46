"""Charts: data becomes a scene of few simple marks, a scene becomes SVG in a light and a dark variant."""
