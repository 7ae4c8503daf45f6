//! Charts as SVG, drawn here so that they need no script and follow the style sheet.
