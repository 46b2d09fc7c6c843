"""What Meridia's functions are for, and how often each runs, as their owners say."""

PURPOSES = {
    "Claims payment": ("Pays members and hospitals what their claims are worth.", "daily"),
    "Claims intake": (
        "Takes in claims by post, portal and file, and gives each a number.",
        "daily",
    ),
    "Hospital pre-approval": (
        "Tells hospitals before a treatment whether it is covered.",
        "always",
    ),
    "Pharmacy authorisation": ("Tells a pharmacy at the counter whether we pay.", "always"),
    "Contact centre": ("Answers members and providers by telephone and chat.", "daily"),
    "Member portal and app": ("Lets members see their cover, send claims and find care.", "always"),
    "Complaints handling": ("Answers complaints within the six weeks the law gives.", "daily"),
    "Enrolment": ("Takes on new members and tells them and their care providers.", "daily"),
    "Premium collection": ("Collects the premiums of members and employers.", "monthly"),
    "Provider payments (SEPA)": ("Pays hospitals and practices in the banks' daily run.", "daily"),
    "Card payments": ("Settles what members pay with our health card.", "always"),
    "Payment reconciliation": ("Matches what was paid with what the banks report.", "daily"),
    "Fraud screening": ("Holds payments that look wrong until somebody has looked.", "always"),
    "Regulatory reporting": ("Reports solvency and claims to the three supervisors.", "quarterly"),
    "General ledger and closing": ("Keeps the books and closes them each month.", "daily"),
    "Payroll run": ("Pays the salaries of all who work here.", "monthly"),
    "Provider directory service": ("Keeps who treats what, where, under which contract.", "daily"),
    "Provider contracting": ("Makes and renews contracts with hospitals and practices.", "daily"),
    "Treasury": ("Keeps enough money in the right accounts each day.", "daily"),
    "Member correspondence": ("Prints and sends letters, cards and statements.", "daily"),
    "Broker services": ("Serves the brokers who sell our policies.", "daily"),
    "Medical advice line": ("Gives members medical advice day and night.", "always"),
    "Procurement": ("Buys what the organisation needs and checks the invoices.", "daily"),
    "Debt collection": ("Reminds members in arrears and arranges payment.", "weekly"),
}
"""Function → what it does and for whom, and its frequency."""
