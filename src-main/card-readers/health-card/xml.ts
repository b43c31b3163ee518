// Reads the XML of a card: elements by their local names, because schema 5.1 and 5.2 have different namespaces, and leaves as
// tidy text. Refuses document types and entities before anything is parsed.
import { DOMParser, type Element, onWarningStopParsing } from '@xmldom/xmldom';
import { CardRefused } from './refused.ts';

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** @throws CardRefused */
export function rootOf(xml: string, name: string): Element {
  // A card has neither; who writes one wants something else than to be read.
  if (/<!(?!--|\[CDATA\[)/.test(xml) || saysAnotherEncoding(xml)) throw new CardRefused('EGK_BAD_XML');
  const root = parsed(xml);
  if (root?.localName !== name) throw new CardRefused('EGK_BAD_XML');
  return root;
}

/** The one child of this name; null = there is none. @throws CardRefused where there are two */
export function childOf(parent: Element, name: string): Element | null {
  let found: Element | null = null;
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== ELEMENT || (node as Element).localName !== name) continue;
    if (found) throw new CardRefused('EGK_BAD_XML');
    found = node as Element;
  }
  return found;
}

/** The text of the child of this name, blanks tidied; null = there is none. @throws CardRefused where it is no text */
export function textOf(parent: Element, name: string): string | null {
  const leaf = childOf(parent, name);
  if (!leaf) return null;
  let text = '';
  for (let node = leaf.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === ELEMENT) throw new CardRefused('EGK_BAD_XML');
    if (node.nodeType === TEXT || node.nodeType === CDATA) text += node.nodeValue ?? '';
  }
  const tidy = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/\p{C}/u.test(tidy)) throw new CardRefused('EGK_BAD_CONTENT');
  return tidy === '' ? null : tidy;
}

// --- details

function parsed(xml: string): Element | null {
  try {
    return new DOMParser({ locator: false, onError: onWarningStopParsing }).parseFromString(xml, 'text/xml')
      .documentElement;
  } catch {
    // What the parser says quotes the card.
    throw new CardRefused('EGK_BAD_XML');
  }
}

/** It was decoded as what cards are written in; letters of another encoding would be others. */
function saysAnotherEncoding(xml: string): boolean {
  const said = /^<\?xml\b[^>]*\bencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1];
  return said !== undefined && said.toLowerCase() !== 'iso-8859-15';
}
