// For a region that scrolls and holds nothing to stop at: the keyboard must reach it, or it can only be read with a mouse
// (WCAG 2.1.1).

export const scrollable = { tabIndex: 0 } as const;
