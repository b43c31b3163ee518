// Decides where a paragraph breaks into lines. It refuses to know fonts (the caller measures) and pages.

/**
 * Lines of a paragraph, none wider than `width` mm. Breaks at spaces and behind hyphens; line breaks in the text stay;
 * a piece without either that is too wide (an address of the web) is broken between letters. No character is lost but
 * the spaces at the breaks. A no-break space holds its neighbours together.
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

function breakParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of paragraph.match(/[^ \t-]*-+|[^ \t-]+[ \t]*|[ \t]+/g) ?? []) {
    const solid = widthOf(piece.trimEnd());
    if (used + solid <= width || (line === '' && solid <= width)) {
      line += piece;
      used += widthOf(piece);
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    while (widthOf(line.trimEnd()) > width) {
      const head = longestHead(line, width, widthOf);
      lines.push(head);
      line = line.slice(head.length);
    }
    used = widthOf(line);
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** At least one letter, so that even a width of nothing comes to an end. */
function longestHead(text: string, width: number, widthOf: (text: string) => number): string {
  const letters = Array.from(text);
  let head = letters[0] ?? '';
  for (const letter of letters.slice(1)) {
    if (widthOf(head + letter) > width) break;
    head += letter;
  }
  return head;
}
