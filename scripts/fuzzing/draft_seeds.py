"""Seeds for the readers of drafts, written for this: short, and each with another part of the grammar."""

from __future__ import annotations

import io
import zipfile

from scripts.fuzzing.mutation import PART

TEXTS = (
    """Voorontwerp van decreet over de buurtbank
DE VLAAMSE REGERING,
BESLUIT:
Hoofdstuk 1. Algemeen
Artikel 1. Dit decreet regelt een gemeenschapsaangelegenheid.
Art. 2. De gemeente plaatst in elke buurt een bank.
Ze vraagt vooraf het advies van de inwoners:
1° over de plaats;
2° over de kleur:
a) wit;
b) groen.
Afdeling 2. Gebruik
Art. 3. § 1. Iedereen mag zitten.
§ 2. Wie zit, laat plaats voor een ander.
Art. 3/1. Dit decreet treedt in werking op 1 januari 2032.
Brussel, 3 mei 2031.
De minister-president van de Vlaamse Regering,
Bijlage 1. Lijst van de banken
1. Bank aan de kerk.
""",
    """Stuk 900 (2033-2034) – Nr. 1
ONTWERP VAN DECREET
tot wijziging van het decreet van 4 mei 2019 betreffende de tuinen
MEMORIE VAN TOELICHTING
Artikel 1. Dit artikel regelt de bevoegdheid.
VOORONTWERP VAN DECREET
Artikel 1. Dit decreet regelt een gewestaangelegenheid.
ONTWERP VAN DECREET
Artikel 1. Dit decreet regelt een gewestaangelegenheid.
Art. 2. In artikel 5, § 2, eerste lid, van het decreet van 4 mei 2019 betreffende de tuinen worden de woorden “de poort” vervangen door de woorden “het hek”.
Art. 3. Aan hetzelfde decreet wordt een artikel 5/1 toegevoegd, dat luidt als volgt:
“Art. 5/1. § 1. De tuinman sluit het hek.
§ 2. Hij bewaart de sleutel.”.
Art. 4. Artikel 6 van hetzelfde decreet wordt opgeheven.
""",
)

MARKDOWN = (
    "# Ontwerp van decreet over de *stoep*\n\n## Hoofdstuk 1. Algemeen\n\n**Artikel 1.** Dit decreet regelt een [zaak](http://x.test).\n\n"
    "**Art. 2.** De gemeente:\n\n1. veegt;\n2. strooit.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nArt. 9. geen\n```\n\n> Art. 3. Dit decreet geldt.\n",
    "**Artikel 1.** Dit decreet regelt een zaak.\n\n- 1° een\n- 2° twee\n\n***\n\nArt. 2. Einde van het decreet.\n",
)

HTML = (
    "<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>x</title><script>var a='Art. 9.'</script></head><body><nav>Home</nav>"
    "<h1>Ontwerp van decreet over de stoep</h1><h2>Hoofdstuk 1. Algemeen</h2><p>Artikel 1. Dit decreet regelt een <b>zaak</b>.</p>"
    "<p>Art. 2. De gemeente:</p><ol><li>veegt;</li><li>strooit<ul><li>zout</li></ul></li></ol><table><tr><td>a</td><td>b</td></tr></table>"
    "<p>Art. 3. Dit decreet geldt<sup>1</sup>.</p><div class='site-footer'>Contact</div></body></html>",
    "<div><p>Artikel 1. Een regel van de gemeente.</p><pre>Art. 2. Het\n decreet</pre><br><p style='display:none'>weg</p></div>",
)

AKOMA = (
    "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><bill><meta/><preface><p><docTitle>Ontwerp van decreet</docTitle>"
    "</p></preface><body><chapter eId='chp_1'><num>Hoofdstuk 1</num><heading>Algemeen</heading><article eId='art_1'><num>Art. 1.</num>"
    "<paragraph eId='art_1__para_1'><num>§ 1.</num><content><p>Dit is het decreet van de gemeente.</p></content></paragraph>"
    "<paragraph><num>§ 2.</num><list><intro><p>De stoep:</p></intro><point><num>1°</num><content><p>vegen</p></content></point></list>"
    "</paragraph></article></chapter><article><num>Art. 2.</num><content><p>In artikel 3 van het decreet <quotedStructure startQuote='“'>"
    "<article><num>Art. 3.</num><content><p>nieuw</p></content></article></quotedStructure><authorialNote><p>noot</p></authorialNote></p>"
    "</content></article></body><attachments><attachment><heading>Bijlage 1</heading><doc><mainBody><p>x</p></mainBody></doc></attachment>"
    "</attachments></bill></akomaNtoso>",
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = (
    f"<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val='Kop1'/></w:pPr><w:r><w:t>Ontwerp van decreet over de stoep</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Dit decreet regelt een zaak.</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Art. 2. De gemeente </w:t></w:r><w:ins><w:r><w:t>veegt</w:t></w:r></w:ins><w:del><w:r><w:delText>niet</w:delText></w:r></w:del>"
    "<w:r><w:tab/><w:noBreakHyphen/><w:sym w:font='Symbol' w:char='F0B7'/><w:footnoteReference w:id='2'/><w:t>.</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:ind w:left='720'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>Art. 3. Dit decreet geldt.</w:t></w:r></w:p></w:sdtContent></w:sdt></w:body></w:document>"
)
_STYLES = f"<w:styles {_W}><w:style w:styleId='Kop1'><w:name w:val='heading 1'/><w:basedOn w:val='Standaard'/></w:style><w:style w:styleId='Standaard'/></w:styles>"
_NUMBERING = (
    f"<w:numbering {_W}><w:abstractNum w:abstractNumId='3'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='Artikel %1.'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='%2)'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='3'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>"
)
_NOTES = f"<w:footnotes {_W}><w:footnote w:id='2'><w:p><w:r><w:t>Een noot.</w:t></w:r></w:p></w:footnote></w:footnotes>"
DOCX_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")
DOCX = (PART.join(part.encode() for part in (_BODY, _STYLES, _NUMBERING, _NOTES)),)


def zipped(data: bytes, names: tuple[str, ...]) -> bytes:
    """The parts of an input as a package with these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in zip(names, data.split(PART), strict=False):
            archive.writestr(name, part)
    return buffer.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A PDF with its text layer as plain operators, so that a change reaches words and places and not only compressed bytes."""
    rows = "".join(
        f"BT /F1 10 Tf {72 + 18 * line.startswith(' ')} {760 - 14 * (n % 48)} Td ({_escaped(line.strip())}) Tj ET\n"
        for n, line in enumerate(lines)
    )
    stream = rows.encode("cp1252", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
