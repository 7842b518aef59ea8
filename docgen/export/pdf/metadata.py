"""XMP and Info of a PDF, written anew: title, language, standards, of which docx it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from msgspec import Struct
from pikepdf import Dictionary, Name, Pdf, Stream, String

if TYPE_CHECKING:
    from docgen.export import Source

TOOL: Final = "docgen"

# PDF/A knows no property of PDF/UA; what it does not know must be described (ISO 19005-2, 6.6.2.3).
_UA: Final = """
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>"""
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>{level}</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">{title}</rdf:li>
    </rdf:Alt>
   </dc:title>
   <dc:language>
    <rdf:Bag>
     <rdf:li>{language}</rdf:li>
    </rdf:Bag>
   </dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{tool}</xmp:CreatorTool>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
   <xmpMM:DocumentID>uuid:{digest}</xmpMM:DocumentID>
  </rdf:Description>{ua}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


class Told(Struct, frozen=True):
    """What LibreOffice's own metadata is good for."""

    title: str
    producer: str


def read(pdf: Pdf) -> Told:
    """Title and producer of the Info dictionary."""
    info = pdf.trailer.get("/Info", Dictionary())
    return Told(str(info.get("/Title", "")).strip(), str(info.get("/Producer", "LibreOffice")))


def write(pdf: Pdf, told: Told, source: Source, *, is_accessible: bool) -> None:
    """Both places say the same; no date, for the clock is none of the document's."""
    xmp = _XMP.format(
        level="A" if is_accessible else "B",
        ua=_UA if is_accessible else "",
        title=_text(told.title),
        language=_text(source.language),
        producer=_text(told.producer),
        tool=TOOL,
        digest=UUID(hex=source.digest),
    )
    pdf.Root.Metadata = Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    info = Dictionary(Creator=String(TOOL), Producer=String(told.producer))
    if told.title:
        info.Title = String(told.title)
    pdf.trailer.Info = pdf.make_indirect(info)


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
