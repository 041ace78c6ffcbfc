"""The printed headings of each layout."""

from samples.printing.ruled_table import Heading
from samples.printing.typesetting import BREAK, TIE

EDGAR_TABLE_I = (
    Heading("1. Title of Security (Instr. 3)"),
    Heading("2. Transaction Date (Month/Day/Year)"),
    Heading("2A. Deemed Execution Date, if any (Month/Day/Year)"),
    Heading("3. Transaction Code (Instr. 8)", ("Code", "V")),
    Heading("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)", ("Amount", "(A) or (D)", "Price")),
    Heading("5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)"),
    Heading("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("7. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)
EDGAR_TABLE_II = (
    Heading("1. Title of Derivative Security (Instr. 3)"),
    Heading("2. Conversion or Exercise Price of Derivative Security"),
    Heading("3. Transaction Date (Month/Day/Year)"),
    Heading("3A. Deemed Execution Date, if any (Month/Day/Year)"),
    Heading("4. Transaction Code (Instr. 8)", ("Code", "V")),
    Heading(
        "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
        ("(A)", "(D)"),
    ),
    Heading(
        "6. Date Exercisable and Expiration Date (Month/Day/Year)",
        ("Date Exercisable", "Expiration Date"),
    ),
    Heading(
        "7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
        ("Title", "Amount or Number of Shares"),
    ),
    Heading("8. Price of Derivative Security (Instr. 5)"),
    Heading("9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)"),
    Heading("10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("11. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)

ISSUER_TABLE_I = (
    Heading("1.Title of Security\n(Instr. 3)"),
    Heading("2. Trans. Date"),
    Heading("2A. Deemed Execution Date, if any"),
    Heading("3. Trans. Code\n(Instr. 8)", ("Code", "V")),
    Heading("4. Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", ("Amount", "(A) or (D)", "Price")),
    Heading("5. Amount of Securities Beneficially Owned Following Reported Transaction(s)\n(Instr. 3 and 4)"),
    Heading("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("7. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)
ISSUER_TABLE_II = (
    Heading("1. Title of Derivate Security\n(Instr. 3)"),  # the real page has this slip
    Heading("2. Conversion or Exercise Price of Derivative Security"),
    Heading("3. Trans. Date"),
    Heading("3A. Deemed Execution Date, if any"),
    Heading("4. Trans. Code\n(Instr. 8)", ("Code", "V")),
    Heading("5. Number of Derivative Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", ("(A)", "(D)")),
    Heading("6. Date Exercisable and Expiration Date", ("Date Exercisable", "Expiration Date")),
    Heading(
        "7. Title and Amount of Securities Underlying Derivative Security\n(Instr. 3 and 4)",
        ("Title", "Amount or Number of Shares"),
    ),
    Heading("8. Price of Derivative Security\n(Instr. 5)"),
    Heading("9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)"),
    Heading("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("11. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)
OWNERS_TABLE = (
    Heading("Reporting Owner Name / Address"),
    Heading("Relationships", ("Director", f"10%{TIE}Owner", "Officer", "Other")),
)

TYPED_TABLE_I = (
    Heading("1. Title of Security (Instr. 3)"),
    Heading("2. Transaction Date (Month/Day/Year)"),
    Heading("2A. Deemed Execution Date, if any (Month/Day/Year)"),
    Heading("3. Transaction Code (Instr. 8)", ("Code", "V")),
    Heading("4. Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)", ("Amount", "(A) or (D)", "Price")),
    Heading("5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)"),
    Heading("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("7. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)
TYPED_TABLE_II = (
    Heading("1. Title of Derivative Security (Instr. 3)"),
    Heading("2. Conversion or Exercise Price of Derivative Security"),
    Heading(f"3. Transaction Date (Month/{BREAK}Day/Year)"),
    Heading(f"3A. Deemed Execution Date, if any (Month/{BREAK}Day/Year)"),
    Heading("4. Transaction Code (Instr. 8)", ("Code", "V")),
    Heading("5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4, and 5)", ("(A)", "(D)")),
    Heading(
        f"6. Date Exercisable and Expiration Date (Month/{BREAK}Day/Year)",
        ("Date Exercisable", "Expiration Date"),
    ),
    Heading(
        "7. Title and Amount of Underlying Securities (Instr. 3 and 4)",
        ("Title", "Amount or Number of Shares"),
    ),
    Heading("8. Price of Derivative Security (Instr. 5)"),
    Heading("9. Number of Derivative Securities Beneficially Owned following Reported Transactions (Instr. 4)"),
    Heading("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)"),
    Heading("11. Nature of Indirect Beneficial Ownership (Instr. 4)"),
)
