"""What follows from the data of a year: scores and grades. Pure, exact, nothing is printed."""
