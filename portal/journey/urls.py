"""The consumer's addresses."""

from django.urls import path

from portal.journey.views import about, brondata, documents, intake, loan, mandate, ockto, offer, sources, start

app_name = "journey"

urlpatterns = [
    path("", start.start, name="start"),
    path("contact/", about.contact, name="contact"),
    path("klachten/", about.complaints, name="complaints"),
    path("privacy/", about.privacy, name="privacy"),
    path("toegankelijkheid/", about.accessibility, name="accessibility"),
    path("bronnen/", sources.sources, name="sources"),
    path("aanvraag/", start.home, name="home"),
    path("aanvraag/meedoen/", start.join, name="join"),
    path("aanvraag/toets/", intake.test, name="test"),
    path("aanvraag/samen/", intake.together, name="together"),
    path("aanvraag/over-jou/", intake.person, name="person"),
    path("aanvraag/woning/", intake.home_details, name="home_details"),
    path("aanvraag/lening/", loan.loan, name="loan"),
    path("aanvraag/gegevens/", brondata.route, name="route"),
    path("aanvraag/ockto/", ockto.ockto_page, name="ockto"),
    path("aanvraag/ockto/nieuw/", ockto.ockto_invite, name="ockto_invite"),
    path("aanvraag/ockto/mail/", ockto.ockto_mail, name="ockto_mail"),
    path("aanvraag/bronnen/<slug:source>/", sources.source, name="source"),
    path("aanvraag/inkomen/", brondata.income, name="income"),
    path("aanvraag/controle/", brondata.figures, name="figures"),
    path("aanvraag/versturen/", start.submit, name="submit"),
    path("aanvraag/opnieuw/", start.again, name="again"),
    path("aanvraag/stoppen/", start.withdraw, name="withdraw"),
    path("aanvraag/rente-aanbod/", offer.renteaanbod, name="renteaanbod"),
    path("aanvraag/rente-aanbod/verder/", offer.use_renteaanbod, name="use_renteaanbod"),
    path("aanvraag/rente-aanbod/pdf/", offer.renteaanbod_pdf, name="renteaanbod_pdf"),
    path("aanvraag/documenten/", documents.documents, name="documents"),
    path("aanvraag/documenten/inleveren/", documents.complete, name="complete"),
    path("aanvraag/documenten/<uuid:request_id>/", documents.document, name="document"),
    path("aanvraag/bestanden/<uuid:upload_id>/", documents.view_file, name="view_file"),
    path("aanvraag/bestanden/<uuid:upload_id>/weghalen/", documents.remove, name="remove_upload"),
    path("aanvraag/beoordeling/", offer.assessment, name="assessment"),
    path("aanvraag/aanbod/", offer.aanbod, name="aanbod"),
    path("aanvraag/aanbod/ondertekenen/", offer.sign, name="sign"),
    path("aanvraag/downloads/<slug:what>/", offer.download, name="download"),
    path("aanvraag/identificatie/", mandate.identify, name="identify"),
    path("aanvraag/identificatie/terug/", mandate.identify_return, name="identify_return"),
    path("aanvraag/machtiging/", mandate.mandate, name="mandate"),
    path("aanvraag/notaris/", mandate.notary, name="notary"),
    path("aanvraag/klaar/", mandate.done, name="done"),
]
