"""Serra Clara Têxtil (Xtreme Support): an invoice field of the tax reform, and one fault reported twice."""

from tickets.models import Channel
from xtreme.demo.contacts import BIANCA, ROGERIO, THIAGO
from xtreme.demo.customers import SERRA_CLARA
from xtreme.demo.moments import worked
from xtreme.demo.people import LUIZ, MARCUS
from xtreme.demo.stories import Story, asks, closes_as_duplicate, notes, replies, takes, writes

NFE_WITHOUT_GROUP = Story(
    key="nfe-without-group",
    customer=SERRA_CLARA,
    contact=BIANCA,
    product="LGF",
    version="13.0",
    severity=2,
    title="NF-e sent without IBS/CBS group although fix LGF-13.0-BR-04 is installed",
    description="""
        We installed LGF-13.0-BR-04 on both application servers. Some NF-e still leave without the group IBS/CBS
        and are rejected by the tax authority, others are right. It seems to depend on which server sends.

            NF-e 118204  app01  <IBSCBS> present   autorizado
            NF-e 118205  app02  <IBSCBS> missing   rejeitado
            NF-e 118206  app01  <IBSCBS> present   autorizado

        The version screen shows BR-04 on both.
        """,
    impact="About a third of our invoices are rejected and sent again by hand; trucks wait for the document.",
    logged=worked(days=1, hours=2),
    steps=(
        takes(worked(days=1, hours=1, minutes=20), LUIZ),
        replies(
            worked(days=1),
            LUIZ,
            """
            Bom dia Bianca! The pattern by server is a very good find. The version screen reads the database,
            not the
            files, so app02 may show BR-04 and still run the old module. Until we know: please take app02 out
            of the
            sending pool (Administration, Pools, NF-E), app01 alone can carry your volume.
            """,
        ),
        writes(
            worked(hours=8),
            BIANCA,
            "app02 is out of the pool since 10:40, no rejection since then. The old ones are sent again.",
        ),
        asks(
            worked(hours=6),
            LUIZ,
            """
            Great, then nobody waits for documents any more. To repair app02 I need its log: please send
            nfe-module.log of app02 from its last restart on, and the list of files in lib/nfe with date and
            size
            (the command is in the article "What to send with an incident").
            """,
        ),
    ),
)

FREIGHT_TWICE = Story(
    key="freight-twice",
    customer=SERRA_CLARA,
    contact=ROGERIO,
    product="ORV",
    version="6.0",
    title="Freight is charged twice on split orders",
    description="""
        When an order is delivered in two parts, Ordrevej 6.0 puts the whole freight on both invoices. Example:
        order 55120, freight R$ 480.00, split into deliveries 1 and 2, both invoices show 480.00. It should
        be 480
        together. Orders in one delivery are right. Steps: create an order with fixed freight, split it, invoice
        both parts.
        """,
    logged=worked(days=8),
    steps=(
        takes(worked(days=7, hours=7), MARCUS),
        replies(
            worked(days=7, hours=5),
            MARCUS,
            """
            Olá Rogério, reproduced: it happens when the freight is entered as a fixed amount, not when it
            comes from
            the freight table. Until it is corrected, enter the freight on the first delivery only, or use a
            table
            with one line.
            """,
        ),
        writes(
            worked(days=6, hours=6),
            ROGERIO,
            """
            Confirmed, with the table it is right. For old customers we need the fixed amount, so we
            still want a fix.
            """,
        ),
        replies(
            worked(days=5, hours=2),
            MARCUS,
            """
            Understood. The distribution team looks at the place where a delivery is split; I report
            back this week.
            """,
        ),
        replies(
            worked(days=3),
            MARCUS,
            """
            They found it: the split copies the freight line instead of dividing it. A colleague of yours has
            reported the same by mail; I have joined the two, so that you both get one answer here.
            """,
        ),
        notes(
            worked(days=2),
            MARCUS,
            """
            Correction planned for the next fix of ORV 6.0, number to come. Ask for credit notes?
            Rogério has 12 orders.
            """,
        ),
        replies(
            worked(days=1),
            MARCUS,
            """
            The correction is in review. For the twelve orders invoiced twice, a list "Freight per order" is
            now in
            your shared reports; it shows which invoices need a credit note.
            """,
        ),
    ),
)

FREIGHT_BY_MAIL = Story(
    key="freight-by-mail",
    customer=SERRA_CLARA,
    contact=THIAGO,
    channel=Channel.MAIL,
    product="ORV",
    version="6.0",
    language="pt",
    title="Frete calculado duas vezes / freight charged twice",
    description="""
        Bom dia,

        nos pedidos com entrega parcial o frete aparece inteiro em cada nota. No pedido 55187 o cliente pagou
        duas
        vezes R$ 310,00 e agora pede o estorno. Já aconteceu em pelo menos cinco pedidos este mês. Podem
        verificar,
        por favor?

        (Short in English: on split orders the freight is charged in full on every invoice.)

        Obrigado, Thiago Lorenzi
        """,
    logged=worked(days=3, hours=4),
    steps=(
        takes(worked(days=3, hours=3), LUIZ),
        closes_as_duplicate(
            worked(days=3, hours=1),
            LUIZ,
            """
            Olá Thiago, obrigado pelo aviso. É a mesma falha que o Rogério já relatou; para que vocês recebam
            uma só
            resposta, juntamos este chamado ao dele. Os pedidos 55187 e os outros quatro estão anotados lá, e
            a lista
            para os estornos vem pelo mesmo caminho.

            (English: this is the fault that Rogério has reported already; the two are joined, your orders
            are noted
            there.)
            """,
            of=FREIGHT_TWICE,
        ),
    ),
)

STORIES = (NFE_WITHOUT_GROUP, FREIGHT_TWICE, FREIGHT_BY_MAIL)
