"""The error family. Every error carries a catalogue key and its parameters; the console and the app turn it into one sentence.

ToetssteenError                     exit 1
├── InputError                      exit 2: the user's file or argument cannot be used
│   ├── UnreadableFile              not there, no permission, not what its name says
│   ├── DamagedFile                 truncated, broken, hostile
│   ├── EmptyFile                   no text at all
│   ├── NoTextLayer                 scanned pages without text
│   ├── EncryptedFile               needs a password
│   ├── FileTooLarge                over a stated limit
│   ├── WrongLanguage               not a language that this step reads
│   ├── UnknownFormat               no reader for it
│   ├── NotALegalText               read, but nothing in it looks like provisions
│   ├── QuoteNotFound               the quoted words do not stand in that provision
│   ├── TemplateError               a report template without the places it needs
│   └── KnowledgeFileError          catalogue, register or thesaurus: file, line, remedy
├── CorpusError                     an import that would leave the corpus worse
├── SourceError                     a publisher's text that did not come; nothing changed
│   ├── SourceUnreachable           no network, or the publisher is not there
│   ├── SourceFailed                broken off, too large, too slow, in circles
│   ├── SourceMissing               the publisher has no such text in this language
│   └── SourceRefused               forbidden, or it points to another host
├── OutsideReaderError              the configured second reader gave no opinion; nothing was stored
│   ├── OutsideReaderUnreachable    not there, too slow, broken off
│   ├── OutsideReaderRefused        the key, too many questions, or it points to another host
│   └── OutsideReaderUnclear        an answer of another form, or too large
├── StoreError                      the data folder: busy, full, read-only, from a newer version
├── IndexUnusable                   missing, half-built, or built with another encoder
├── VectorsAway                     the vector server does not answer
│   └── VectorsBehind               it holds another index than this machine
├── ModelUnavailable                an encoder that cannot be loaded
├── ReportFailed                    a report that could not be written
├── AccessDenied                    the role does not allow it
│   └── SignInRefused               a name and password that do not fit, a wait, or no access
├── UnknownRecord                   no dossier, finding or note with that id
├── StaleWrite                      somebody else changed the record meanwhile; nothing was stored
├── RuleError                       a rule of the work stands in the way
│   ├── IllegalStep                 a finding cannot go there from where it stands
│   └── NotReady                    a signature waits for what `problems` names
└── Cancelled                       the user stopped it
"""

from __future__ import annotations


class ToetssteenError(Exception):
    """An expected failure: `key` names the sentence in the catalogues, `params` fill it."""

    exit_code = 1

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.key} ({details})" if details else self.key


class InputError(ToetssteenError):
    """The user's file or argument cannot be used."""

    exit_code = 2


class UnreadableFile(InputError):
    """The file is not there, may not be read, or is not what its name says."""


class DamagedFile(InputError):
    """The file is truncated, broken or hostile."""


class EmptyFile(InputError):
    """The file holds no text at all."""


class NoTextLayer(InputError):
    """The pages are pictures: there is no text to read."""


class EncryptedFile(InputError):
    """The file needs a password."""


class FileTooLarge(InputError):
    """The file is over a stated limit."""


class WrongLanguage(InputError):
    """The text is not in a language that this step reads."""


class UnknownFormat(InputError):
    """No reader knows this format."""


class NotALegalText(InputError):
    """The text was read, but nothing in it looks like provisions."""


class QuoteNotFound(InputError):
    """The quoted words do not stand in that provision."""


class TemplateError(InputError):
    """A report template has no place for something, or one that nobody fills."""


class KnowledgeFileError(InputError):
    """A catalogue, register or thesaurus file has a mistake: `params` hold file, line and remedy."""


class CorpusError(ToetssteenError):
    """The import would leave the corpus worse than it is."""

    exit_code = 2


class SourceError(ToetssteenError):
    """A publisher's text did not come; nothing changed."""


class SourceUnreachable(SourceError):
    """There is no network, or the publisher is not there."""


class SourceFailed(SourceError):
    """The answer broke off, was too large or too slow, went in circles or was a server's error."""


class SourceMissing(SourceError):
    """The publisher has no such text, or not in this language."""


class SourceRefused(SourceError):
    """The publisher forbids it, or points to another host."""


class OutsideReaderError(ToetssteenError):
    """The configured second reader gave no opinion; nothing was stored."""


class OutsideReaderUnreachable(OutsideReaderError):
    """The second reader is not there, was too slow, or the line broke."""


class OutsideReaderRefused(OutsideReaderError):
    """The second reader does not take the key, is asked too often, or points to another host."""


class OutsideReaderUnclear(OutsideReaderError):
    """The second reader's answer has another form than was asked, or is too large."""


class StoreError(ToetssteenError):
    """The data folder is busy, full, read-only or from a newer version."""


class IndexUnusable(ToetssteenError):
    """The index is missing, half-built, or built with another encoder."""


class VectorsAway(ToetssteenError):
    """The vector server does not answer."""


class VectorsBehind(VectorsAway):
    """The vector server holds another index than this machine."""


class ModelUnavailable(ToetssteenError):
    """The encoder cannot be loaded."""


class ReportFailed(ToetssteenError):
    """The report could not be written; nothing else changed."""


class AccessDenied(ToetssteenError):
    """The role does not allow this."""


class SignInRefused(AccessDenied):
    """The name and password do not fit, the person has to wait, or has no access here."""


class UnknownRecord(ToetssteenError):
    """There is no dossier, finding or note with that id."""

    exit_code = 2


class StaleWrite(ToetssteenError):
    """Somebody else changed the record since it was read; nothing was stored."""


class RuleError(ToetssteenError):
    """A rule of the work stands in the way."""


class IllegalStep(RuleError):
    """A finding cannot go there from where it stands."""


class NotReady(RuleError):
    """A signature has to wait; `problems` are the reasons in order."""

    def __init__(self, key: str, problems: tuple[object, ...] = (), **params: object) -> None:
        super().__init__(key, **params)
        self.problems = problems


class Cancelled(ToetssteenError):
    """The user stopped the work."""
