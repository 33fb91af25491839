"""The structure of a document, as readers that cannot see the page are told it.

Elements are made in reading order before anything is laid out. Each holds further elements and *slots*: places where
the marked content of its own text will be noted (page and number) when it is drawn. So the order never depends on where
things land on the page. Whatever is drawn outside a slot is an artifact (see :mod:`strategy_editor.pdf.sheet`).
"""

from __future__ import annotations

from strategy_editor.pdf.objects import File, dictionary, name, reference, text_string

ROLES = {"Title": "P", "Subtitle": "P", "Strong": "Span", "Em": "Span", "Aside": "Div", "Gap": "P"}
"""Our own element types, and the standard ones that they stand for."""

_KEPT_WHEN_EMPTY = {"TR", "TD", "TH", "LBody"}


class Slot:
    """A place in an element for text: the marked content (page number from 0, identifier) that was drawn for it."""

    __slots__ = ("element", "marks")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.marks: list[tuple[int, int]] = []


class Element:
    """A structure element. ``attributes`` is a written attribute dictionary; ``annotations`` are (page, number)."""

    __slots__ = (
        "actual",
        "alternative",
        "annotations",
        "attributes",
        "identifier",
        "kids",
        "language",
        "number",
        "role",
        "title",
    )

    def __init__(
        self,
        role: str,
        *,
        alternative: str = "",
        actual: str = "",
        language: str = "",
        attributes: str = "",
        identifier: str = "",
        title: str = "",
    ) -> None:
        self.role = role
        self.alternative = alternative
        self.actual = actual
        self.language = language
        self.attributes = attributes
        self.identifier = identifier
        self.title = title
        self.kids: list[Element | Slot] = []
        self.annotations: list[tuple[int, int]] = []
        self.number = 0

    def child(
        self,
        role: str,
        *,
        alternative: str = "",
        actual: str = "",
        language: str = "",
        attributes: str = "",
        identifier: str = "",
        title: str = "",
    ) -> Element:
        """A new element at the end of this one."""
        element = Element(
            role,
            alternative=alternative,
            actual=actual,
            language=language,
            attributes=attributes,
            identifier=identifier,
            title=title,
        )
        self.kids.append(element)
        return element

    def slot(self) -> Slot:
        """The place for text at the end of this element: the last one, unless an element came after it."""
        if self.kids and isinstance(self.kids[-1], Slot):
            return self.kids[-1]
        slot = Slot(self)
        self.kids.append(slot)
        return slot


class Marked:
    """What was marked on the pages: for each page, the element of each piece of marked content."""

    def __init__(self) -> None:
        self.pages: list[list[Element]] = []
        self.annotations: list[Element] = []

    def page_key(self, page: int) -> int:
        """The key of page ``page`` (from 0) in the parent tree."""
        return page

    def annotation_key(self, index: int) -> int:
        """The key of the annotation with this index; they come after all pages."""
        return len(self.pages) + index


def write_tree(file: File, root: Element, marked: Marked, page_numbers: list[int]) -> int:
    """Add the structure tree to ``file``; the number of its root. ``page_numbers`` are the objects of the pages."""
    tree = file.add()
    used = _used(root)
    for element in used:
        element.number = file.add()
    _write_elements(file, root, tree, page_numbers)
    parents = []
    for page, elements in enumerate(marked.pages):
        if elements:
            inside = " ".join(reference(element.number) for element in elements)
            parents.append(f"{marked.page_key(page)}[{inside}]")
    for index, element in enumerate(marked.annotations):
        parents.append(f"{marked.annotation_key(index)} {reference(element.number)}")
    identified = sorted((element for element in used if element.identifier), key=lambda element: element.identifier)
    entries = [
        ("Type", "/StructTreeRoot"),
        ("K", reference(root.number)),
        ("RoleMap", dictionary((role, name(standard)) for role, standard in ROLES.items())),
        ("ParentTree", reference(file.add(f"<</Nums[{chr(10).join(parents)}]>>"))),
        ("ParentTreeNextKey", str(len(marked.pages) + len(marked.annotations))),
    ]
    if identified:
        names = " ".join(f"{text_string(element.identifier)} {reference(element.number)}" for element in identified)
        entries.append(("IDTree", reference(file.add(f"<</Names[{names}]>>"))))
    file.fill(tree, dictionary(entries))
    return tree


def _used(root: Element) -> list[Element]:
    """The elements that hold something, in reading order; the others are taken out of their parents."""
    order: list[Element] = []

    def keep(element: Element) -> bool:
        place = len(order)
        order.append(element)
        element.kids = [kid for kid in element.kids if (kid.marks if isinstance(kid, Slot) else keep(kid))]
        if element.kids or element.annotations or element.role in _KEPT_WHEN_EMPTY or element is root:
            return True
        del order[place:]
        return False

    keep(root)
    return order


def _write_elements(file: File, root: Element, tree: int, page_numbers: list[int]) -> None:
    waiting: list[tuple[Element, int]] = [(root, tree)]
    while waiting:
        element, parent = waiting.pop()
        file.fill(element.number, _written(element, parent, page_numbers))
        waiting.extend((kid, element.number) for kid in element.kids if isinstance(kid, Element))


def _written(element: Element, parent: int, page_numbers: list[int]) -> str:
    own_page = next((kid.marks[0][0] for kid in element.kids if isinstance(kid, Slot)), -1)
    kids: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(reference(kid.number))
            continue
        for page, mark in kid.marks:
            if page == own_page:
                kids.append(str(mark))
            else:
                kids.append(f"<</Type/MCR/Pg {reference(page_numbers[page])}/MCID {mark}>>")
    kids.extend(
        f"<</Type/OBJR/Pg {reference(page_numbers[page])}/Obj {reference(number)}>>"
        for page, number in element.annotations
    )
    parts = [f"<</Type/StructElem/S{name(element.role)}/P {reference(parent)}"]
    if own_page >= 0:
        parts.append(f"/Pg {reference(page_numbers[own_page])}")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    for key, text in (
        ("Alt", element.alternative),
        ("ActualText", element.actual),
        ("Lang", element.language),
        ("ID", element.identifier),
        ("T", element.title),
    ):
        if text:
            parts.append(f"/{key} {text_string(text)}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    return "".join(parts) + ">>"
