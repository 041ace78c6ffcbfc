"""The local web application in which a person settles what the program was not sure of."""
