"""The local web application in which a person decides about everything that the program was not sure of."""
