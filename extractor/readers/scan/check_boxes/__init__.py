"""Check boxes of a page's picture and what ticks them."""
