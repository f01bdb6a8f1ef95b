"""The product as it would be without its second wall, for one benchmark: nothing in the product can be set so."""
