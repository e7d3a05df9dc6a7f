"""The W3C Web Annotation Protocol (https://www.w3.org/TR/annotation-protocol/): containers of public annotations."""
