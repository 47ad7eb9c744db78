from workbench.sources.numbering import split_numbered


def labels(text: str) -> list[str]:
    return ["/".join(p.labels) for p in split_numbered(text)]


def test_paragraphs_and_points_get_their_labels_and_their_words() -> None:
    text = "1. De staat doet iets:\na. het eerste;\nb. het tweede.\n2. De staat laat iets na."
    pieces = split_numbered(text)
    assert labels(text) == ["1", "1/a", "1/b", "2"]
    assert text[pieces[0].start : pieces[0].end] == "1. De staat doet iets:\na. het eerste;\nb. het tweede."
    assert text[pieces[2].start : pieces[2].end] == "b. het tweede."
    assert [p.kind for p in pieces] == ["paragraph", "point", "point", "paragraph"]


def test_points_directly_under_the_article() -> None:
    assert labels("Zij waarborgen dat:\na) het ene;\nb) het andere.") == ["a", "b"]


def test_a_letter_i_after_h_is_a_letter_and_a_roman_i_after_a_letter_is_a_subpoint() -> None:
    eight = "\n".join(f"{c}. punt {c}" for c in "abcdefghi")
    assert labels(eight)[-1] == "i"
    assert labels("2. Het kind:\nb. heeft recht:\n(i) te zwijgen;\n(ii) op bijstand.") == ["2", "2/b", "2/b/i", "2/b/ii"]


def test_capitals_with_bracketed_numbers_as_in_the_refugee_convention() -> None:
    assert labels("A. Wie:\n(1) dit;\n(2) dat.\nB.\n(1) anders.") == ["A", "A/1", "A/2", "B", "B/1"]


def test_a_label_that_comes_back_gets_no_second_id() -> None:
    assert labels("a. een\nb. twee\nTussentekst\na. opnieuw") == ["a", "b"]


def test_plain_text_has_no_pieces() -> None:
    assert labels("Niemand mag worden gefolterd.\nDit geldt altijd.") == []
