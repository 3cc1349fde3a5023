"""The demo's mailbox: takes every mail over SMTP and shows it in the browser. Sends nothing on."""
