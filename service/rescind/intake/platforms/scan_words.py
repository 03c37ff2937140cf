"""What carriers' words for a scan mean, as AliExpress and its carrier Cainiao write them.

A phrase is known whole or not at all: "delivered" within "will be delivered" says nothing. Case,
accents, the place in brackets before it, a "Carrier note:" and the stop at the end do not matter.
Words that stand over scans of every kind ("Shipping update", "IN_TRANSIT" over a parcel that is
still being packed) are in no list. Sources: the statuses of global.cainiao.com, the answers of
`aliexpress.ds.order.tracking.get`.
"""

import re
from collections.abc import Mapping

from rescind.domain.words import ScanStatus
from rescind.intake.statuses import plain

_BEFORE = re.compile(r"^(?:\[[^\]]*\]\s*-?\s*)?(?:carrier note:\s*)?")

_PHRASES: Mapping[ScanStatus, str] = {
    ScanStatus.LABEL_CREATED: """
        created; order created; order confirmed; order received successfully; gwms_accept
        your order has been successfully created; your order has been created; order submitted
        logistics order created; shipment information received; shipping information received
        shipment information received by warehouse electronically
        shipment info received by warehouse; shipment info received; label created
        electronic information received; data received; pre-shipment; awaiting pickup by carrier
        your package is currently being prepared; your package is being prepared
        package is being prepared; seller is preparing your package; gwms_package
        package ready for shipping from warehouse; package ready to be shipped from warehouse
        awaiting collection by carrier; waiting for pickup by carrier
        pedido creado; tu pedido se ha creado correctamente; pedido confirmado
        tu paquete se esta preparando; el vendedor esta preparando tu paquete
        informacion del envio recibida; datos del envio recibidos
        informacion de envio recibida por el almacen de forma electronica""",
    ScanStatus.ACCEPTED: """
        accepted by carrier; received by logistics company; received by carrier
        collected by carrier; package collected by carrier; picked up by carrier
        package picked up by carrier; picked up; pickup success; pu_pickup_success
        package accepted by carrier; shipment accepted; parcel accepted
        parcel has been handed to logistics company; shipment accepted by the warehouse
        delivery company has picked up the large shipment; accepted by logistics company
        aceptado por el transportista; recogido por el transportista
        paquete recogido por el transportista; recibido por la empresa de logistica
        recibido por la empresa logistica""",
    ScanStatus.IN_TRANSIT: """
        package shipped out from warehouse; leave the warehouse; left from warehouse
        package left warehouse; gwms_outbound; package has left the warehouse
        processing at sorting center; inbound in sorting center; arrived at sorting center
        departed from sorting center; outbound in sorting center; left sorting center
        processing at departure country/region sorting center; package left sorting center of origin
        left from departure country/region sorting center; sc_inbound_success; sc_outbound_success
        arrived at departure transport hub; hand over to airline; handed over to airline
        handed over to line-haul; lh_ho_in_success; lh_ho_airline; lh_depart; lh_arrive
        leaving from departure country/region; left from departure country/region
        departed from departure country/region; departed country of origin
        arrived at linehaul office; arrived at line-haul office; handed over from linehaul office
        arrived in transit country/region; leaving transit country/region
        departed from transit country/region; arrived at destination country/region
        arrived in destination country/region; arrived at destination country
        arrived at destination country/region sorting center
        departed from destination country/region sorting center
        left from destination country/region sorting center; arrived at local sorting center
        departed from local sorting center; arrived at local delivery center
        awaiting for transit to final delivery office; received by local delivery company
        your package has been received by the local delivery company; gtms_accept
        package arrived at facility of the local delivery company; delivery carrier accepted
        accepted by last mile carrier; arrived at destination hub; gsta_inform_buyer
        arrived at pick-up point. package available for collection; available for pickup
        package available for collection; ready for pickup
        procesandose en el centro de clasificacion; en el centro de clasificacion
        ha salido del centro de clasificacion; ha salido del almacen
        paquete enviado desde el almacen
        ha salido del pais/region de origen; saliendo del pais/region de origen
        ha llegado al pais/region de destino; llegada al pais/region de destino
        ha llegado al centro de transporte de salida; entregado a la aerolinea
        recibido por la empresa de entrega local; recibido por la empresa de reparto local
        disponible para recoger; listo para recoger""",
    ScanStatus.CUSTOMS: """
        export customs clearance started; export customs clearance complete
        export clearance success; export customs clearance success; cc_ex_start; cc_ex_success
        import customs clearance started; import clearance start; import customs clearance start
        import customs clearance complete; import customs clearance success
        import clearance success; customs clearance started; customs clearance complete
        start customs clearance process; customs clearance successful; cleared customs
        clearing customs; arrived at customs; departed from customs; left from customs
        held by customs; customs duties payment requested; cc_im_start; cc_im_success
        cc_ho_in_success; cc_ho_out_success
        despacho de aduana de exportacion iniciado; despacho de aduana de exportacion completado
        despacho de aduana de importacion iniciado; despacho de aduana de importacion completado
        despacho aduanero iniciado; despacho aduanero completado; en aduana; retenido en aduana""",
    ScanStatus.OUT_FOR_DELIVERY: """
        out for delivery; your package is out for delivery; package out for delivery
        gtms_do_depart; loaded on delivery vehicle; with delivery courier
        en reparto; tu paquete esta en reparto; paquete en reparto""",
    ScanStatus.DELIVERED: """
        delivered; package delivered; your package has been delivered; delivery success
        successfully delivered; delivered successfully; successful delivery; signed; sign
        gtms_signed; package has been delivered
        entregado; paquete entregado; tu paquete se ha entregado; entrega realizada""",
    ScanStatus.EXCEPTION: """
        delivery attempt unsuccessful; delivery attempt failed; delivery failed
        unsuccessful delivery attempt; delivery failure; delivery unsuccessful
        delivery attempt unsuccessful.unable to deliver to mailbox; sc_inbound_failure
        processing delay at sorting center; package damaged; package lost; gtms_signed_failure
        import customs clearance failed; export customs clearance failed
        intento de entrega fallido; entrega fallida; paquete perdido; paquete danado""",
    ScanStatus.RETURNED: """
        returned to sender; returning to sender; package returned to sender; package returned
        returned to seller; return to sender; returned to warehouse
        devuelto al remitente; devuelto al vendedor; paquete devuelto""",
}

KNOWN: Mapping[str, ScanStatus] = {
    phrase: status
    for status, phrases in _PHRASES.items()
    for line in phrases.strip().splitlines()
    for phrase in (one.strip() for one in line.split(";"))
}
"""Every phrase that is known."""


def scan_of(text: str) -> ScanStatus | None:
    """Tell what a carrier's words mean; `None`: nobody knows."""
    return KNOWN.get(_BEFORE.sub("", plain(text)).strip(" ."))
