// Decides how a document says what its marks on paper are: a structure tree of headings, paragraphs, lists and figures
// in reading order (PDF 32000-1, 14.7 and 14.8), so that it can be read aloud. It refuses to know where anything lies.
import { type PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';

export type Role = 'Document' | 'P' | 'H1' | 'H2' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Figure';

export type Element = {
  readonly role: Role;
  /** Said instead of a figure; for text, what it stands for. */
  readonly alternative: string | undefined;
  readonly kids: (Element | { readonly page: PDFPage; readonly id: number })[];
};

export type Structure = {
  /** Makes `role` a child of the open element and the open element itself until `close`. */
  open(role: Role, alternative?: string): void;
  close(): void;
  readonly current: Element;
  /** Number of the next marked content on a page, as a child of the open element. */
  mark(page: PDFPage): number;
  /** Writes the tree into the document; once, after the last page. */
  write(): void;
};

export function createStructure(document: PDFDocument): Structure {
  const root: Element = { role: 'Document', alternative: undefined, kids: [] };
  const path: Element[] = [root];
  const marksOf = new Map<PDFPage, Element[]>();
  const current = () => path[path.length - 1] ?? root;
  return {
    open(role, alternative) {
      const element: Element = { role, alternative, kids: [] };
      current().kids.push(element);
      path.push(element);
    },
    close() {
      if (path.length > 1) path.pop();
    },
    get current() {
      return current();
    },
    mark(page) {
      const marks = marksOf.get(page) ?? [];
      marksOf.set(page, marks);
      current().kids.push({ page, id: marks.length });
      return marks.push(current()) - 1;
    },
    write: () => writeTree(document, root, marksOf),
  };
}

function writeTree(document: PDFDocument, root: Element, marksOf: ReadonlyMap<PDFPage, readonly Element[]>): void {
  const { context, catalog } = document;
  const refs = new Map<Element, PDFRef>();
  const treeRef = context.nextRef();

  const writeElement = (element: Element, parent: PDFRef): PDFRef => {
    const ref = context.nextRef();
    refs.set(element, ref);
    const kids = element.kids.map((kid) =>
      'role' in kid ? writeElement(kid, ref) : context.obj({ Type: 'MCR', Pg: kid.page.ref, MCID: kid.id }),
    );
    const dictionary = context.obj({ Type: 'StructElem', S: element.role, P: parent, K: kids });
    if (element.alternative !== undefined) {
      const key = element.role === 'Figure' ? 'Alt' : 'ActualText';
      dictionary.set(PDFName.of(key), PDFHexString.fromText(element.alternative));
    }
    context.assign(ref, dictionary);
    return ref;
  };
  const rootRef = writeElement(root, treeRef);

  const numbers = Array.from(marksOf, ([page, elements], index) => {
    page.node.set(PDFName.of('StructParents'), context.obj(index));
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    return [context.obj(index), context.obj(elements.flatMap((element) => refs.get(element) ?? []))];
  });
  const parentTree = context.register(context.obj({ Nums: numbers.flat() }));
  context.assign(
    treeRef,
    context.obj({ Type: 'StructTreeRoot', K: [rootRef], ParentTree: parentTree, ParentTreeNextKey: marksOf.size }),
  );
  catalog.set(PDFName.of('StructTreeRoot'), treeRef);
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
}
