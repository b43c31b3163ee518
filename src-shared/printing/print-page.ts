// What the main process and the hidden print page say to each other over their port. One page draws one document.

/** Dots per inch of the drawn pages: what an office printer resolves, and enough for the smallest QR code. */
export const PRINT_DPI = 300;

/** To the page. */
export type PrintOrder =
  /** `title` becomes the name of the job in the printer's queue. */
  | { readonly kind: 'draw'; readonly pdf: Uint8Array; readonly title: string }
  /** Leave nothing of it: a letter may bear a password. */
  | { readonly kind: 'wipe' };

/** From the page. */
export type PrintAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'drawn'; readonly pages: number }
  | { readonly kind: 'wiped' }
  /** The document could not be drawn; the problem is the library's word and names no person. */
  | { readonly kind: 'failed'; readonly problem: string };
