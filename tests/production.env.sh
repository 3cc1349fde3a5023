# A production environment that is valid and worthless. Sourced by tests/lint.sh, with $folder an empty folder.
random() { python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(48)).decode())'; }
key() { python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'; }

export SECRET_KEY="$(random)"
export MASTER_KEY_ID=check
export MASTER_KEYS="check:$(key)"
export ALLOWED_HOSTS=hypotheek.example.nl
export BASE_URL=https://hypotheek.example.nl
export DATABASE_URL=postgres://portal@127.0.0.1:5432/portal
export BROKER_URL=amqp://portal@127.0.0.1:5672/portal
export CACHE_URL=redis://127.0.0.1:6379/0
export EMAIL_URL=smtp+tls://portal:secret@mail.example.nl:587
export DEFAULT_FROM_EMAIL=hypotheek@example.nl
export MEDIA_ROOT="$folder/files"
export SIGNING_KEYS="$folder/signing"
export TIMESTAMP_URL=https://tsa.example.nl
export OCKTO_URL=https://ockto.example.nl OCKTO_USER=neo OCKTO_PASSWORD=secret OCKTO_PROVIDER_CODE=NEO
export OCKTO_CLIENT_CERT="$folder/ockto.cert.pem" OCKTO_CLIENT_KEY="$folder/ockto.key.pem"
export IDIN_ACQUIRER_URL=https://idin.example.nl IDIN_MERCHANT_ID=0020000387
export IDIN_MERCHANT_KEY="$folder/merchant.key.pem" IDIN_MERCHANT_CERT="$folder/merchant.cert.pem"
export IDIN_ACQUIRER_CERT="$folder/acquirer.cert.pem"
export REGISTERS_URL=https://registers.example.nl REGISTERS_TOKEN=secret EP_ONLINE_KEY=secret
export CREDITOR_IDENTIFIER=NL51ZZZ405365330000
export LENDER='{"legal_name": "Voorbeeld B.V.", "trade_name": "Voorbeeld", "address": {"street": "Plein", "house_number": "1", "postcode": "1234 AB", "city": "Utrecht", "country": ""}, "phone": "030 - 123 45 67", "email": "info@example.nl", "website": "www.example.nl", "kvk_number": "12345678"}'
