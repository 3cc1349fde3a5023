"""How the portal writes amounts, rates, dates and terms in Dutch, on screens, in mails and in PDFs."""
