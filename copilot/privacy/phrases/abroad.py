"""Asking, warning and directing in German, French, Spanish, Dutch, Italian, Polish and Portuguese: the common ways."""

from __future__ import annotations

from typing import Final

ITEMS: Final = {
    "CREDIT_CARD": r"""
        kreditkartennummer/kartennummer/kreditkartendaten/kartendaten/creditcardnummer/kaartnummer
        numero de(?: (?:la|votre|su|sua|tu))? (?:carte|tarjeta)(?: (?:bancaire|bleue|de credit|de credito|bancaria))?
        numero (?:de|da|do|della|di)(?: (?:su|seu|sua|tua|carta|cartao))? ?(?:tarjeta|cartao|carta)(?: (?:di\
            |de) credito)?
        coordonnees bancaires
        datos de(?: (?:su|la|tu))? tarjeta
        dados do(?: seu)? cartao
        dati della(?: sua)? carta
        numer karty
        """,
    "CVV": r"""
        prufziffer/kartenprufnummer/sicherheitscode
        cryptogramme(?: visuel)?
        codigo de (?:seguridad|seguranca)
        kod cvv
        """,
    "CARD_EXPIRY": r"""
        ablaufdatum/vervaldatum/scadenza
        date d'expiration
        fecha de (?:caducidad|vencimiento)
        data de validade
        data waznosci
        """,
    "PASSWORD": r"""
        kennwort/passwort/wachtwoord/contrasena/senha/haslo/hasla/parola
        mot de passe
        palavra passe
        """,
    "PIN": r"pincode/geheimzahl/pinnummer",
    "ONE_TIME_CODE": r"""
        code/codigo/codice/kod(?: (?:recu|ricevuto|recibido|recebido|z|de verificacion|de verificacao|di verifica\
            |de verification|par|por|via|pelo))(?: (?:par|por|via|pelo))?(?: (?:sms|smsa))?
        bestatigungscode/verificatiecode/einmalcode/tan
        """,
    "PASSPORT": r"""
        reisepassnummer/passnummer/paspoortnummer
        numero de (?:passeport|pasaporte|passaporte)
        numer paszportu
        """,
    "NATIONAL_ID": r"""
        personalausweisnummer/ausweisnummer/steuernummer/steuerid/burgerservicenummer/pesel
        numero de (?:securite sociale|contribuinte)
        codice fiscale
        """,
    "BANK_ACCOUNT": r"kontonummer/bankverbindung/rekeningnummer",
    "PERSON": r"""
        name/namen/vorname/nachname/nachnamen/vornamen/naam/nachnaam/voornaam/nazwisko/nome/cognome/nom/prenom\
            /namn/efternamn/nombre/apellidos/apellido/sobrenome(?: (?:complet|completo|complete))?
        imie i nazwisko
        """,
    "STREET_ADDRESS": r"""
        anschrift/adresse/adress/lieferadresse/hausnummer/huisnummer/adres/direccion/endereco/indirizzo\
            /morada(?! (?:e-?mail|mail))
        """,
    "EMAIL_ADDRESS": r"""
        mailadresse/emailadresse/mailadres/correo/courriel/maila
        adresse (?:e-?mail|mail)
        indirizzo (?:e-?mail|mail)
        direccion de (?:correo|email)(?: electronico)?
        endereco de e-?mail
        adres (?:e-?mail|mailowy)
        e mailadress?e?
        """,
    "ZIP_CODE": r"""
        postleitzahl/plz/postnummer/postcode
        code postal
        codigo postal
        kod pocztowy
        cap/cep
        """,
    "PHONE_NUMBER": r"""
        telefonnummer/handynummer/rufnummer/telefoonnummer/mobilnummer
        numero de (?:telephone|telefono|telefone|portable|celular|movil)
        numero di telefono
        numer telefonu
        """,
    "DATE_OF_BIRTH": r"""
        geburtsdatum/geboortedatum
        date de naissance
        fecha de nacimiento
        data (?:di nascita|de nascimento|urodzenia)
        """,
    "ORDER_NUMBER": r"""
        bestellnummer/auftragsnummer/sendungsnummer/kundennummer/bestelnummer/ordernummer/klantnummer/vorgangsnummer
        numero de (?:commande|pedido|client|suivi|cliente|seguimiento)
        numero (?:d'ordine|dell'ordine|di ordine|do pedido|cliente)
        numer zamowienia
        """,
    "USER_NAME": r"""
        benutzername/benutzernamen/gebruikersnaam
        nom d'utilisateur
        nombre de usuario
        nome utente
        """,
}

OTHER: Final = r"""
    codigo/code promo(?:cional|tionnel)?
    """

CUES: Final = {
    "TELL_ME": r"""
        nennen/schicken/senden/sagen/geben/teilen/schreiben sie (?:mir|uns)(?: bitte| doch)*
        schick/sag/gib/nenn/schreib (?:mir|uns)(?: bitte| mal| doch)*
        konnen/konnten/wurden/kannst/konntest (?:sie|du)(?: (?:mir|uns))?(?: bitte| noch)*
        pouvez/pourriez vous(?: (?:s'il vous plait|me|nous|m'))*(?:'| )?(?:donner|indiquer|envoyer|communiquer\
            |confirmer|transmettre|preciser|dire|fournir)
        donnez/envoyez/indiquez/dites/communiquez/confirmez (?:moi|nous)
        merci de (?:me |m'|nous )?(?:envoyer|donner|indiquer|communiquer|confirmer|transmettre)
        veuillez (?:me |m'|nous )?(?:envoyer|donner|indiquer|communiquer|confirmer|transmettre)
        puis/pourrais je (?:avoir|vous demander)
        me/nos (?:puede|podria|pode|poderia|da|das|dice|puedes)(?: (?:decir|dar|enviar|indicar|facilitar\
            |confirmar|informar|passar|proporcionar|mandar))?
        puede/podria/pode/poderia/puedes (?:me |nos )?(?:decirme|darme|enviarme|indicarme|facilitarme|confirmarme\
            |proporcionarme|enviar|informar|passar|dizer|confirmar|dar|mandar|fornecer|indicar)
        digame/deme/envieme/indiqueme/confirmeme/faciliteme/mandeme/enviame/dime
        por favor(?:,)? (?:me )?(?:informe|envie|indique|confirme|diga|mande)
        darf/durfte ich
        posso/potrei avere
        me (?:passa|passe)(?: o| a)?
        kan jag fa
        op welke?
        a que
        vilken
        mag/kan/zou ik(?: (?:even|graag))?
        kunt/kan/zou (?:u|je|jij)(?: (?:mij|me|ons))?(?: (?:uw|even|ook|alstublieft))*
        puo/potrebbe/puoi (?:darmi|dirmi|inviarmi|indicarmi|confermarmi|fornirmi)
        mi/ci (?:puo|potrebbe|puoi|serve|servono|dia|dica|invii|mandi|indichi)(?: (?:dare|dire|inviare|indicare\
            |confermare|fornire|mandare))?
        prosze (?:podac|o podanie|o|wpisac|napisac|przeslac)
        czy (?:moge|moze pan|moze pani|mozna)(?: (?:prosic|podac|poprosic))?(?: o)?
        """,
    "WANT": r"""
        ich/wir (?:brauche|brauchen|benotige|benotigen)(?: (?:noch|nur|bitte))*
        j'(?:ai|aurais) besoin d(?:e)?
        necesito/necesitamos/preciso/precisamos(?: (?:de|do|da))?
        ik heb(?: nodig)?
        ho bisogno (?:di|del|della|dell)
        potrzebuje
        """,
    "QUESTION": r"""
        wie (?:ist|lautet|lauten|war)
        was ist(?= (?:ihre?|deine?)\b)
        quel/quelle/quels/quelles (?:est|sont|etait)
        cual/cuales (?:es|son|era)
        qual (?:e|sao|era)
        wat (?:is|zijn|was)
        jaki/jakie/jaka(?: jest)?
        """,
    "ENTER": r"""
        geben sie(?: bitte)?
        saisissez/introduzca/inserisca/voer/vul/insira/digite
        """,
    "NOT_SENTENCE": r"""
        nie/niemals/nicht/kein/keine/keinen/keinesfalls/nigdy/nunca/nooit/niet/geen/jamais/mai/nao/jamas/niemandem
        no (?:necesito|necesitamos|comparta|compartas|envie|envies|mande|diga|escriba|hace falta|es necesario\
            |condivida|inviare|de)
        non (?:condivida|inviare|invii|serve|comunichi|abbiamo|chiediamo|e)
        ne (?:partagez|communiquez|donnez|envoyez)
        n'envoyez
        """,
    "OFF": r"""
        finden/zurucksetzen/andern/geandert
        puede/podra/puedes (?:cambiar|encontrar|actualizar)
        puo/puoi (?:cambiare|trovare|modificare)
        u kunt
        vous (?:pouvez|trouverez)
        """,
    "SECURE": r"""
        auf der (?:\w+seite|seite)
        sur la page
        en la pagina
        """,
    "HERE": r"""
        hier im chat
        ici
        aqui
        """,
    "=PERSON": r"""
        wie (?:heissen|heiss?en) sie
        wie ist ihr name
        mit wem (?:spreche|chatte|schreibe)
        comment (?:vous )?(?:appelez|appellez)
        como se (?:llama|chama)
        hoe heet
        vad heter du
        vilket namn
        auf welchen namen
        con quien hablo
        chi parla
        com quem (?:eu )?falo
        qui a signe
        a qui
        come si chiama
        jak (?:sie |ma )?(?:pan|pani)(?: (?:sie|na imie))?(?: nazywa)?
        """,
}
